"""What the clauses of a sentence count together: lists, brackets, what an earlier clause says of a later one."""

from __future__ import annotations

import pytest

from gxgrammar.sentences import figures_in

R5, C4 = ("received", 5), ("closed", 4)
TOGETHER: dict[str, list[tuple[object, ...]]] = {
    # None of some is not none of all.
    "自然人申请5件，法人或其他组织无政府信息公开申请": [("natural_person", 5)],
    "全县收到申请5件，其中县青禾局5件，其他部门无政府信息公开申请": [R5],
    "各乡镇无依申请公开事项，县直部门收到申请5件": [R5],
    "除收到1件申请外，无政府信息公开申请": [("received", 1)],
    "收到网络申请5件，当面无依申请公开事项": [("network", 5)],
    "收到申请5件，截至年底无政府信息公开申请": [R5],
    "主动公开政府信息5条，2022年，我局无依申请公开事项": [("disclosed", 5), ("received", 0)],
    "截至2022年12月31日，本单位无政府信息公开申请": [("received", 0)],
    "（二）2022 年度无依申请公开": [("received", 0)],
    "我无依申请公开事项": [("received", 0)],
    # Dates as word processors write them.
    "2022 年 1 月 1 日至 12 月 31 日，我局收到申请 5 件，办结 4 件": [R5, C4],
    "2022.1-2022.12，收到申请5件": [R5],
    "2022.1.1-2022.12.31，收到申请5件": [R5],
    "2022.1.1-12.31，收到申请5件": [R5],
    "2022.1-12，收到申请5件": [R5],
    "2022-01-01至2022-12-31，收到申请5件": [R5],
    "6 月收到申请 3 件，全年收到申请 5 件": [R5],
    "2022年一至四季度，收到申请5件": [R5],
    "2022年1-4季度，收到申请5件": [R5],
    "第一至第四季度，收到申请5件": [R5],
    "上、下半年各组织1次培训，收到申请5件": [R5],
    "第三季度测评中位列第一，收到申请5件": [R5],
    "我局于3月制定工作要点，共收到申请5件，办结4件": [R5, C4],
    "自2022年1月以来，收到申请5件": [R5],
    "自2022年1月起，收到申请5件": [R5],
    # Our task itself is no field.
    "2022年1月1日至12月31日期间，我局主动公开政府信息5条": [("disclosed", 5)],
    "主动公开政府信息工作方面，全年主动公开政府信息5条": [("disclosed", 5)],
    "在主动公开工作方面，2022年主动公开政府信息5条": [("disclosed", 5)],
    "政务公开工作方面，我局全年公开政府信息5条": [("disclosed", 5)],
    "信息发布方面，全年主动公开政府信息5条": [("disclosed", 5)],
    "总体方面，全年主动公开政府信息5条": [("disclosed", 5)],
    # A time that tells of what something is.
    "收到申请5件，为历年最高，办结4件": [R5, C4],
    "收到申请5件，创历年新高，办结4件": [R5, C4],
    "收到申请5件，占近三年总量的30%，办结4件": [R5, C4],
    "收到申请5件，数量为近五年来最多，办结4件": [R5, C4],
    "收到申请5件，涉及历年征地补偿信息，答复4件": [R5, C4],
    "收到申请5件，内容涉及“十三五”期间项目建设，答复4件": [R5, C4],
    "紧扣“十四五”时期发展目标，收到申请5件": [R5],
    "在去年工作的基础上，收到申请5件": [R5],
    "按时发布上年度政府信息公开年报，收到申请5件": [R5],
    "清理历年规范性文件，废止规范性文件2件": [("normative_documents.repealed", 2)],
    "上一年度无结转，收到申请5件": [R5],
    "去年无结转申请，收到申请5件": [R5],
    "收到申请5件，去年同期收到3件，同比增长25%，办结4件": [R5, C4],
    "收到申请5件，而上年仅为3件；办结4件": [R5, C4],
    "收到申请5件，上半年收到3件；办结2件": [R5],
    "收到申请5件，历年累计收到200件，同比增长5%，办结180件": [R5],
    "去年收到申请12件，今年县政府收到申请5件": [R5],
    # What holds since the beginning holds for the year.
    "我局自成立以来未收到政府信息公开申请": [("received", 0)],
    "自《条例》实施以来，未发生行政复议": [("reconsideration", 0)],
    "2022年至今，未收到申请": [("received", 0)],
    "近三年来，未收到申请": [("received", 0)],
    # What stands between a verb and its count.
    "收到申请5件，已办结其中4件": [R5, C4],
    "收到申请5件，答复其中的4件": [R5, C4],
    "收到申请5件，办理完结4件": [R5, C4],
    "收到申请5件，按规定办结并回复4件": [R5, C4],
    "收到申请5件，答复件数4件": [R5, C4],
    "收到申请3件，已办结（含上年结转2件）5件": [("received", 3), ("carried_over", 2), ("closed", 5)],
    "收到申请5件，答复（其中建议4件）10件": [R5],
    "收到申请5件，办结其中的民生实事10件": [R5],
    # What was published through a channel has no part that is all that was published.
    "2022年通过网站发布信息50条，其中法定主动公开信息10条": [("website", 50)],
    "收到信息50条，其中主动公开信息10条": [("disclosed", 10)],
    "公开政府信息50条；不予公开申请2件": [("disclosed", 50), ("denied", 2)],
    "公开政府信息50条，依申请公开5件，同意公开3件，不予公开2件": [("disclosed", 50), ("granted", 3), ("denied", 2)],
    "公开政府信息50条，依申请公开5条，不予公开2条": [("disclosed", 50)],
    # Channels that a count alone stands beside, and verbs.
    "收到申请42件，网络40件、邮寄2件": [("received", 42), ("network", 40), ("letter", 2)],
    "受理申请5件，其中网上3件、当面2件": [("received", 5), ("network", 3), ("in_person", 2)],
    "网上受理申请3件": [("network", 3)],
    "收到申请5件，其中通过网络3件，信函2件": [R5, ("network", 3), ("letter", 2)],
    "收到申请5件，其中信函2件和网上3件": [R5, ("letter", 2), ("network", 3)],
    "收到申请5件，处置网络10件": [R5],
    "健全三级网络3个，收到申请5件": [R5],
    # Individual things that are none of the requests.
    "设立政府信息公开申请受理点3个，收到申请5件": [R5],
    "收到申请的单位3个": [],
    "收到5个申请单位的申请": [],
    "收到申请5个，答复共计4个": [R5, C4],
    "收到5个政府信息公开申请": [R5],
    # What denies costs of reviews does not deny the reviews.
    "未产生与政府信息公开有关的行政复议、行政诉讼费用": [],
    "未发生因政府信息公开引发的行政诉讼案件产生的费用": [],
    "未发生行政复议、行政诉讼和相关费用": [("reconsideration", "litigation", 0)],
    "通过网络、信函收到申请5件": [R5],
    "通过信函、网络收到申请5件": [R5],
    "网络问政平台上线，收到申请5件": [R5],
    # Through one way a part came, whatever it is called.
    "拓宽渠道，通过公开专区接收申请3件；全年共收到申请5件": [R5],
    "通过各种渠道收到申请5件": [R5],
    "通过线上线下共收到申请5件": [R5],
    "通过多方努力，收到申请5件": [R5],
    # Information may not be published, too: 不予公开 is not always of requests.
    "全年制作信息60条，其中主动公开20条，不予公开40条；受理申请2条": [("received", 2)],
    "主动公开信息43条，收到申请5件，不予公开2件": [("disclosed", 43), R5, ("denied", 2)],
    "收到申请5条，予以公开3条、不予公开2条": [R5, ("granted", 3), ("denied", 2)],
    "转结下年度办理1件": [("carried_forward", 1)],
    "收到申请5件，网上渠道畅通，办结4件": [R5, C4],
    "规范性文件的制发总数为5件": [("normative_documents.issued", 5)],
    "我局新制发规范性文件5个。": [("normative_documents.issued", 5)],
    "制发的规范性文件共5件": [("normative_documents.issued", 5)],
    # None is said to have happened.
    "我局未发生依申请公开事项": [("received", 0)],
    "全年未产生政府信息公开申请": [("received", 0)],
    "其他部门未发生依申请公开事项": [],
    "全年无信息公开类行政复议、行政诉讼案件": [("reconsideration", "litigation", 0)],
    "未因政府信息公开工作被申请行政复议": [("reconsideration", 0)],
    "未依申请公开引发行政复议": [],
    "未发生行政复议、行政诉讼和收费情况": [("reconsideration", "litigation", 0)],
    "尚未审结的行政复议0件和提起行政诉讼1件": [("litigation", 1)],
    "正在审理的行政复议1件，因申请公开提起行政诉讼2件": [("litigation", 2)],
}


