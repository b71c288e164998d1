"""How far a misspelt word may be from one that is there, and the script in which a hint leads on."""

from __future__ import annotations

import pytest
from django.test import Client

from home.models import HomePage
from tests.support.factories import SectionPageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("cooperation", True),
        ("cooperatoin", True),  # one exchange
        ("coperatoin", True),  # two letters
        ("coperatin", True),
        ("copratin", False),  # three
        ("plen", True),  # one letter of four
        ("plxx", False),  # two of four
        ("zlen", False),
        ("pln", False),  # three letters: nothing may be wrong
        ("prtner", True),  # one of six
        ("prtnre", False),
    ],
)
def test_letters_that_may_be_wrong(
    client: Client, home: HomePage, query: str, is_found: bool
) -> None:
    for title in ("Cooperation", "Plan", "Partner"):
        SectionPageFactory(parent=home, title=title, slug=title.lower(), lead="")
    answer = client.get(f"/api/v2/search/?q={query}").json()
    assert bool(answer["items"]) is is_found


@pytest.mark.parametrize(
    ("query", "prefix"), [("мисија", "/sr/"), ("misija", "/sr-latn/"), ("Misije", "/sr-latn/")]
)
def test_the_hint_leads_to_the_script_that_was_asked_in(
    client: Client, serbian_home: HomePage, query: str, prefix: str
) -> None:
    SectionPageFactory(
        parent=serbian_home, locale=serbian_home.locale, title="Мисија", slug="misija", lead=""
    )
    shown = client.get(f"/en/search/?q={query}").content.decode()
    hints = [line for line in shown.splitlines() if "/search/?q=" in line and "hreflang" in line]
    results = shown.partition('id="results"')[2]
    assert hints
    assert f'href="{prefix}search/?q=' in results
    other = "/sr/" if prefix == "/sr-latn/" else "/sr-latn/"
    assert f'href="{other}search/?q=' not in results
