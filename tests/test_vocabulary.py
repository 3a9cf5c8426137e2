"""The words of the forms, read off the grammar."""

import pytest

from gxgrammar.spelling import key
from gxgrammar.syntax import grammar
from gxgrammar.template import Template, templates
from gxgrammar.vocabulary import column_heads, find_heading, find_label, read_word, row_labels, vocabulary, words

ALL = pytest.mark.parametrize("form", templates().values(), ids=templates())


@ALL
def test_the_scan_of_the_layers_finds_the_terminals_of_the_compiled_grammar(form: Template) -> None:
    compiled = {each.pattern.value for each in grammar(form).terminals if each.pattern.type == "str"}
    assert words(form) == compiled - {"\n", "\\n"}


@ALL
def test_no_two_labels_of_a_form_have_one_key(form: Template) -> None:
    keys = [key(word) + word[:1].replace("|", " row") for word in words(form)]
    same = {name for name in keys if keys.count(name) > 1}
    # Spellings that differ in punctuation only would shadow each other.
    assert same == set()


@ALL
def test_every_label_finds_itself(form: Template) -> None:
    for word in words(form):
        if word.startswith("|"):
            assert find_label(word[1:]) == word[1:]
        else:
            assert find_heading(word) == word


def test_headings_and_labels_are_told_apart() -> None:
    assert find_label("一、总体情况") is None
    assert find_heading("规章") is None


@pytest.mark.parametrize("text", ["其他 ", "其 他", "其他（不含上述）", "其他(含)"])
def test_blanks_and_notes_do_not_hide_a_label(text: str) -> None:
    assert find_label(text) == "其他"


def test_figures_behind_a_bracket_are_no_note() -> None:
    assert find_label("（二）部分公开（区分处理的）2000002") is None


def test_prose_with_a_label_in_it_is_no_label() -> None:
    assert find_label("规章一件") is None


def test_beginnings_of_labels_are_known() -> None:
    assert read_word("本年新").begins_label
    assert not read_word("本年老").begins_label


def test_labels_are_no_values() -> None:
    assert not any(read_word(label).is_value for label in vocabulary().labels.values())


def test_official_spelling_comes_first() -> None:
    assert row_labels(templates()["national_2019"])["proactive.normative_documents"] == "规范性文件"
    assert row_labels(templates()["national_2021"])["proactive.normative_documents"] == "行政规范性文件"
    assert column_heads(templates()["national_2021"])["amount"] == "本年收费金额（单位：万元）"
