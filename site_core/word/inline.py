"""Words with their marks, put together as rich text holds them.

Nothing is copied from the document but text: each element is one that is written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from site_core.pages.safe_links import SCHEMES, is_safe
from site_core.word.notes import Notes

_MARKS = {"strong": "b", "b": "b", "em": "i", "i": "i"}
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
#: Elements without words, and what stands for them in rich text. Pictures stand beside it.
_EMPTY: dict[str, Callable[[Tag], str]] = {
    "img": lambda element: "",
    "br": lambda element: "<br/>",
    "input": lambda element: "☑ " if element.has_attr("checked") else "☐ ",
}
#: Where a reference to a note leads, and from where a note leads back.
_NOTE = re.compile(r"^#(?:footnote|endnote)(?:-ref)?-")
_SPACES = re.compile(r"[ \t\r\n\f]+")


def plain(element: PageElement) -> str:
    """The words of an element, in one line, with raised figures as such."""
    return _SPACES.sub(" ", _plain(element)).strip()


def _plain(element: PageElement) -> str:
    if isinstance(element, NavigableString):
        return str(element)
    if not isinstance(element, Tag) or element.name == "img":
        return ""
    if element.name == "br":
        return " "
    text = "".join(_plain(child) for child in element.children)
    if element.name in ("p", "li", "tr", "td", "th"):
        return f"{text} "
    return _shifted(element, text)


def _shifted(element: Tag, text: str) -> str:
    """Figures above or below the line in Unicode's own characters: m², CO₂. Other words stay as they are."""
    if element.name == "sup" and element.find("a") is None:
        return text.translate(_RAISED)
    return text.translate(_LOWERED) if element.name == "sub" else text


def rich(elements: Iterable[PageElement], notes: Notes) -> str:
    """The inside of a paragraph as rich text: bold, italic, links that lead somewhere, and line breaks."""
    html = "".join(_rich(element, notes) for element in elements)
    return re.sub(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$", "", _SPACES.sub(" ", html))


def _rich(element: PageElement, notes: Notes) -> str:
    if isinstance(element, NavigableString):
        return escape(str(element), quote=False)
    if not isinstance(element, Tag):
        return ""
    if element.name in _EMPTY:
        return _EMPTY[element.name](element)
    return _marked(element, "".join(_rich(child, notes) for child in element.children), notes)


def _marked(element: Tag, inside: str, notes: Notes) -> str:
    if element.name in ("sup", "sub"):
        return _shifted(element, inside)
    if element.name == "a" and inside.strip():
        return _link(element, inside, notes)
    mark = _MARKS.get(element.name) if inside.strip() else None
    return f"<{mark}>{inside}</{mark}>" if mark else inside


def _link(element: Tag, inside: str, notes: Notes) -> str:
    url = str(element.get("href") or "").strip()
    if not url or _NOTE.match(url):
        return inside
    if url.partition(":")[0].lower() in SCHEMES and is_safe(url):
        return f'<a href="{escape(url)}">{inside}</a>'
    notes.add("links", plain(element))
    return inside


def links_in(element: Tag) -> list[str]:
    """What the links in an element say, those to notes left out."""
    return [
        plain(link)
        for link in element.find_all("a")
        if link.get("href") and not _NOTE.match(str(link["href"]))
    ]


def list_html(element: Tag, notes: Notes) -> str:
    """A list, with the lists inside its items."""
    items = []
    for item in element.find_all("li", recursive=False):
        inner = [list_html(child, notes) for child in item.find_all(["ul", "ol"], recursive=False)]
        lines: list[str] = []
        line: list[PageElement] = []
        for child in item.children:
            if isinstance(child, Tag) and child.name == "p":
                lines += [rich(line, notes), rich(child.children, notes)]
                line = []
            elif not _is_list(child):
                line.append(child)
        lines.append(rich(line, notes))
        text = "<br/>".join(filter(None, lines))
        if text or inner:
            items.append(f"<li>{text}{''.join(inner)}</li>")
    return f"<{element.name}>{''.join(items)}</{element.name}>" if items else ""


def _is_list(element: PageElement) -> bool:
    return isinstance(element, Tag) and element.name in ("ul", "ol")


def has_class(element: Tag, name: str) -> bool:
    """Whether an element has a class: those that mammoth was told to give."""
    return name in (element.get("class") or ())
