"""Which parts of an HTML document are words, and which are not to be converted into another script.

After the HTML Living Standard: 13.1.2 for elements and tags, 3.2.6.5 for ``translate``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_COMMENT = r"!--(?:[^-]++|-(?!->))*+(?:-->|\Z)"
_NAME = r"(?P<name>[a-z][a-z0-9:-]*+)(?=[\s/>])"
_REST = r"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>"""
#: A comment, or a tag. What has been matched is never given back: of tags that do not end, each letter is
#: read by three of them at most, as what opens a quotation for one of them closes it for another. A comment
#: without an end goes on to the end of the document.
MARKUP = re.compile(f"<(?:{_COMMENT}|(?P<slash>/?){_NAME}{_REST})", re.IGNORECASE)
_START_TAG = re.compile(f"<(?:{_COMMENT}|(?P<slash>){_NAME}{_REST})", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?:(?<![\s/])[\s/]++|(?<=["']))(?P<name>[^\s=>"'/]++)(?:\s*+=\s*+(?P<value>"[^"]*+"|'[^']*+'|[^\s>"']++))?"""
)
#: Attributes that carry words for readers. Every other one carries addresses, names or values.
_WORDS = frozenset(
    (
        *("alt", "title", "placeholder", "label", "summary", "abbr", "content"),
        *("aria-label", "aria-description", "aria-placeholder"),
        *("aria-roledescription", "aria-valuetext", "aria-braillelabel"),
    )
)
#: Kinds of ``input`` whose value is the text of a button.
_BUTTONS = frozenset(("button", "submit", "reset"))
VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    )
)
#: Elements whose content is no markup.
_RAW = frozenset(("script", "style", "textarea"))
#: First letters of their names.
_BEGIN_RAW = frozenset("sStT")
_END_OF_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}

Range = tuple[int, int]


def _attributes(tag: re.Match[str]) -> list[tuple[str, str, Range]]:
    """Name, value and the place of the value of each attribute of a start tag."""
    found = []
    for match in _ATTRIBUTE.finditer(tag.string, tag.end("name"), tag.end() - 1):
        value = match["value"] or ""
        start, end = match.span("value")
        if value[:1] in ('"', "'"):
            value, start, end = value[1:-1], start + 1, end - 1
        found.append((match["name"].lower(), value, (start, end)))
    return found


def attribute_values(tag: str) -> dict[str, str]:
    """The attributes of a start tag by their names, which are in lower case."""
    found = MARKUP.match(tag)
    return {name: value for name, value, _ in reversed(_attributes(found))} if found else {}


def _kept_in_tag(tag: re.Match[str], attributes: list[tuple[str, str, Range]]) -> Iterator[Range]:
    """What stands between the words of a start tag."""
    values = {name: value for name, value, _ in reversed(attributes)}
    is_button = values.get("type", "").lower() in _BUTTONS and tag["name"].lower() == "input"
    position = tag.start()
    for name, value, (start, end) in attributes:
        if value and (name in _WORDS or (is_button and name == "value")):
            yield position, start
            position = end
    yield position, tag.end()


def _holds_words(attributes: list[tuple[str, str, Range]]) -> bool:
    """Whether a script is data for machines that show it to people: JSON-LD (JSON-LD 1.1, 7)."""
    return any(name == "type" and "json" in value.lower() for name, value, _ in attributes)


def _is_latin(tag: str) -> bool:
    """Whether nothing in a tag could be converted: no letter, and no character reference for one."""
    return tag.isascii() and "&#" not in tag and "cy;" not in tag


class _Walk:
    """One way through a document, from tag to tag."""

    def __init__(self, html: str) -> None:
        self.html = html
        #: Name of each open element, and whether it keeps its script, from the outermost that says so.
        self.open: list[tuple[str, bool]] = []
        self.names: Counter[str] = Counter()
        #: Where what is kept as a whole begins.
        self.kept_from: int | None = None

    def ranges(self) -> Iterator[Range]:
        html, opened, position = self.html, self.open, 0
        any_case = html.lower().count("translate") != html.count("translate")
        while (tag := (MARKUP if opened else _START_TAG).search(html, position)) is not None:
            position = tag.end()
            text = tag[0]
            # Of most tags nothing hangs.
            if (
                not opened
                and _is_latin(text)
                and text[1] not in _BEGIN_RAW
                and "translate" not in (text.lower() if any_case else text)
            ):
                continue
            name = (tag["name"] or "").lower()
            if not name:
                if self.kept_from is None:
                    yield tag.span()
            elif tag["slash"]:
                yield from self._end(tag, name)
            else:
                attributes = _attributes(tag)
                yield from self._begin(tag, name, attributes)
                if name in _RAW:
                    ending = _END_OF_RAW[name].search(html, position)
                    end = ending.start() if ending else len(html)
                    if self.kept_from is None and not _holds_words(attributes):
                        yield position, end
                    position = end
        if self.kept_from is not None:
            yield self.kept_from, len(html)

    def _begin(
        self, tag: re.Match[str], name: str, attributes: list[tuple[str, str, Range]]
    ) -> Iterator[Range]:
        said = next((value.lower() for key, value, _ in attributes if key == "translate"), None)
        inherited = self.kept_from is not None
        keeps = inherited if said not in ("no", "yes", "") else said == "no"
        if keeps and not inherited:
            if name in VOID:
                yield tag.span()
                return
            self.kept_from = tag.start()
        elif inherited and not keeps:
            yield self.kept_from or 0, tag.start()
            if name in VOID:
                yield from _kept_in_tag(tag, attributes)
                self.kept_from = tag.end()
                return
            self.kept_from = None
        if not keeps and not _is_latin(tag[0]):
            yield from _kept_in_tag(tag, attributes)
        if name not in VOID and (self.open or keeps != inherited):
            self.open.append((name, keeps))
            self.names[name] += 1

    def _end(self, tag: re.Match[str], name: str) -> Iterator[Range]:
        if not self.names[name]:
            return
        closed = ""
        while closed != name:
            closed, _ = self.open.pop()
            self.names[closed] -= 1
        keeps = self.open[-1][1] if self.open else False
        if self.kept_from is not None and not keeps:
            yield self.kept_from, tag.end()
            self.kept_from = None
        elif self.kept_from is None and keeps:
            self.kept_from = tag.end()


def kept_ranges(html: str) -> Iterator[Range]:
    """Start and end of everything in an HTML document that is no words to be converted, in order.

    That are elements with ``translate="no"``, but for those with ``translate="yes"`` in them; attributes
    that carry no words; scripts but for JSON, styles, comments, and what stands in a ``textarea``. A tag
    without Cyrillic letters has nothing that could be converted and is not named. Takes time in proportion to
    the document.
    """
    return _Walk(html).ranges()
