"""A web page with the official form: tables with their row and column spans, readable in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from gxgrammar.diagnostics import Diagnostic
from gxgrammar.unparse import Page, PageCell, PageLine, PageTable

_TAGS = {"title": "h1", "heading": "h2", "caption": "h3", "line": "p"}
_STYLE = """\
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font-family: SimSun, "Noto Serif CJK SC", serif; }
h1 { text-align: center; }
table { width: 100%; border-collapse: collapse; margin: 1rem 0; }
td { border: 1px solid #333; padding: 0.3rem; text-align: center; }
"""


def write(page: Page) -> str:
    """The page as HTML 5."""
    titles = [block.text for block in page.blocks if isinstance(block, PageLine) and block.role == "title"]
    title = escape(titles[0] if titles else "政府信息公开工作年度报告")
    head = f'<meta charset="utf-8">\n<title>{title}</title>\n<style>\n{_STYLE}</style>'
    body = "\n".join(_block(block) for block in page.blocks)
    return f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'


def losses(_: Page) -> Iterator[Diagnostic]:
    """Nothing: a page shows every cell."""
    return iter(())


def _block(block: PageLine | PageTable) -> str:
    if isinstance(block, PageLine):
        tag = _TAGS[block.role]
        return f"<{tag}>{escape(block.text)}</{tag}>"
    rows = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in block.rows)
    return f"<table>\n{rows}\n</table>"


def _cell(cell: PageCell) -> str:
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return f"<td{rows}{columns}>{escape(cell.text).replace(chr(10), '<br>') or '&nbsp;'}</td>"
