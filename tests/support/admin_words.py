"""What a page of the admin says: everything that is read, or read out, and nothing that is code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import django
import polib
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, TemplateString

from tests.support.commands import ROOT

#: Attributes that are shown or read out.
ATTRIBUTES = ("alt", "aria-description", "aria-label", "placeholder", "title")
#: What a script is handed to show in the menu.
PROPS = "wagtail-sidebar-props"
#: Keys of these whose values are words.
WORDED = frozenset(("help_text", "label", "title"))
#: What may be Latin in the Cyrillic admin. A word more has to be a name or a code.
KEPT = re.compile(
    r"https?://\S+|\S+@\S+|\S+\.(?:jpg|dat)\b|\bmanage\.py worker\b|\b\d+x\d+\b"
    r"|\b(?:home|offices|relations)\.\w+|\bCtrl(?: \+ [\w,.]+)+"
    # Names: of programs, languages, zones, kinds of files, keys, units, and what Django calls HTML.
    r"|\b(?:2FAS|Aegis|API|AVIF|CSV|DOCX|English|Enter|EPUB|Esc|Excel|Europe/Belgrade|FreeOTP|GIF"
    r"|HTML|HTTPS?|ISO|JavaScript|JPE?G|JSON|[KM]B|Liaison|ODF|PDF|PNG|PO|PowerPoint|QR|RTF|SHA-256"
    r"|srpski|latinica|Lat|TSV|URL|UTC|UTF-8|Wagtail|WEBP|Word|XLIFF|XLSX|YouTube|Vimeo)\b"
    # What migrations of Wagtail have named; administrators rename it.
    r"|\bRoot\b|\b(?:Review of )?English pages\b"
)
#: In every variant a language bears the name that it has itself, and a script too.
OWN_NAMES = re.compile(r"српски(?: \(ћирилица\))?|Ћир\.|Српске странице|Преглед српских страница")
CYRILLIC = re.compile(r"[Ѐ-ӿ]+")
LATIN = re.compile(r"[A-Za-zÀ-ž]+")


def words_of(html: str) -> set[str]:
    """Every text of a page, with the words that its scripts are handed for the menu."""
    soup = BeautifulSoup(html, "html.parser")
    said = set(_props(soup))
    for gone in soup.select("script, style, code, kbd, [hidden]"):
        gone.decompose()
    for text in soup.find_all(string=True):
        if type(text) in (NavigableString, TemplateString):  # and no comment
            said.add(" ".join(text.split()))
    for tag in soup.find_all(True):
        said.update(_attributes(tag))
    return {text for text in said if text}


def _attributes(tag: Tag) -> Iterator[str]:
    for name in ATTRIBUTES:
        if tag.get(name):
            yield str(tag[name])
    if tag.name == "input" and tag.get("type") in ("submit", "button", "reset"):
        yield str(tag.get("value", ""))


def _props(soup: BeautifulSoup) -> Iterator[str]:
    for script in soup.select(f"script#{PROPS}"):
        yield from _worded(json.loads(script.get_text()))


def _worded(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in WORDED and isinstance(inner, str):
                yield inner
            else:
                yield from _worded(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _worded(inner)


def left_in_latin(texts: set[str]) -> set[str]:
    """The texts with Latin words that are neither names nor codes."""
    return {text for text in texts if LATIN.search(KEPT.sub("", text))}


def strange_in_latin(texts: set[str]) -> set[str]:
    """The texts with Cyrillic letters, or with words that no Latin catalogue has."""
    without_names = {KEPT.sub("", OWN_NAMES.sub("", text)) for text in texts}
    return {
        text
        for text in without_names
        if CYRILLIC.search(text) or not set(LATIN.findall(text)) <= _words_in_latin()
    }


@cache
def _words_in_latin() -> frozenset[str]:
    """Every word of the catalogues in Latin: ours, those of other packages, and Django's own."""
    folders = (ROOT / "locale", Path(django.__path__[0]))
    paths = [path for folder in folders for path in folder.glob("**/sr_Latn/LC_MESSAGES/*.po")]
    translations = (
        text
        for path in paths
        for entry in polib.pofile(str(path))
        for text in (entry.msgstr, *entry.msgstr_plural.values())
    )
    said = {word for text in translations for word in LATIN.findall(text)}
    return frozenset(said | {word.capitalize() for word in said})
