"""Reports without a title that their opening announces, and the body that it names."""

from __future__ import annotations

import pytest

from gxgrammar.errors import NotAReport
from gxgrammar.metadata import Heading, read_heading
from gxgrammar.records import Metadata

from conftest import Read

BODY = "青禾县水务局"
DAYS = "报告中所列数据统计期限为2023年1月1日至2023年12月31日。"


def _heading(*opening: str) -> Heading:
    return read_heading(opening, ("没有其他事项。",))


def _read(*opening: str) -> Metadata:
    return _heading(*opening).metadata


@pytest.mark.parametrize(
    "words",
    [
        f"按照通知要求，现将{BODY}2023年度政府信息公开工作报告如下：",
        f"按照通知要求，现把{BODY}2023年度政府信息公开工作情况报告如下。",
        f"现将{BODY}（以下简称水务局）2023年度信息公开工作报告如下：",
        f"现将{BODY}2023年政府信息公开工作年度报告向社会公布。",
        f"现将2023年度{BODY}信息公开年度报告公布如下：",
        f"现将《{BODY}2023年政府信息公开工作年度报告》予以公开。",
        f"现向社会公开《{BODY}2023年政府信息公开工作年度报告》。",
        f"结合我局实际，编制{BODY}2023年政府信息公开工作年度报告。",
        f"按照规定，编制了{BODY}2023年政府信息公开工作年度报告。",
        f"按照规定，编制{BODY}2023年政府信息公开工作年度报告，所列数据统计期限为一年。",
        f"按照规定，制定{BODY}2023年政府信息公开工作年度报告。本报告由六部分组成。",
        f"按照规定，我局编制并向社会公开{BODY}2023年度政府信息公开工作年度报告。",
        f"根据《关于编制2022年政府信息公开工作年度报告有关事项的通知》，现编制形成《{BODY}2023年政府信息公开工作年度报告》。",
        f"根据关于编制2022年政府信息公开年度报告有关事项的通知，现公布{BODY}2023年政府信息公开年度报告。",
    ],
)
def test_a_report_is_announced_in_many_words(words: str) -> None:
    heading = _heading(words)
    assert (heading.metadata.agency_name, heading.metadata.report_year) == (BODY, 2023)
    assert heading.titled


@pytest.mark.parametrize("kind", ["供销社", "供销合作社", "供销联社"])
def test_a_cooperative_is_a_body(kind: str) -> None:
    assert _read(f"现公布青禾县{kind}2023年政府信息公开工作年度报告。").agency_name == f"青禾县{kind}"


@pytest.mark.parametrize(
    "words",
    [
        "现将我局2023年度政府信息公开工作报告如下：",
        "现将一年来我局2023年度政府信息公开工作报告如下：",
        "现将县水务局2023年度政府信息公开工作报告如下：",
        "现将有关单位2023年度政府信息公开工作报告如下：",
        "特编制并向社会公布2023年度街道信息公开年度报告。",
        f"现将{BODY}2023年度政府信息公开工作年度报告编制情况说明如下：",
        f"按照规定，制定{BODY}2023年政府信息公开工作年度报告编制方案。",
        f"指导县直单位编制并公布{BODY}2023年政府信息公开工作年度报告。",
        "按照规定，制定本局2023年政府信息公开工作年度报告。",
        f"为做好工作，指导编制{BODY}2023年政府信息公开年度报告培训材料。",
    ],
)
def test_an_announcement_that_names_no_other_body_names_none(words: str) -> None:
    assert _read(words).agency_name is None


def test_who_wrote_what_the_sentence_before_calls_a_report() -> None:
    assert _read(f"按照规定编制本报告。由{BODY}编制。全文包括六个部分。").agency_name == BODY
    assert _read(f"按照规定编制办事指南。由{BODY}编制。全文包括六个部分。").agency_name is None


@pytest.mark.parametrize("did", [f"2023年，{BODY}公开了信息。", f"{BODY}公开了信息。"])
def test_a_body_alone_over_what_it_did(did: str) -> None:
    assert _read(BODY, did).agency_name == BODY


