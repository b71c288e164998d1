"""The Serbian words of the interface: complete, current and in Cyrillic."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import polib
import pytest
from django.core.management import CommandError, call_command

from tests.support.commands import ROOT

CATALOGUE = ROOT / "locale" / "sr" / "LC_MESSAGES" / "django.po"
SOURCES = ("site_core", "home", "relations", "offices", "templates")
#: What stays as it is in every language: names, codes and what is put in later.
KEPT = re.compile(
    r"%\(\w+\)[sd]|<[^>]+>|https?://\S+|\S+@\S+|manage\.py \w+|[A-Z]+_[A-Z_]+|[jFEY]\.?(?=[ \"]|$)"
    r"|\b(?:2FAS|Aegis|API|Atom|FreeOTP|iCalendar|JPEG|Liaison|LibreOffice|MB|OpenStreetMap|PDF|PNG|PO|QR|TLS|UTF-8|Wagtail|Word|XLIFF|docx?)\b"
)


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def translations(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_message_is_translated(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


def test_what_is_put_in_later_is_kept(catalogue: polib.POFile) -> None:
    for entry in catalogue:
        expected = set(re.findall(r"%\(\w+\)[sd]|</?\w+>", entry.msgid))
        for text in translations(entry):
            assert set(re.findall(r"%\(\w+\)[sd]|</?\w+>", text)) == expected, entry.msgid


def test_serbian_is_written_in_cyrillic(catalogue: polib.POFile) -> None:
    latin = {
        text
        for entry in catalogue
        for text in translations(entry)
        if re.search("[A-Za-z]", KEPT.sub("", text))
    }
    assert latin == set()


def test_is_compiled(catalogue: polib.POFile) -> None:
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))

    def contents(entries: Any) -> dict[tuple[str | None, str], list[str]]:
        return {(entry.msgctxt, entry.msgid): translations(entry) for entry in entries}

    assert contents(compiled) == contents(catalogue), "Run `make messages` and commit the result."


def test_holds_every_message_of_the_source(tmp_path: Path, catalogue: polib.POFile) -> None:
    if shutil.which("xgettext") is None:
        message = "gettext is not installed, so no message was collected: apt-get install gettext"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    for name in SOURCES:
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "locale").mkdir()
    subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, ROOT / "manage.py", "makemessages", "--locale", "sr", "--no-location"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env={**os.environ, "DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)},
    )
    collected = polib.pofile(str(tmp_path / "locale/sr/LC_MESSAGES/django.po"))

    def messages(entries: polib.POFile) -> set[tuple[str | None, str]]:
        return {(entry.msgctxt, entry.msgid) for entry in entries}

    assert messages(collected) == messages(catalogue), "Run `make messages` and translate the new."


def test_the_latin_catalogue_is_what_the_cyrillic_one_says() -> None:
    call_command("latin_catalogue", check=True)

    latin = CATALOGUE.parents[2] / "sr_Latn" / "LC_MESSAGES" / "django.po"
    words = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(latin))}
    compiled = polib.mofile(str(latin.with_suffix(".mo")))
    assert {(entry.msgctxt, entry.msgid) for entry in compiled} == set(words)
    assert all(
        translations(entry) == translations(words[entry.msgctxt, entry.msgid]) for entry in compiled
    )


def test_no_package_hides_pythons_locale() -> None:
    assert list((ROOT / "locale").rglob("__init__.py")) == []


def test_the_latin_catalogue_of_a_plugin_is_made_from_its_cyrillic_one(tmp_path: Path) -> None:
    folder = tmp_path / "tenders" / "locale"
    cyrillic = folder / "sr" / "LC_MESSAGES" / "django.po"
    cyrillic.parent.mkdir(parents=True)
    cyrillic.write_text(
        '# Serbian.\nmsgid ""\nmsgstr ""\n"Language: sr\\n"\n\nmsgid "Call"\nmsgstr "Позив"\n',
        encoding="utf-8",
    )
    with pytest.raises(CommandError, match=r"locale/sr_Latn/LC_MESSAGES/django.po is stale."):
        call_command("latin_catalogue", check=True, folder=folder)
    call_command("latin_catalogue", folder=folder)
    latin = polib.pofile(str(folder / "sr_Latn" / "LC_MESSAGES" / "django.po"))
    assert [entry.msgstr for entry in latin] == ["Poziv"]
    assert latin.metadata["Language"] == "sr_Latn"
    call_command("latin_catalogue", check=True, folder=folder)


def test_a_folder_without_a_catalogue_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no sr/LC_MESSAGES"):
        call_command("latin_catalogue", folder=tmp_path)