# What is said of another time, of what is planned or supposed, and of reviews of which some are counted.
NOTHING_OF_THE_YEAR = (
    "本届政府任期内，共收到政府信息公开申请5件",
    "任期以来收到政府信息公开申请5件",
    "本周收到政府信息公开申请5件",
    "宣传周活动当天收到政府信息公开申请5件",
    "防汛期间，收到政府信息公开申请5件",
    "预计全年收到政府信息公开申请5件",
    "力争办结政府信息公开申请5件",
    "计划收到政府信息公开申请5件",
    "如收到政府信息公开申请5件以上的，按规定收费",
    "正在审理的行政复议5件",
    "因政府信息公开审结行政复议5件",
    "除5件外，未收到政府信息公开申请",
    "除上述情况外未被申请行政复议",
)
BESIDE_THEM: dict[str, list[tuple[object, ...]]] = {
    "报告期间，收到政府信息公开申请5件": [R5],
    "2022年1月1日至12月31日期间收到政府信息公开申请5件": [R5],
    "对拟公开的信息逐条审查，收到政府信息公开申请5件": [R5],
    "年度计划公开的事项均已公开，收到政府信息公开申请5件": [R5],
    "如期办结政府信息公开申请4件": [C4],
    "如溪县收到政府信息公开申请5件": [R5],
    "收到申请5件，当日答复3件": [R5],
    "行政复议5件，正在审理中": [("reconsideration", 5)],
    "除涉密信息外均主动公开，未收到政府信息公开申请": [("received", 0)],
}


