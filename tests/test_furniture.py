"""Words of the web page around a report are set aside, sentences and metadata are not."""

from __future__ import annotations

import pytest

import gxgrammar

import pages
from conftest import Read

SITE = [
    "首   页 走进青禾 新闻中心 政务服务 互动交流",
    "青公网安备 00000000000000号",
    "【打印本页】 【关闭窗口】",
    "扫一扫在手机打开当前页",
]
KEPT = ["全年无障碍办理申请。", "发布时间：2023-01-20 来源：青禾县人民政府 字体：大 中 小"]


def _page() -> str:
    return pages.page(pages.fill(2022), pages.padded)


@pytest.mark.parametrize("line", SITE)
@pytest.mark.parametrize("place", ["before", "after"])
def test_words_of_the_site_are_set_aside(read: Read, line: str, place: str) -> None:
    page = _page()
    result = read(f"{line}\n{page}" if place == "before" else f"{page}\n{line}\n")
    assert line in [each.facts["text"] for each in result.diagnostics if each.code == "GX201"]
    assert result.report == gxgrammar.parse(page).report


@pytest.mark.parametrize("line", KEPT)
def test_sentences_and_metadata_are_kept(read: Read, line: str) -> None:
    result = read(f"{line}\n{_page()}")
    assert "GX201" not in [each.code for each in result.diagnostics]
