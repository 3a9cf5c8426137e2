"""Canonical text drawn from the grammars themselves: whatever shape a grammar allows, its parser accepts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Token

from gxgrammar.syntax import grammar, parse_tree
from gxgrammar.template import Template, templates

from conftest import examples

_CELLS = st.lists(st.sampled_from(["0", "12", "", "-", "1,463", "2.5万元"]), min_size=1, max_size=16)
# Shapes of the terminals that are patterns; labels and headings are drawn as the grammar spells them.
_TERMINALS = {
    "PARAGRAPH": st.sampled_from(["全年工作有序。", "（一）目录。", "没有其他事项", "2023年1月20日"]),
    "HEADING": st.sampled_from(["一、概述", "七、附件", "十二、其他"]),
    "LABEL": st.sampled_from(["|镇级自加的一行", "|其中", "|X"]),
    "VALUES": _CELLS.map(lambda cells: "|" + "|".join(cells)),
    "UNLABELLED": _CELLS.map(lambda cells: "||" + "|".join(cells)),
    "YEAR": st.sampled_from(["|2012年度", "|2018年"]),
    "NL": st.just("\n"),
}


@pytest.mark.parametrize("form", templates().values(), ids=templates())
def test_what_a_grammar_allows_its_parser_accepts(form: Template) -> None:
    compiled = grammar(form)
    declared = {terminal.name for terminal in compiled.terminals}
    explicit = {name: shape for name, shape in _TERMINALS.items() if name in declared}

    @examples(8)
    @given(from_lark(compiled, start="start", explicit=explicit))
    def check(text: str) -> None:
        tree = parse_tree(text, form)
        assert "".join(tree.scan_values(lambda each: isinstance(each, Token))) == text

    check()