@pytest.mark.parametrize("sentence", NOTHING_OF_THE_YEAR)
def test_what_is_not_said_of_the_year(sentence: str) -> None:
    assert figures_in(sentence) == []


@pytest.mark.parametrize("sentence", BESIDE_THEM)
def test_what_is_said_of_the_year_beside_such_words(sentence: str) -> None:
    assert [(*figure.counts, figure.value) for figure in figures_in(sentence)] == BESIDE_THEM[sentence]


@pytest.mark.parametrize(
    "dates", ["2022.1-2022.12", "2022.1.1-2022.12.31", "2022.1-12", "2022-01-01至2022-12-31", "2022年1月至12月"]
)
def test_dates_from_january_to_december_name_their_year(dates: str) -> None:
    assert [(figure.year, figure.value) for figure in figures_in(f"{dates}，收到申请5件，办结4件")] == [
        (2022, 5),
        (2022, 4),
    ]
    assert [figure.year for figure in figures_in(f"{dates}，未收到申请")] == [2022]
    assert figures_in("2022.1-2022.6，收到申请5件") == []


@pytest.mark.parametrize("sentence", TOGETHER)
def test_what_clauses_count_together(sentence: str) -> None:
    assert stated(f"{sentence}。") == TOGETHER[sentence]


def test_blanks_beside_numbers_move_no_span() -> None:
    text = "6 月收到申请 3 件，2022 年收到申请 5 件。"
    (figure,) = figures_in(text, start=0)
    assert figure.span is not None
    assert text[figure.span.start : figure.span.end] == "2022 年收到申请 5 件"


def stated(text: str) -> list[tuple[object, ...]]:
    return [(*each.counts, each.value) for each in figures_in(text)]


def test_a_count_may_stand_before_its_name() -> None:
    assert stated("受理公开申请5件，4件为网上申请、1件为信函申请。") == [("received", 5), ("network", 4), ("letter", 1)]
    listed = [("granted", 5), ("denied", 3), ("unable", 2)]
    assert stated("其中5件予以公开、3件不予公开、2件无法提供。") == listed
    assert stated("其中5件予以公开，3件不予公开和2件无法提供。") == listed
    assert stated("其中5件经核实予以公开、3件移交、2件经核实无法提供。") == []
    assert stated("2件信函、4件网站渠道申请。") == [("letter", 2)]
    assert stated("收到申请5件网上申请3件。") == [("received", 5), ("network", 3)]


def test_each_of_several_is_so_many() -> None:
    assert stated("行政复议、行政诉讼各1件。") == [("reconsideration", 1), ("litigation", 1)]
    assert stated("收到申请各1件。") == []
    assert all(figure.approximate for figure in figures_in("行政复议、行政诉讼各10余件。"))
    assert not any(figure.approximate for figure in figures_in("行政复议、行政诉讼各1件。"))


