"""Looks for misspelt Serbian in what the site says: ``python -m deploy.spelling``.

Of the catalogues of words, the guide for editors and its glossary, the demo and the pages of errors, in
Cyrillic as they are written and in Latin as they are read. Debian's dictionaries decide (packages hunspell
and hunspell-sr); names and words that they lack stand in ``deploy/words.txt``. Exits with 1 where a word is
left.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import polib

from site_core.languages.scripts import to_latin

ROOT = Path(__file__).resolve().parents[1]
#: Words that are right and that no dictionary has: one a line, and why after "#".
KNOWN = ROOT / "deploy" / "words.txt"
DICTIONARIES: Mapping[str, Callable[[str], str]] = {"sr_RS": str, "sr_Latn_RS": to_latin}
_WORD = re.compile("[\u0400-\u04ff]+(?:-[\u0400-\u04ff]+)*")
_CODE = re.compile(r"```.*?```|`[^`\n]*`|%\(\w+\)[sd]|\{\w+\}", re.DOTALL)


def words_of(text: str) -> set[str]:
    """The Cyrillic words of a text, without code and without what is filled in."""
    return set(_WORD.findall(_CODE.sub(" ", text)))


def texts() -> Iterator[tuple[str, str]]:
    """Everything Serbian that the site ships, each text with where it stands."""
    for path in sorted((ROOT / "locale").rglob("sr/LC_MESSAGES/*.po")):
        for entry in polib.pofile(str(path)):
            for text in (entry.msgstr, *entry.msgstr_plural.values()):
                yield f"{path.parents[1].relative_to(ROOT)}: {entry.msgid[:60]}", text
    for name in ("sr", "glossary"):
        yield f"docs/editors/{name}.md", (ROOT / f"docs/editors/{name}.md").read_text()
    for path in sorted((ROOT / "templates").glob("*.html")):
        yield str(path.relative_to(ROOT)), path.read_text()
    for pattern in ("*/demo.py", "*/demo/*.py"):
        for path in sorted(ROOT.glob(pattern)):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


def known_words(text: str) -> set[str]:
    """The words in ``words.txt``."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return {line for line in lines if line}


def unknown_words(words: Iterable[str], dictionary: str) -> set[str]:
    """Those of some words that a dictionary of hunspell does not have."""
    answer = subprocess.run(  # noqa: S603 - no input of strangers
        ["hunspell", "-d", dictionary, "-i", "utf-8", "-l"],  # noqa: S607 - wherever it is installed
        input="\n".join(sorted(words)),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(answer.stdout.split())


def misspelt(places: Mapping[str, list[str]], known: set[str]) -> dict[str, list[str]]:
    """The words that one of the dictionaries does not have, and where each stands."""
    found: dict[str, list[str]] = {}
    for dictionary, written in DICTIONARIES.items():
        by_part: dict[str, set[str]] = defaultdict(set)
        for word in places:
            for part in {word, *word.split("-")}:
                by_part[written(part)].add(word)
        for part in unknown_words(by_part, dictionary):
            for word in by_part.get(part, ()):
                if known.isdisjoint({word, *word.split("-")}):
                    found[word] = places[word]
    return found


def main() -> int:
    """Print what is misspelt, with the first place of each word."""
    places: dict[str, list[str]] = defaultdict(list)
    for place, text in texts():
        for word in words_of(text):
            places[word].append(place)
    known = known_words(KNOWN.read_text())
    try:
        found = misspelt(places, known)
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        print(f"hunspell or its dictionaries are missing (hunspell, hunspell-sr): {error}")
        return 2
    for word in sorted(found):
        print(f"{word}: {found[word][0]}")
    unused = known - {part for word in places for part in (word, *word.split("-"))}
    for word in sorted(unused):
        print(f"{word}: stands in deploy/words.txt and nowhere else")
    print(f"{len(places)} words, {len(found)} of them unknown")
    return 1 if found or unused else 0


if __name__ == "__main__":
    sys.exit(main())
