"""Where each type of page of the demo is read, in every variant."""

from __future__ import annotations

VARIANTS = ("en", "sr", "sr-latn")

_ABOUT = {"en": "about/", "sr": "o-nato-vojnoj-kancelariji-za-vezu/"}
_RELATIONS = {
    "en": f"{_ABOUT['en']}natos-relations-with-serbia/",
    "sr": f"{_ABOUT['sr']}odnosi-nato-a-i-srbije/",
}
#: Path below the prefix of the variant, by type of page and locale.
_PATHS = {
    "home page": {"en": "", "sr": ""},
    "section": _ABOUT,
    "article": {
        "en": f"{_RELATIONS['en']}political-dialogue-and-key-events/",
        "sr": f"{_RELATIONS['sr']}politicki-dijalog-i-kljucni-dogadjaji/",
    },
    "article with a table and a quotation": {
        "en": f"{_RELATIONS['en']}defence-reform-and-peace-support/",
        "sr": f"{_RELATIONS['sr']}reforma-odbrane-i-mirovne-operacije/",
    },
    "accessibility statement": {
        "en": f"{_ABOUT['en']}accessibility-statement/",
        "sr": f"{_ABOUT['sr']}izjava-o-pristupacnosti/",
    },
    "contact page": {"en": "contact/", "sr": "kontakt/"},
    "search": {"en": "search/", "sr": "search/"},
    "search with results": {"en": "search/?q=partnership", "sr": "search/?q=партнерство"},
    "search without a result": {"en": "search/?q=qwxqwx", "sr": "search/?q=qwxqwx"},
    "page that there is not": {"en": "nothing-here/", "sr": "nothing-here/"},
    "page that is not in this language": {
        "en": _ABOUT["sr"],
        "sr": f"{_ABOUT['en']}chief-of-the-office/",
    },
}
TYPES = tuple(_PATHS)


def address(type_of_page: str, variant: str) -> str:
    """The path of a page of a type, in a variant."""
    return f"/{variant}/{_PATHS[type_of_page][variant.partition('-')[0]]}"
