"""Texts out to translation agencies and back: PO (gettext) and XLIFF 1.2 (OASIS).

A file holds what is not translated yet of any number of pages. One that comes back is read and judged as
a whole before anything is written.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as Tree

import polib
from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree
from django.db import transaction
from django.db.models import Exists
from django.utils.translation import gettext
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.strings import StringValue

from site_core.languages.other_language import unmarked
from site_core.languages.variants import DEFAULT_VARIANT
from site_core.translations.completeness import SLUG, field_labels
from site_core.translations.locks import locked_sentence
from site_core.translations.status import translations_of_segment
from site_core.translations.writing import write_text

XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
_TAG = re.compile(r"<(/?[a-z][a-z0-9]*)([^<>]*)>", re.IGNORECASE)
_ID = re.compile(r'\bid="([^"]*)"')


class ExchangeError(ValueError):
    """A file that cannot be taken as a whole. The message says why and what to do."""


@dataclass(frozen=True)
class Unit:
    """One text in a file: where it stands, what it says, and its translation."""

    #: Translation key of the object and path of the text in it, separated by a bar.
    context: str
    source: str
    target: str = ""
    #: For the translator: the page, the field and the URL.
    note: str = ""
    #: Whether the file itself says that the translation is not to be relied on.
    is_unsure: bool = False


@dataclass(frozen=True)
class Verdict:
    """What became of one unit, and why where it was not taken."""

    unit: Unit
    reason: str = ""


@dataclass
class Report:
    """What an import takes, skips and refuses."""

    taken: list[Verdict] = field(default_factory=list)
    skipped: list[Verdict] = field(default_factory=list)
    refused: list[Verdict] = field(default_factory=list)
    is_applied: bool = False


# Out


def untranslated_units(pages: Iterable[Page], locale: Locale) -> list[Unit]:
    """The texts of submitted pages that have no translation, in the order of the pages.

    ``pages`` know their locale and content type, or each costs a query.
    """
    by_key = {page.translation_key: page for page in pages}
    order = {key: number for number, key in enumerate(by_key)}
    segments = (
        StringSegment.objects.filter(
            source__object_id__in=by_key,
            source__locale__language_code=DEFAULT_VARIANT.locale_code,
            source__translations__target_locale=locale,
            source__translations__enabled=True,
        )
        .exclude(Exists(translations_of_segment(locale)))
        .exclude(context__path=SLUG)
        .select_related("string", "context")
        .order_by("order")
    )
    units = [
        Unit(
            context=f"{segment.context.object_id}|{segment.context.path}",
            source=segment.string.data,
            note=_note(by_key[segment.context.object_id], segment.context.path),
        )
        for segment in segments
    ]
    return sorted(units, key=lambda unit: order[UUID(unit.context.partition("|")[0])])


def _note(page: Page, path: str) -> str:
    label = ", ".join(field_labels(page.specific_class or Page, [path]))
    return f"{page.title} ({page.url or page.url_path}): {label}"


def to_po(units: Sequence[Unit], locale: Locale) -> str:
    """A PO file. ``msgctxt`` says where a text belongs, the comment what it is."""
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Project-Id-Version": "Liaison",
        "POT-Creation-Date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M+0000"),
        "Language": locale.language_code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    catalogue += [
        polib.POEntry(
            msgctxt=unit.context, msgid=unit.source, msgstr=unit.target, comment=unit.note
        )
        for unit in units
    ]
    return str(catalogue)


def to_xliff(units: Sequence[Unit], locale: Locale) -> str:
    """An XLIFF 1.2 file. Markup inside a text stands in it as escaped HTML."""
    Tree.register_namespace("", XLIFF)
    root = Tree.Element(f"{{{XLIFF}}}xliff", version="1.2")
    file = Tree.SubElement(
        root,
        f"{{{XLIFF}}}file",
        {
            "original": "liaison",
            "datatype": "html",
            "source-language": DEFAULT_VARIANT.tag,
            "target-language": locale.language_code,
        },
    )
    body = Tree.SubElement(file, f"{{{XLIFF}}}body")
    for number, unit in enumerate(units, start=1):
        element = Tree.SubElement(
            body, f"{{{XLIFF}}}trans-unit", id=str(number), resname=unit.context
        )
        Tree.SubElement(element, f"{{{XLIFF}}}source").text = unit.source
        Tree.SubElement(element, f"{{{XLIFF}}}target").text = unit.target
        Tree.SubElement(element, f"{{{XLIFF}}}note").text = unit.note
    Tree.indent(root)
    return Tree.tostring(root, encoding="unicode", xml_declaration=True)


# In


def read(content: bytes, locale: Locale) -> list[Unit]:
    """The units of a PO or XLIFF file. Raises ``ExchangeError`` for one that cannot be read."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ExchangeError(
            gettext("The file is not in UTF-8. Save it in that encoding and try again.")
        ) from None
    language, units = _read_xliff(text) if text.lstrip().startswith("<") else _read_po(text)
    if language and language.partition("-")[0] != locale.language_code.partition("-")[0]:
        raise ExchangeError(
            gettext("The file is for the language “%(found)s”, and this is “%(expected)s”.")
            % {"found": language, "expected": locale.language_code}
        )
    if not units:
        raise ExchangeError(gettext("The file holds no texts."))
    return units