def test_what_was_handled_is_closed_unless_more_is_said() -> None:
    assert stated("办理公开申请114件。") == [("closed", 114)]
    assert stated("办理公开申请114件（含上年结转18件），办结113件。") == [("carried_over", 18), ("closed", 113)]
    assert stated("办理公开申请25件，结转下年度继续办理1件。") == [("carried_forward", 1)]
    assert stated("收到申请18件，共办理20件，办结18件。") == [("received", 18), ("closed", 18)]
    told = [("received", 58), ("closed", 54), ("carried_forward", 4)]
    assert stated("收到公开申请书58条，已处理54条，结转下年度继续办理4条。") == told


def test_a_request_for_review_is_no_request_for_information() -> None:
    assert stated("受理行政复议申请12件，办结11件。") == [("reconsideration", 12)]


def test_a_verb_with_another_object_counts_no_requests() -> None:
    received = ("received", 6)
    assert stated("收到公开申请6件，办理民生实事10件。") == [received]
    assert stated("收到公开申请6件，收到锦旗5个。") == [received]
    assert stated("收到公开申请6件，接受采访5次。") == [received]
    assert stated("收到公开申请6件，依法答复申请人5件。") == [received, ("closed", 5)]
    assert stated("收到公开申请6件，已按时办结共计5件。") == [received, ("closed", 5)]


def test_the_year_that_requests_came_from_is_not_that_of_the_rest() -> None:
    figures = figures_in("2021年结转政府信息公开申请2件，共办结10件；行政复议1起。")
    assert [(figure.counts, figure.value, figure.year) for figure in figures] == [
        (("closed",), 10, None),
        (("reconsideration",), 1, None),
    ]


def test_a_list_of_channels_goes_on_behind_a_semicolon() -> None:
    figures = figures_in("收到申请55件，其中网络申请30件、信函申请20件；当面申请5件；办结申请50件。")
    assert [figure.part_of for figure in figures] == [None, ("received",), ("received",), ("received",), None]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("收到申请9件，其中网络申请5件，办结8件，结转下年度1件", {"network": ("received",)}),
        ("收到申请9件，其中网络申请5件，被申请行政复议1件", {"network": ("received",)}),
        ("收到申请9件，其中邮递收到申请1件，当面申请8件", {"in_person": ("received",)}),
        ("收到申请9件，上年结转1件，其中网络申请5件，信函申请4件", {}),
        ("主动公开信息70条，其中工作动态70条，微信发布信息90条", {}),
        ("主动公开信息90条，其中微信发布信息70条", {"wechat": ("disclosed",)}),
        ("行政诉讼3件，其中未经复议直接起诉2件", {"litigation.direct": ("litigation",)}),
    ],
)
def test_no_part_is_larger_than_its_whole_or_of_another_kind(text: str, parts: dict[str, tuple[str, ...]]) -> None:
    found = {figure.counts[0]: figure.part_of for figure in figures_in(f"{text}。")}
    assert {name: whole for name, whole in found.items() if whole} == parts


def test_the_first_of_several_wholes_is_the_whole_if_it_is_the_largest() -> None:
    assert stated("全县受理申请80件，结转下年度9件，县政府本级受理申请20件，结转下年度6件。") == [
        ("received", 80),
        ("carried_forward", 9),
    ]
    assert stated("县政府本级受理申请20件，全县受理申请80件。") == []
    assert stated("收到申请5件，办结申请5件，共收到申请5件。") == [("received", 5), ("closed", 5), ("received", 5)]


def test_brackets_between_a_channel_and_what_it_published() -> None:
    assert stated("县网站（青禾在线）主动公开政府信息20条。") == [("website", 20)]
    assert stated("县网站（含微信2条）主动公开政府信息20条。") == [("website", 20)]


def test_parts_within_brackets_end_with_them() -> None:
    def parts(text: str) -> list[bool]:
        return [figure.part_of == ("received",) for figure in figures_in(text)]

    of_three = [False, True, True, False]
    assert parts("收到申请44件（其中：网上申请42件，邮寄2件），办结申请39件。") == of_three
    assert parts("收到申请44件（其中：网上申请42件（含邮件1件），邮寄2件），办结申请39件。") == of_three
    assert parts("收到申请20件，其中（1）网上申请15件，（2）信函申请5件。") == [False, True, True]
    assert parts("收到申请20件，其中（含上年结转1件）网上申请9件。") == [False, True, True]