@pytest.mark.parametrize(
    "lines", [(BODY, "2023年，我局公开了信息。"), (BODY, f"{BODY}办公室公开了信息。"), (BODY, f"按照{BODY}要求编制。")]
)
def test_a_body_alone_over_other_words_does_not_report(lines: tuple[str, ...]) -> None:
    assert _read(*lines).agency_name is None


@pytest.mark.parametrize(
    "words",
    [
        f"本年度报告是根据《政府信息公开条例》的要求，由{BODY}编制的2023年度政府信息公开工作报告。",
        f"本报告根据《政府信息公开条例》要求，由{BODY}编制。本报告中所列数据的统计期限自2023年1月1日起至12月31日止。",
        f"依据《青禾县政府信息公开规定》，由{BODY}编制本报告。本年报所列数据统计时限为2023年1月1日至2023年12月31日。",
        f"根据《政府信息公开条例》规定，由{BODY}编制本报告。报告数据统计期限为2023年1月1日至2023年12月31日。",
    ],
)
def test_a_report_without_a_title_says_what_it_is(words: str) -> None:
    heading = _heading(words)
    assert heading.told
    assert (heading.metadata.agency_name, heading.metadata.report_year) == (BODY, 2023)
    assert not read_heading([words], ()).told


@pytest.mark.parametrize(
    "words",
    [
        # Of the days alone, or of the law alone, other papers speak as well.
        "本报告中所列数据的统计期限自2023年1月1日起至12月31日止。",
        f"本报告根据《政府信息公开条例》要求，由{BODY}编制。",
        "根据《政府信息公开条例》规定，各单位编制的报告应当列明数据的统计期限。",
        "根据《政府信息公开条例》要求，各单位应当编制报告，所列数据统计期限为2023年1月1日至12月31日。",
        "县政府近日公布了2023年政府信息公开工作年度报告。",
        f"本指南是根据《政府信息公开条例》由{BODY}编制的，2023年度政府信息公开工作年度报告另行公布。",
        # About a report, asking for one, or of what else was done.
        "本报告是青禾县2023年政府信息公开年度报告的解读。",
        "本报告是对2023年度政府信息公开工作年度报告的评估报告。",
        f"按照《政府信息公开条例》的要求，请各单位编制本年度报告。{DAYS}",
        f"根据《政府信息公开条例》，各单位应当编制本年度报告。{DAYS}",
        f"根据《企业环境信息公开办法》，编制本报告。{DAYS}",
        f"2023年，{BODY}编制2022年政府信息公开年度报告，报告按时公布。",
        "按要求，我局编制2022年政府信息公开年度报告。",
        "根据规定，请你局编制2023年政府信息公开年度报告。",
    ],
)
def test_words_that_other_papers_have_make_no_report(words: str) -> None:
    heading = _heading(words)
    assert not (heading.titled or heading.told)


MADE = "根据《政府信息公开条例》，依申请公开等情况编制本报告。"


def test_a_report_with_the_title_of_another_is_not_told_by_its_preamble() -> None:
    assert _heading(f"{MADE}{DAYS}").told
    assert _heading("2023年政府信息公开年报专栏", f"{MADE}{DAYS}").told
    assert not _heading("青禾县2023年法治政府建设年度报告", f"{MADE}{DAYS}").told


def test_what_its_preamble_tells_to_be_a_report_has_a_section_of_one(read: Read) -> None:
    assert read(f"{MADE}{DAYS}\n一、总体情况\n平稳。").report.metadata.report_year == 2023
    with pytest.raises(NotAReport):
        read(f"{MADE}{DAYS}\n一、水环境\n平稳。\n二、大气环境\n平稳。")


def test_whose_report_was_compiled_has_the_year_and_not_the_days_of_the_year_before() -> None:
    days = "报告中所列数据的统计期限自2022年1月1日起至2022年12月31日止。"
    made = f"按照有关要求，{BODY}编制了2023年政府信息公开年度报告。"
    assert _read(f"{made}{days}").report_year == 2023
    assert _read(f"按照有关要求，我局编制了2023年政府信息公开年度报告。{days}").report_year == 2023
    assert _read(f"按照有关要求，各乡镇编制了2023年政府信息公开年度报告。{days}").report_year == 2022