def _read_po(text: str) -> tuple[str, list[Unit]]:
    if "msgid" not in text:
        raise ExchangeError(gettext("The file is neither PO nor XLIFF 1.2."))
    try:
        catalogue = polib.pofile(text)
    except OSError as error:  # polib's error for what it cannot parse
        raise ExchangeError(
            gettext("The PO file cannot be read: %(error)s") % {"error": error}
        ) from error
    return catalogue.metadata.get("Language", ""), [
        Unit(
            entry.msgctxt or "",
            entry.msgid,
            entry.msgstr,
            entry.comment,
            is_unsure=entry.fuzzy or bool(entry.obsolete),
        )
        for entry in catalogue
    ]


def _read_xliff(text: str) -> tuple[str, list[Unit]]:
    try:
        root = SafeTree.fromstring(text)
    except (Tree.ParseError, DefusedXmlException) as error:
        raise ExchangeError(
            gettext("The XLIFF file cannot be read: %(error)s") % {"error": error}
        ) from error
    names = {"x": XLIFF}
    file = root.find("x:file", names)
    if file is None:
        raise ExchangeError(gettext("The file is neither PO nor XLIFF 1.2."))
    units = []
    for element in root.iterfind(".//x:trans-unit", names):
        target = element.find("x:target", names)
        units.append(
            Unit(
                element.get("resname", ""),
                _inner_text(element.find("x:source", names)),
                _inner_text(target),
                is_unsure=target is not None
                and target.get("state", "").startswith(("needs-", "new")),
            )
        )
    return file.get("target-language", ""), units


def _inner_text(element: Any) -> str:
    return "".join(element.itertext()) if element is not None else ""


def judge(
    units: Sequence[Unit], locale: Locale, *, overwrite: bool = False, user: Any = None
) -> Report:
    """Say what an import would take, skip and refuse. Changes nothing.

    Texts of pages that somebody else than ``user`` has locked are skipped.
    """
    segments = _segments(units)
    locked = _locked(segments.values(), locale, user) if user is not None else {}
    existing = {
        (item.translation_of_id, item.context_id): item.data
        for item in StringTranslation.objects.filter(
            locale=locale,
            context__in={segment.context_id for segment in segments.values()},
            has_error=False,  # an offer is no translation yet
        )
    }
    report = Report()
    seen: Counter[tuple[str, str]] = Counter()
    for unit in units:
        seen[unit.context, unit.source] += 1
        reason = _refusal(unit, segments, is_repeated=seen[unit.context, unit.source] > 1)
        if reason:
            report.refused.append(Verdict(unit, reason))
            continue
        segment = segments.get((unit.context, unit.source))
        written = existing.get((segment.string_id, segment.context_id)) if segment else None
        reason = locked.get(unit.context.partition("|")[0]) or _skip(
            unit, written, overwrite=overwrite
        )
        (report.skipped if reason else report.taken).append(Verdict(unit, reason))
    return report


