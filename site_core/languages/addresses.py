"""URLs, e-mail addresses and domains with Cyrillic letters in running text.

``https://sr.wikipedia.org/wiki/Београд`` is one page and ``…/Beograd`` another; ``.срб`` is a domain of the
state (RFC 3987, RFC 6530). Whatever changes the letters of words leaves these as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

#: Top-level domains in Cyrillic (IANA, Root Zone Database) under which a bare domain is an address.
_CYRILLIC_DOMAINS = "срб|рф|бг|бел|мкд|укр|мон|қаз|ею|рус|москва|дети|онлайн|сайт|орг|ком|католик"
#: Top-level domains in Latin letters that a text about this office may hold without ``https://`` before them.
LATIN_DOMAINS = "ba|biz|com|de|edu|eu|fr|gov|hr|info|int|me|mil|mk|net|org|rs|si|uk"
#: What an address cannot do without; everything else is looked for around it. It begins with one class of
#: characters, which is what a regular expression is quick at looking for.
_CORE = re.compile(
    r"[:@.](?:(?P<at>(?<=@))|(?P<scheme>(?<=:)//)|(?<=\.)(?:"
    rf"(?P<domain>(?:{_CYRILLIC_DOMAINS}|{_CYRILLIC_DOMAINS.upper()})(?!\w))|(?P<path>[A-Za-z]{{2,18}}/)))"
)
_CYRILLIC = re.compile("[\u0400-\u052f]")
#: The rest of a URL: up to a space, a quotation mark, a bracket that nothing opened, or markup.
_REST = re.compile(
    r"""(?:[^\s<>"'„“”‚‘’«»‹›\\^`{|}&()\x00]
        |&amp;|&(?!\#?\w+;)
        |\([^\s<>"'„“”«»\\&()\x00]*+\))*+""",
    re.VERBOSE,
)
_HOST = re.compile(r"[\w-]++(?:\.[\w-]++)++")
_BEFORE_SCHEME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-")
_IN_DOMAIN = frozenset("-.")
_IN_LOCAL_PART = frozenset("-.+")


def _start(text: str, index: int, least: int, belongs: Callable[[str], bool]) -> int:
    """The first of the characters before an index that belong to what stands there."""
    while index > least and belongs(text[index - 1]):
        index -= 1
    return index


def _in_domain(letter: str) -> bool:
    return letter.isalnum() or letter in _IN_DOMAIN


def _in_local_part(letter: str) -> bool:
    return letter.isalnum() or letter == "_" or letter in _IN_LOCAL_PART


def _range(text: str, core: re.Match[str], least: int) -> tuple[int, int] | None:
    """Start and end of the address around its core; ``None`` where it is none."""
    if core["at"] is not None:
        host = _HOST.match(text, core.end())
        start = _start(text, core.start(), least, _in_local_part)
        return None if host is None or start == core.start() else (start, host.end())
    is_part = _BEFORE_SCHEME.__contains__ if core["scheme"] else _in_domain
    start = _start(text, core.start(), least, is_part)
    if start == core.start():
        return None
    if core["domain"] and text[core.end() : core.end() + 1] not in ("/", ":"):
        return start, core.end()
    rest = _REST.match(text, core.end())
    return start, rest.end() if rest else core.end()


def address_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every address with a Cyrillic letter in a text or an HTML document, in order.

    Takes time in proportion to the text: no letter is looked at for more than one address.
    """
    position = 0
    while (core := _CORE.search(text, position)) is not None:
        found = _range(text, core, position)
        position = core.end()
        if found is not None:
            start, end = found
            position = max(position, end)
            if _CYRILLIC.search(text, start, end):
                yield start, end