def test_requests_of_one_kind_are_not_all() -> None:
    parts = "收到线下申请4件，线上申请5件，办结9件"
    assert stated(f"{parts}。") == []
    assert stated(f"{parts}，共收到公开申请9件，办结9件。") == [("received", 9), ("closed", 9)]
    whole = [("received", 20), ("closed", 20)]
    assert stated("收到公开申请20件，其中线上申请15件，线下申请5件，全部办结20件。") == whole


def test_what_became_of_documents_is_said_without_naming_them_again() -> None:
    issued = ("normative_documents.issued", 3)
    assert stated("制发行政规范性文件3件，废止2件，现行有效文件20件。") == [
        issued,
        ("normative_documents.repealed", 2),
        ("normative_documents.in_force", 20),
    ]
    assert stated("制发行政规范性文件3件，废止合同2件，废止2份。") == [issued]
    assert stated("制发行政规范性文件3件。申请废止2件。") == [issued]


def test_brackets_may_stand_between_requests_and_their_number() -> None:
    carried = ("carried_over", 2)
    both = ("received", "carried_over", 10)
    assert stated("收到政府信息公开申请（含上年结转2件）共10件。") == [carried, both]
    assert stated("收到政府信息公开申请（含上年结转）10件。") == [both]
    assert stated("办理政府信息公开申请（予以公开）10件。") == []
    assert stated("收到政府信息公开申请（不含上年结转2件）共10件。") == [carried, ("received", 10)]
    assert stated("收到申请（含上年结转2件），网上申请占多数，收到申请3件。") == [carried, ("received", 3)]


def test_requests_counted_before_brackets_may_have_those_carried_over_among_them() -> None:
    both = ("received", "carried_over", 10)
    assert stated("收到申请10件（含上年结转2件）。") == [both, ("carried_over", 2)]
    assert stated("收到申请10件（含2021年度结转2件）。") == [both]
    assert stated("收到申请10件（其中结转至2023年2件）。") == [("received", 10)]
    assert stated("收到申请10件（不含上年结转2件）。") == [("received", 10), ("carried_over", 2)]


def test_a_noun_behind_its_number_is_not_of_the_next() -> None:
    assert stated("收到3件申请办结2件。") == [("received", 3), ("closed", 2)]
    assert stated("发生2件行政复议1件行政诉讼。") == [("reconsideration", 2)]
    assert stated("办结申请40件结转下年2件。") == [("closed", 40), ("carried_forward", 2)]
    assert stated("收到申请3件，收到24条网民留言。") == [("received", 3)]
    assert stated("收到申请3件，办结3件均无投诉。") == [("received", 3), ("closed", 3)]


def test_all_upheld() -> None:
    def upheld(text: str) -> list[bool]:
        return [figure.all_upheld for figure in figures_in(text)]

    assert upheld("行政复议7件，诉讼9件，均获维持。") == [True, True]
    assert upheld("行政复议7件，均获维持，行政诉讼8件，除1件外均获胜诉。") == [True, False]
    assert upheld("被行政复议9件，全部维持；诉讼1件，未审结。") == [True, False]
    assert upheld("行政复议2件，答复申请3件，均获维持。") == [False, False]
    assert upheld("行政复议2件；结果均为维持。") == [False]
    assert upheld("行政复议3件，除一件未审结外，其余均维持。") == [False]
    assert upheld("行政复议3件，行政诉讼8件，行政复议均获维持。") == [True, False]
    assert upheld("行政复议3件，均维持原行政行为；行政诉讼2件。") == [True, False]


def test_an_office_that_is_called_after_what_it_handles_may_report() -> None:
    for name in ("信访局", "热线办"):
        stated = figures_in(f"2022年，青禾县{name}共受理政府信息公开申请4件", own=f"青禾县{name}")
        assert [(each.counts, each.value) for each in stated] == [(("received",), 4)]
        assert figures_in(f"受理{name}转来的申请4件", own=f"青禾县{name}") == []


@pytest.mark.parametrize("words", ["配合{}办理申请4件", "移交{}办理申请4件", "将申请转县{}办理4件"])
def test_an_office_that_is_called_after_what_it_handles_may_be_another(words: str) -> None:
    said = words.format("信访局")
    assert figures_in(said) == figures_in(said, own="青禾县水务局") == []
    assert figures_in("县信访局受理申请4件", own="青禾县水务局") == []
    assert [each.value for each in figures_in("2022年县信访局受理申请4件")] == [4]
    assert [each.value for each in figures_in("县信访局受理申请4件", own="青禾县信访局")] == [4]
