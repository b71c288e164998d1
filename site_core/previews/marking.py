"""Marks in the HTML of a draft what differs from the published page, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

#: A tag, a comment, a run of spaces, or a word.
_TOKEN = re.compile(r"<!--.*?-->|<[^<>]*>|\s+|[^<\s]+", re.DOTALL)
_MAIN = re.compile(r"(<main\b[^>]*>)(.*?)(</main>)", re.DOTALL)
#: What is in these is no text of the page.
_OPAQUE = re.compile(r"<(script|style|svg|template)\b.*?</\1>", re.DOTALL)
#: Where these end, words that are gone can still stand.
_ENDS_TEXT = re.compile(
    r"</(?:p|li|td|th|h[1-6]|dd|dt|figcaption|blockquote|a|span|strong|b|em|i|time)>"
)
#: Of larger pages only what is left and what is new is shown, without a look for what belongs together.
MAX_TOKENS = 20_000


def _is_word(token: str) -> bool:
    return not token.startswith("<") and not token.isspace()


def _tokens(html: str) -> list[str]:
    """The tokens of a piece of HTML, each opaque element as one."""
    tokens: list[str] = []
    position = 0
    for opaque in _OPAQUE.finditer(html):
        tokens += _TOKEN.findall(html[position : opaque.start()])
        tokens.append(opaque.group())
        position = opaque.end()
    return tokens + _TOKEN.findall(html[position:])


def _compared(token: str) -> str:
    """What of a token counts: attributes of a tag change without a reader seeing it."""
    if token.startswith("<"):
        return re.sub(r"[\s/>].*", "", token, flags=re.DOTALL)
    return " " if token.isspace() else token


class _Writer:
    """Puts the HTML of the draft together, with what is gone where words can stand."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.gone: list[str] = []
        self.has_marks = False

    def keep(self, token: str) -> None:
        if self.gone and (_is_word(token) or _ENDS_TEXT.fullmatch(token)):
            self._write_gone()
        self.pieces.append(token)

    def drop(self, tokens: list[str]) -> None:
        self.gone += [token for token in tokens if _is_word(token)]

    def add(self, tokens: list[str]) -> None:
        run: list[str] = []
        for token in tokens:
            if token.startswith("<"):
                self._write_new(run)
                run = []
                self.keep(token)
            else:
                run.append(token)
        self._write_new(run)

    def end(self) -> None:
        """Write down what is gone from the end of the page."""
        if self.gone:
            self._write_gone()

    def _write_gone(self) -> None:
        self.pieces.append(f'<del class="guest-gone">{" ".join(self.gone)}</del> ')
        self.gone = []
        self.has_marks = True

    def _write_new(self, run: list[str]) -> None:
        text = "".join(run)
        if not text.strip():
            self.pieces.append(text)
            return
        if self.gone:
            self._write_gone()
        inner = text.strip()
        start = text.index(inner)
        before, after = text[:start], text[start + len(inner) :]
        self.pieces.append(f'{before}<ins class="guest-new">{inner}</ins>{after}')
        self.has_marks = True


def marked(published: str, draft: str) -> tuple[str, bool]:
    """The HTML of a draft with its differences marked; and whether there are any."""
    old, new = _MAIN.search(published), _MAIN.search(draft)
    if old is None or new is None:
        return draft, False
    before, after = _tokens(old[2]), _tokens(new[2])
    if len(before) + len(after) > MAX_TOKENS:
        return draft, before != after
    writer = _Writer()
    matcher = SequenceMatcher(
        None, [_compared(token) for token in before], [_compared(token) for token in after], False
    )
    for act, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if act == "equal":
            for token in after[from_new:to_new]:
                writer.keep(token)
            continue
        writer.drop(before[from_old:to_old])
        writer.add(after[from_new:to_new])
    writer.end()
    main = "".join(writer.pieces)
    return draft[: new.start(2)] + main + draft[new.end(2) :], writer.has_marks
