"""What holds after anything that editors, translators and schedules do, in any order.

A long run by hand: ``LIFE_EXAMPLES=2000 LIFE_STEPS=60 pytest -s tests/translations/test_editors_life.py``.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import replace
from typing import Any, cast

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from wagtail.models import Page

from offices.models import Office
from site_core.languages.variants import authored_variant
from site_core.published.models import PublishedDocument
from site_core.published.rebuild import differences, misplaced_pages
from site_core.translations.exchange import (
    judge,
    read,
    to_po,
    to_xliff,
    untranslated_units,
)
from tests.support.admin_acts import ThroughTheAdmin
from tests.support.translating import MARK
from tests.support.translating_machine import TranslatingMachine

EXAMPLES = int(os.environ.get("LIFE_EXAMPLES", "2"))
STEPS = int(os.environ.get("LIFE_STEPS", "15"))


class EditorsLife(TranslatingMachine, ThroughTheAdmin):
    """The invariants."""

    @invariant()
    def nothing_live_went_away(self) -> None:
        """But what somebody took down, or what was deleted with something."""
        gone = self.was_live - self.live() - self.taken_down
        pages = set(Page.objects.values_list("pk", flat=True))
        offices = set(Office.objects.values_list("pk", flat=True))
        lost = {(kind, pk) for kind, pk in gone if pk in (pages if kind == "page" else offices)}
        assert not lost, f"went away by themselves: {lost}"
        self.remember()

    @invariant()
    def nothing_english_is_read_in_serbian(self) -> None:
        for document in PublishedDocument.objects.filter(locale="sr", type="relations.ArticlePage"):
            lead = document.representation["lead"]
            assert not lead or lead.startswith("Превод: "), lead

    @invariant()
    def the_read_side_is_what_the_pages_say(self) -> None:
        assert differences() == []
        assert misplaced_pages() == []
        assert Page.find_problems() == ([], [], [], [], [])

    @invariant()
    def every_public_page_is_found_where_it_says(self) -> None:
        client = Client()
        for document in PublishedDocument.objects.public():
            variant = authored_variant(document.locale)
            assert document.path.startswith(f"/{variant.code}/")
        newest = PublishedDocument.objects.public().order_by("-change_number").first()
        if newest is not None:
            shown = client.get(newest.path)
            assert shown.status_code == 200
            canonical = re.search(
                r'rel="canonical" href="http://[^/]*([^"]*)"', shown.content.decode()
            )
            assert canonical is not None
            assert client.get(canonical.group(1)).status_code == 200

    @invariant()
    def what_is_private_is_read_by_nobody(self) -> None:
        """Wagtail says who may read a page, the documents say what is public: they agree."""
        documents = PublishedDocument.objects.filter(restricted=True)
        private = set(documents.values_list("page_id", flat=True))
        for page in Page.objects.filter(live=True, depth__gt=1).specific():
            assert page.get_view_restrictions().exists() == (page.pk in private), page.path

    @invariant()
    def every_identifier_is_given_once(self) -> None:
        client = Client()
        for language in ("en", "sr"):
            events = client.get("/api/v2/events/", {"locale": language}).json()["items"]
            assert len({event["id"] for event in events}) == len(events)
            feed = client.get(f"/{language}/feed.json")
            if feed.status_code == 200:
                items = feed.json()["items"]
                assert len({item["id"] for item in items}) == len(items)

    @invariant()
    def what_goes_to_an_agency_comes_back_whole(self) -> None:
        """A PO file passes gettext's own check, and filled in it is taken: nothing is written here."""
        pages = cast("Any", Page.objects.filter(locale__language_code="en"))
        units = untranslated_units(pages, self.serbian)
        if not units:
            return
        text = to_po(units, self.serbian)
        checked = subprocess.run(
            ["msgfmt", "-c", "-o", "-", "-"],  # noqa: S607 - gettext's own
            input=text.encode(),
            capture_output=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stderr.decode()
        filled = [replace(unit, target=f"{MARK}{unit.source}") for unit in units]
        for file in (to_po(filled, self.serbian), to_xliff(filled, self.serbian)):
            report = judge(read(file.encode(), self.serbian), self.serbian)
            assert (report.refused, report.skipped) == ([], [])
            assert len(report.taken) == len(units)


@pytest.mark.django_db
def test_after_anything() -> None:
    run_state_machine_as_test(
        EditorsLife,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Phase.explicit, Phase.generate, Phase.shrink]
            if EXAMPLES > 12
            else [Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