def _locked(segments: Iterable[StringSegment], locale: Locale, user: Any) -> dict[str, str]:
    """Translation key → sentence for the pages of these texts that somebody else has locked."""
    keys = {segment.context.object_id for segment in segments}
    pages = Page.objects.filter(translation_key__in=keys, locale=locale, locked=True)
    found = {
        str(page.translation_key): locked_sentence(page, user)
        for page in pages.select_related("locked_by")
    }
    return {key: sentence for key, sentence in found.items() if sentence}


def _segments(units: Sequence[Unit]) -> dict[tuple[str, str], StringSegment]:
    """The segments that are there now, by context and source text; by context alone under ``""``."""
    keys = set()
    for unit in units:
        try:
            keys.add(UUID(unit.context.partition("|")[0]))
        except ValueError:
            continue
    found = {}
    for segment in StringSegment.objects.filter(
        source__object_id__in=keys, source__locale__language_code=DEFAULT_VARIANT.locale_code
    ).select_related("string", "context"):
        context = f"{segment.context.object_id}|{segment.context.path}"
        found[context, segment.string.data] = segment
        found.setdefault((context, ""), segment)
    return found


def _skip(unit: Unit, written: str | None, *, overwrite: bool) -> str:
    if not unit.target.strip():
        return gettext("It is not translated.")
    if unit.is_unsure:
        return gettext("The file marks it as not certain.")
    if written == unit.target:
        return gettext("It already exists.")
    if written is not None and not overwrite:
        return gettext("Somebody has translated it in the meantime.")
    return ""


def _refusal(
    unit: Unit, segments: dict[tuple[str, str], StringSegment], *, is_repeated: bool
) -> str:
    if not unit.target.strip() or unit.is_unsure:
        return ""
    if is_repeated:
        return gettext("The file holds this text twice.")
    if (unit.context, "") not in segments:
        return gettext("There is no such text.")
    if (unit.context, unit.source) not in segments:
        return gettext("The original has changed since the file was made.")
    return fault_of_markup(unit.source, unit.target)


def fault_of_markup(english: str, translated: str) -> str:
    """What is wrong with the markup. Which words are in another language can differ: the language does."""
    try:
        StringValue.from_translated_html(translated)
    except ValueError as error:
        return gettext("The markup is broken: %(error)s") % {"error": error}
    source, target = _tags(unmarked(english)), _tags(unmarked(translated))
    lost, added = source - target, target - source
    if lost or added:
        return gettext("The markup is not that of the original: %(tags)s.") % {
            "tags": ", ".join(sorted({f"<{tag}>" for tag in (lost + added)}))
        }
    return ""


def _tags(text: str) -> Counter[str]:
    return Counter(
        " ".join([name, *(f'id="{found}"' for found in _ID.findall(attributes))])
        for name, attributes in _TAG.findall(text)
    )


def apply(
    units: Sequence[Unit],
    locale: Locale,
    user: Any,
    *,
    overwrite: bool = False,
    in_part: bool = False,
) -> Report:
    """Judge a file and write what is to be taken, in one transaction.

    With something refused nothing is written, unless ``in_part``. The report says what became of each unit.
    """
    with transaction.atomic():
        report = judge(units, locale, overwrite=overwrite, user=user)
        if report.refused and not in_part:
            return report
        segments = _segments(units)
        for verdict in report.taken:
            segment = segments[verdict.unit.context, verdict.unit.source]
            write_text(segment, locale, verdict.unit.target, user)
        report.is_applied = True
    return report
