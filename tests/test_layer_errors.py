"""A mistake in a grammar layer is told with the file and the line where a contributor made it."""

from __future__ import annotations

import pytest

from gxgrammar import layer_errors, template
from gxgrammar.errors import InvalidForm
from gxgrammar.syntax import compiled
from gxgrammar.template import layer_text, template_named

LAYERS = template_named("national_2021").layers
MISTAKES = [
    ('foo: "a" ) b', 0, "column 10"),
    ('foo: "a', 0, "column 6"),
    ("%extend row: nothing_such VALUES? -> a__b", 0, "nothing_such"),
    ('row: "|一行" VALUES? -> a__b', 0, "more than once"),
    ('%extend nowhere: "|一行"', 0, "nowhere"),
    ('%extend row: "|一行" -> a__b', 0, "VALUES?"),
    ("X: /(/\n%extend row: X VALUES? -> a__b", 0, "X"),
    ("// X\nX: /a*/\n%extend row: X VALUES? -> a__b", 1, "zero-width"),
    ('%extend row: "|一行" VALUES? -> a__b\n     | "|一行" VALUES? -> a__c', 1, '"|一行" stands twice'),
]


@pytest.mark.parametrize("layer", LAYERS[1:])
@pytest.mark.parametrize(("mistake", "below", "told"), MISTAKES)
def test_a_mistake_in_a_layer_is_told_where_it_stands(
    layer: str, mistake: str, below: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = f"{layer_text(layer)}\n{mistake}\n"
    _put(monkeypatch, layer, written)
    with pytest.raises(InvalidForm) as caught:
        compiled(LAYERS, parser="lalr")
    line = layer_text(layer).count("\n") + 2 + below
    assert caught.value.code == "GX118"
    assert caught.value.facts["name"] == f"{layer}.lark:{line}"
    assert told in str(caught.value.facts["reason"])
    assert "\n" not in str(caught.value)


def _put(monkeypatch: pytest.MonkeyPatch, layer: str, written: str) -> None:
    def text(name: str) -> str:
        return written if name == layer else layer_text(name)

    monkeypatch.setattr(template, "layer_text", text)
    monkeypatch.setattr(layer_errors, "layer_text", text)
