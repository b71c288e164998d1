"""What other packages say in English alone is said in Serbian, in both scripts, and stays current."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import polib
import pytest
from django.core.management import CommandError, call_command

from site_core.languages import upstream
from site_core.management.commands import upstream_messages
from tests.support.commands import ROOT

FOLDER = ROOT / "locale" / "upstream"
CATALOGUES = [
    FOLDER / language / "LC_MESSAGES" / f"{domain}.po"
    for language in upstream.LANGUAGES
    for domain in upstream.DOMAINS
]
CYRILLIC = CATALOGUES[:2]
#: What stays as it is in every language: placeholders, HTML, keys, file formats and names.
KEPT = re.compile(
    r"%(?:\(\w+\))?[sd]|\{\w*\}|<code>\w+|</?\w+(?:\s[^<>]*)?/?>|https?://\S+|<>"
    r"|\b(?:API|ascii_snake_case|CSV|Embedly|GET|HTML|HTTP|IP|JSON|JavaScript|Localize|PO|POST|SHA-256"
    r"|Taggit|UTC|Wagtail|XLSX|Enter|id|v[23])\b"
)
PLACEHOLDERS = re.compile(
    r"%(?:\(\w+\))?[sd]|\{\w*\}|</?\w+|(?:href|target|class|data-[\w-]+)=\"[^\"]*\""
)


def texts(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def entries(paths: list[Path]) -> Iterator[polib.POEntry]:
    for path in paths:
        yield from (entry for entry in polib.pofile(str(path)) if not entry.obsolete)


def test_nothing_has_appeared_or_vanished() -> None:
    call_command("upstream_messages", check=True, stdout=StringIO())


def test_everything_is_translated() -> None:
    missing = [e.msgid for e in entries(CATALOGUES) if not all(texts(e)) or e.fuzzy]
    assert missing == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]} {path.stem}")
def test_placeholders_and_plural_forms_are_those_of_the_original(path: Path) -> None:
    if shutil.which("msgfmt") is None:
        message = "gettext is not installed, so no format was checked: apt-get install gettext"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    checked = subprocess.run(  # noqa: S603 - our own command line
        ["msgfmt", "--check-format", "--output-file", os.devnull, path],  # noqa: S607 - as installed
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_what_is_put_in_later_is_kept() -> None:
    for entry in entries(CATALOGUES):
        singular = set(PLACEHOLDERS.findall(entry.msgid))
        allowed = singular | set(PLACEHOLDERS.findall(entry.msgid_plural or ""))
        for text in texts(entry):
            found = set(PLACEHOLDERS.findall(text))
            if entry.msgid_plural:
                assert found <= allowed, entry.msgid
            else:
                assert found == singular, entry.msgid


def test_spaces_at_the_ends_are_kept() -> None:
    for entry in entries(CATALOGUES):
        for text in texts(entry):
            assert text[:1].isspace() == entry.msgid[:1].isspace(), entry.msgid
            assert text[-1:].isspace() == entry.msgid[-1:].isspace(), entry.msgid


def test_serbian_is_written_in_cyrillic() -> None:
    latin = {
        text
        for e in entries(CYRILLIC)
        for text in texts(e)
        if re.search("[A-Za-z]", KEPT.sub("", text))
    }
    assert latin == set()


def test_the_latin_catalogues_hold_no_cyrillic() -> None:
    cyrillic = [t for e in entries(CATALOGUES[2:]) for t in texts(e) if re.search("[Ѐ-ӿ]", t)]
    assert cyrillic == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]} {path.stem}")
def test_is_compiled(path: Path) -> None:
    def contents(found: Any) -> dict[upstream.Key, list[str]]:
        return {upstream.key(entry): texts(entry) for entry in found}

    compiled = contents(polib.mofile(str(path.with_suffix(".mo"))))
    assert compiled == contents(entries([path])), "Run `make upstream-messages`, commit the result."


# What the command does with packages that change


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> upstream.Package:
    """The only package there is, and a catalogue that nothing is in."""
    package = upstream.Package("noticeboard", tmp_path / "noticeboard")
    monkeypatch.setattr(upstream_messages, "packages", lambda: [package])
    monkeypatch.setattr(upstream_messages, "MESSAGES", ())
    monkeypatch.setattr(upstream_messages, "FOLDER", tmp_path / "catalogue")
    return package


def ship(package: upstream.Package, language: str, messages: dict[str, str]) -> None:
    """Write the package's own catalogue for a language."""
    catalogue = polib.POFile()
    for message, translation in messages.items():
        catalogue.append(polib.POEntry(msgid=message, msgstr=translation))
    path = package.folder / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def collect() -> str:
    output = StringIO()
    call_command("upstream_messages", stdout=output)
    return output.getvalue()


