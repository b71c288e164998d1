"""What holds after anything that editors, translators and schedules do, in any order.

A long run by hand: ``LIFE_EXAMPLES=2000 LIFE_STEPS=60 pytest -s tests/translations/test_editors_life.py``.
"""

from __future__ import annotations

import os

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from wagtail.models import Page

from offices.models import Office
from site_core.languages.variants import authored_variant
from site_core.published.models import PublishedDocument
from site_core.published.rebuild import differences, misplaced_pages
from tests.support.translating_machine import TranslatingMachine

EXAMPLES = int(os.environ.get("LIFE_EXAMPLES", "4"))
STEPS = int(os.environ.get("LIFE_STEPS", "15"))


class EditorsLife(TranslatingMachine):
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
            assert client.get(newest.path).status_code == 200


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
