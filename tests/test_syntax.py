"""The grammars at work."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark, ParseTree, Token, Tree

from gxgrammar import corpus, syntax
from gxgrammar.errors import NotAReport
from gxgrammar.pipeline import parse_file
from gxgrammar.syntax import checked_strictly, parse_tree, readable
from gxgrammar.template import Template, templates
from gxgrammar.vocabulary import words

import pages
from conftest import ROOT, Read, examples

ALL = pytest.mark.parametrize("form", templates().values(), ids=templates())


def _tables(tree: ParseTree) -> Iterator[ParseTree]:
    for node in tree.children:
        if isinstance(node, Tree):
            if node.data == "section":
                yield from _tables(node)
            else:
                yield node


# Rows that other items have too stand below one of these; below none they are unrecognised.
ITEMS = {"statistics_2014": ("|四、行政复议数量", "|五、行政诉讼数量")}


def _rows_of(word: str, values: str, form: Template) -> list[ParseTree]:
    """What a line is read as, on its own or below each item that has it."""
    own = f"{word}{values}\n"
    texts = (own, *(f"{item}|1\n{own}" for item in ITEMS.get(form.id, ())))
    nodes = [list(_tables(parse_tree(text, form)))[-1] for text in texts]
    return [node for node in nodes if node.data != "unrecognised"]


@ALL
def test_every_label_is_a_row_with_and_without_values(form: Template) -> None:
    for word in sorted(each for each in words(form) if each.startswith("|")):
        for values in ("", "|1", "|1|2|3", "|"):
            nodes = _rows_of(word, values, form)
            assert nodes, word + values
            for node in nodes:
                tokens = list(node.scan_values(lambda token: isinstance(token, Token)))
                assert "".join(tokens) == word + values


@ALL
@pytest.mark.parametrize(
    "text", ["", "一段话\n", "|没有的项目|1|2\n", "||1|2\n", "九、另一节\n|规章\n", "|总计\n", "十\n"]
)
def test_any_canonical_text_has_a_tree(form: Template, text: str) -> None:
    tokens = parse_tree(text, form).scan_values(lambda token: isinstance(token, Token))
    assert "".join(tokens) == text


@pytest.mark.parametrize("year", [2020, 2021])
def test_the_tokens_of_the_tree_are_the_canonical_text(read: Read, year: int) -> None:
    result = read(pages.page(pages.fill(year), pages.padded))
    assert "".join(result.tree.scan_values(lambda token: isinstance(token, Token))) == result.canonical.text


def test_the_readable_tree_names_rules_and_labels(read: Read) -> None:
    lines = readable(read(pages.page(pages.fill(2021), pages.padded)).tree).splitlines()
    assert lines[0] == "start"
    assert [line.strip() for line in lines].count("requests__denied__security_stability") == 1
    assert any("危及“三安全一稳定”" in line for line in lines)


@cache
def _contextual(form: Template) -> Lark:
    made = checked_strictly(form)
    assert made.options.strict
    return made


def _tokens(tree: ParseTree) -> list[tuple[object, ...]]:
    tokens = tree.scan_values(lambda each: isinstance(each, Token))
    return [
        (each.type, str(each), each.start_pos, each.end_pos, each.line, each.column, each.end_line, each.end_column)
        for each in tokens
    ]


def _assert_same_tree(text: str, form: Template) -> None:
    ours, larks = parse_tree(text, form), _contextual(form).parse(text)
    assert ours == larks
    assert _tokens(ours) == _tokens(larks)


@cache
def _canonical(case: Path) -> str:
    """The canonical text of a corpus document; none of one that is no report."""
    try:
        return parse_file(corpus.source_of(case)).canonical.text
    except NotAReport:
        return ""


@ALL
@pytest.mark.parametrize("case", corpus.cases(ROOT / "corpus"), ids=lambda case: case.name)
def test_the_tokens_of_a_document_are_those_of_the_contextual_lexer(case: Path, form: Template) -> None:
    _assert_same_tree(_canonical(case), form)


_LETTERS = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=8)


def _drawn_lines(form: Template) -> st.SearchStrategy[str]:
    """Lines of canonical text: words of the form as they are, cut short or run on, with and without values."""
    printed = st.sampled_from(["|2018年度", "|2018年", *sorted(words(form))])
    cut = st.builds(lambda word, size: word[: max(2, size)], printed, st.integers(0, 12))
    made = st.builds("{}{}".format, st.sampled_from(["", "|", "||", "一、", "十二、", "（一）"]), _LETTERS)
    label = st.one_of(printed, cut, made, st.builds("{}{}".format, printed, _LETTERS))
    values = st.lists(st.one_of(st.sampled_from(["", "0", "12", "—"]), _LETTERS), max_size=4)
    lines = st.builds(lambda label, values: "|".join([label, *values]), label, values)
    # A line is never empty, nor a mark alone; no label is.
    return lines.filter(lambda line: line.strip("|") and not line.startswith("|||"))


@ALL
@examples(30)
@given(data=st.data())
def test_the_tokens_of_drawn_text_are_those_of_the_contextual_lexer(form: Template, data: st.DataObject) -> None:
    lines = data.draw(st.lists(_drawn_lines(form), max_size=12))
    _assert_same_tree("".join(f"{line}\n" for line in lines), form)


def test_the_words_of_figures_are_not_compared_each_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lark does that where interegular is installed, and the first figures of a process would take seconds."""

    def refuse(*_: object) -> None:
        raise AssertionError

    # The parser that Lark reads grammars with is made once, and compared.
    Lark("start: A\nA: /a/")
    monkeypatch.setattr("lark.lexer._check_regex_collisions", refuse)
    with pytest.raises(AssertionError):
        Lark("start: A | B\nA: /a/\nB: /b/", parser="lalr")
    syntax._figures.cache_clear()
    assert [name for *_, name in syntax.sentence_words("收到申请3件；")] == ["RECEIVED", "REQUEST", "COUNT", "STOP"]