def translate(message: str, translation: str) -> None:
    path = upstream_messages.FOLDER / "django.po"
    catalogue = polib.pofile(str(path))
    (entry,) = [entry for entry in catalogue if entry.msgid == message]
    entry.msgstr = translation
    catalogue.save(str(path))


def kept(message: str) -> tuple[str, bool]:
    """The translation of a message, and whether the message is marked as vanished."""
    path = upstream_messages.FOLDER / "django.po"
    (entry,) = [e for e in polib.pofile(str(path)) if e.msgid == message]
    return entry.msgstr, bool(entry.obsolete)


def test_a_new_message_is_named_and_collected(package: upstream.Package) -> None:
    ship(package, "en", {"Pin": ""})
    with pytest.raises(CommandError, match="appeared: 'Pin'"):
        call_command("upstream_messages", check=True)

    assert "appeared: 'Pin'" in collect()
    assert kept("Pin") == ("", False)
    call_command("upstream_messages", check=True, stdout=StringIO())


def test_a_translation_outlives_a_message_that_vanishes_and_comes_back(
    package: upstream.Package,
) -> None:
    ship(package, "en", {"Pin": "", "Unpin": ""})
    collect()
    translate("Pin", "Закачи")

    ship(package, "en", {"Unpin": ""})
    with pytest.raises(CommandError, match="vanished: 'Pin'"):
        call_command("upstream_messages", check=True)
    collect()
    assert kept("Pin") == ("Закачи", True)

    ship(package, "en", {"Pin": "", "Unpin": ""})
    collect()
    assert kept("Pin") == ("Закачи", False)


def test_what_a_package_says_in_both_scripts_is_left_to_it(package: upstream.Package) -> None:
    ship(package, "en", {"Pin": "", "Unpin": ""})
    ship(package, "sr", {"Pin": "Закачи", "Unpin": "Откачи"})
    ship(package, "sr_Latn", {"Pin": "Zakači"})
    collect()
    messages = [entry.msgid for entry in polib.pofile(str(upstream_messages.FOLDER / "django.po"))]
    assert messages == ["Unpin"]


def test_a_package_without_an_english_catalogue_is_read_from_a_translation(
    package: upstream.Package,
) -> None:
    ship(package, "pl", {"Pin": "Przypnij"})
    collect()
    assert kept("Pin") == ("", False)


def test_the_share_of_each_package_is_told(package: upstream.Package) -> None:
    ship(package, "en", {"Pin": "", "Unpin": ""})
    collect()
    translate("Pin", "Закачи")
    assert re.search(r"noticeboard\s+1 of\s+2\s+50\.0 %", collect())


# One word for one thing


def test_the_glossary_says_what_the_catalogues_say() -> None:
    glossary = (ROOT / "docs" / "editors" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", glossary, flags=re.MULTILINE)
    terms = {english: serbian for english, serbian in rows if english != "English"}
    assert len(terms) > 60
    said = {entry.msgid: texts(entry)[0] for entry in entries(CYRILLIC)}
    own = polib.pofile(str(ROOT / "locale" / "sr" / "LC_MESSAGES" / "django.po"))
    said |= {entry.msgid: texts(entry)[0] for entry in own if not entry.msgctxt}
    assert {english: said.get(english) for english in terms} == terms
