"""What other packages say in English alone: collected, so that this project can say it in Serbian.

Wagtail, wagtail-localize and some of what they stand on ship no Serbian to speak of. Their English
messages are read from the catalogues that they ship, and their translations are kept in
``locale/upstream``, a catalogue that comes after the project's own. Nothing here asks Django or the
database for anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib

#: The domains of gettext that Django knows: what Python and templates say, and what JavaScript says.
DOMAINS = ("django", "djangojs")
LANGUAGES = ("sr", "sr_Latn")
PLURAL_FORMS = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 "
    ": n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
NOTE = "Serbian, in Cyrillic, of what other packages say. Collected by `make upstream-messages`."
#: A translation fits in one line of the file, however long it is.
NO_WRAP = 1_000_000

#: What tells a message from the others: its context, where it has one, and its English text.
Key = tuple[str, str]


@dataclass(frozen=True)
class Package:
    """A package and the folder of its catalogues.

    Where ``only`` is not empty, no other messages are collected, and these even where the package has
    them in Serbian.
    """

    name: str
    folder: Path
    only: frozenset[str] = field(default_factory=frozenset)

    def catalogue(self, language: str, domain: str) -> polib.POFile | None:
        """What the package ships for this language."""
        path = self.folder / language / "LC_MESSAGES" / f"{domain}.po"
        return polib.pofile(str(path)) if path.exists() else None

    def messages(self, domain: str) -> list[polib.POEntry]:
        """The messages to be translated: those that the package does not say in both scripts."""
        entries = [entry for entry in self._source(domain) if not entry.obsolete]
        if self.only:
            return [entry for entry in entries if entry.msgid in self.only]
        known = [self._translated(language, domain) for language in LANGUAGES]
        return [entry for entry in entries if not all(key(entry) in keys for keys in known)]

    def _source(self, domain: str) -> Iterable[polib.POEntry]:
        """The English catalogue. A package without one has the messages in its translations."""
        english = self.catalogue("en", domain)
        if english is not None:
            return english
        paths = sorted(self.folder.glob(f"*/LC_MESSAGES/{domain}.po"))
        return max((polib.pofile(str(path)) for path in paths), key=len, default=())

    def _translated(self, language: str, domain: str) -> set[Key]:
        catalogue = self.catalogue(language, domain) or ()
        return {key(entry) for entry in catalogue if entry.translated()}


def key(entry: polib.POEntry | polib.MOEntry) -> Key:
    """What tells this message from the others."""
    return entry.msgctxt or "", entry.msgid


def is_translated(entry: polib.POEntry) -> bool:
    """Whether all forms of a message that is in use are written."""
    return bool(entry.translated() and not entry.obsolete)


def collect(packages: Iterable[Package], domain: str) -> dict[Key, polib.POEntry]:
    """The messages of the packages, untranslated, each once, with the names of its packages."""
    collected: dict[Key, polib.POEntry] = {}
    for package in packages:
        for message in package.messages(domain):
            entry = collected.setdefault(key(message), _blank(message))
            if message.msgid_plural and not entry.msgid_plural:
                entry.msgid_plural = message.msgid_plural
            if package.name not in entry.comment.split(", "):
                entry.comment = ", ".join(filter(None, [entry.comment, package.name]))
    return collected


def _blank(message: polib.POEntry) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=message.msgctxt,
        msgid=message.msgid,
        msgid_plural=message.msgid_plural,
        flags=[flag for flag in message.flags if flag.endswith("-format")],
    )


def merge(kept: Iterable[polib.POEntry], collected: Mapping[Key, polib.POEntry]) -> polib.POFile:
    """The catalogue of the collected messages, with the translations that are kept.

    What has vanished from the packages stays at the end, marked as obsolete: a translation that was
    written once is there when the message comes back.
    """
    translations = {key(entry): entry for entry in kept}
    catalogue = polib.POFile(wrapwidth=NO_WRAP)
    catalogue.header = NOTE
    catalogue.metadata = {
        "Project-Id-Version": "Liaison",
        "Language": "sr",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS,
    }
    for entry in collected.values():
        catalogue.append(_translate(entry, translations.pop(key(entry), None)))
    for vanished in translations.values():
        if vanished.translated() or vanished.obsolete:
            vanished.obsolete = True
            catalogue.append(vanished)
    return catalogue


def _translate(entry: polib.POEntry, kept: polib.POEntry | None) -> polib.POEntry:
    if entry.msgid_plural:
        entry.msgstr_plural = dict.fromkeys(range(3), "")
        if kept is not None and kept.msgid_plural:
            entry.msgstr_plural.update(kept.msgstr_plural)
    elif kept is not None and not kept.msgid_plural:
        entry.msgstr = kept.msgstr
    return entry


def shares(
    packages: Iterable[Package], catalogues: Mapping[str, polib.POFile]
) -> Iterator[tuple[str, int, int]]:
    """For each package its name, how many messages it has, and how many of them are translated."""
    translated = {
        domain: {key(entry) for entry in catalogue if is_translated(entry)}
        for domain, catalogue in catalogues.items()
    }
    for package in packages:
        messages = [
            (domain, key(entry)) for domain in catalogues for entry in package.messages(domain)
        ]
        done = [message for domain, message in messages if message in translated[domain]]
        yield package.name, len(messages), len(done)
