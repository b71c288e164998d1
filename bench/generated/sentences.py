"""Sentences in both languages, composed from word lists. The same number gives the same words.

They say nothing about anybody: they only make pages that can be listed, searched and translated.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

#: Who acts. The Serbian nouns are feminine, as the verbs expect.
SUBJECTS = (
    ("the working group", "радна група"),
    ("the editorial team", "редакција"),
    ("the library", "библиотека"),
    ("the translation service", "преводилачка служба"),
    ("the press desk", "служба за медије"),
    ("the archive", "архива"),
    ("the school", "школа"),
    ("the panel of experts", "стручна комисија"),
    ("the project team", "пројектна група"),
    ("the museum", "музејска служба"),
    ("the bookshop", "књижара"),
    ("the weather station", "метеоролошка станица"),
)
VERBS = (
    ("reviewed", "размотрила"),
    ("updated", "допунила"),
    ("published", "објавила"),
    ("prepared", "припремила"),
    ("presented", "представила"),
    ("shortened", "скратила"),
    ("checked", "проверила"),
    ("translated", "превела"),
    ("printed", "одштампала"),
    ("ordered", "наручила"),
)
#: What is acted upon. The Serbian nouns are masculine and inanimate: nominative equals accusative.
OBJECTS = (
    ("the plan", "план"),
    ("the report", "извештај"),
    ("the guide", "водич"),
    ("the overview", "преглед"),
    ("the handbook", "приручник"),
    ("the catalogue", "каталог"),
    ("the glossary", "речник"),
    ("the questionnaire", "упитник"),
    ("the article", "чланак"),
    ("the leaflet", "летак"),
)
TOPICS = (
    ("on training", "о обуци"),
    ("on translation", "о превођењу"),
    ("on accessible documents", "о приступачним документима"),
    ("on public libraries", "о јавним библиотекама"),
    ("on first aid", "о првој помоћи"),
    ("on the water supply", "о водоснабдевању"),
    ("on road safety", "о безбедности на путевима"),
    ("on weather warnings", "о метеоролошким упозорењима"),
    ("on open data", "о отвореним подацима"),
    ("on museum visits", "о посетама музејима"),
    ("on language courses", "о курсевима језика"),
    ("on saving energy", "о уштеди енергије"),
    ("on forest fires", "о шумским пожарима"),
    ("on volunteering", "о волонтирању"),
    ("on river navigation", "о речној пловидби"),
    ("on old photographs", "о старим фотографијама"),
)
TIMES = (
    ("in early spring", "почетком пролећа"),
    ("in late spring", "крајем пролећа"),
    ("in summer", "током лета"),
    ("in autumn", "током јесени"),
    ("in late autumn", "крајем јесени"),
    ("in winter", "током зиме"),
    ("before the holidays", "пред празнике"),
    ("after the holidays", "после празника"),
)
ENDINGS = (
    ("at the request of readers", "на молбу читалаца"),
    ("together with its partners", "заједно с партнерима"),
    ("in both languages", "на оба језика"),
    ("for the third time", "трећи пут"),
    ("after a round of comments", "после круга примедаба"),
    ("without any delay", "без икаквог одлагања"),
    ("with many illustrations", "с много илустрација"),
    ("for a wider public", "за шири круг читалаца"),
)


@dataclass(frozen=True)
class Text:
    """The same text in both languages."""

    english: str
    serbian: str

    def in_language(self, code: str) -> str:
        """The text in the language with this code: ``en`` or ``sr``."""
        return self.english if code == "en" else self.serbian


def choice(options: Sequence[tuple[str, str]], seed: str) -> Text:
    """One of the options; the seed decides which."""
    return Text(*options[zlib.crc32(seed.encode()) % len(options)])


def subject_matter(seed: str) -> Text:
    """A thing and what it is about: “the guide on training”."""
    thing, topic = choice(OBJECTS, f"{seed} object"), choice(TOPICS, f"{seed} topic")
    return Text(f"{thing.english} {topic.english}", f"{thing.serbian} {topic.serbian}")


def sentence(seed: str) -> Text:
    """A whole sentence."""
    who, did = choice(SUBJECTS, f"{seed} subject"), choice(VERBS, f"{seed} verb")
    what, when = subject_matter(seed), choice(TIMES, f"{seed} time")
    ending = choice(ENDINGS, f"{seed} ending")
    english = f"{who.english} {did.english} {what.english} {when.english}, {ending.english}."
    serbian = f"{who.serbian} је {when.serbian} {did.serbian} {what.serbian} {ending.serbian}."
    return Text(_capitalised(english), _capitalised(serbian))


def sentences(seed: str, count: int) -> Text:
    """Several sentences in a row."""
    made = [sentence(f"{seed} {index}") for index in range(count)]
    return Text(" ".join(text.english for text in made), " ".join(text.serbian for text in made))


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:]
