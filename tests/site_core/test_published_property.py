"""After any sequence of operations the published documents equal their rebuild."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from wagtail.models import Locale, Page, PageViewRestriction

from home.models import HomePage
from relations.models import ArticlePage, RelatedPage, SectionPage
from site_core.published.rebuild import differences
from tests.factories import key_point, serbian

pytestmark = pytest.mark.django_db

NUMBERS = st.integers(min_value=0, max_value=1_000_000)
SLUGS = st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon", "zeta"])


class SiteMachine(RuleBasedStateMachine):
    """A small site that is edited at random. Rolled back to the empty site at the end."""

    def __init__(self) -> None:
        super().__init__()
        cache.clear()
        self.savepoint = transaction.savepoint_create()
        self.home = HomePage.objects.get(locale__language_code="en")
        self.serbian: Locale = serbian()
        self.counter = 0

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)
        cache.clear()

    def _pages(self, *models: type[Page]) -> list[Page]:
        return list(Page.objects.type(*models).order_by("path").specific())

    def _pick(self, number: int, *models: type[Page]) -> Page | None:
        pages = self._pages(*models)
        return pages[number % len(pages)] if pages else None

    def _free_slug(self, parent: Page, slug: str) -> str:
        self.counter += 1
        taken = parent.get_children().filter(slug=slug).exists()
        return f"{slug}-{self.counter}" if taken else slug

    @rule(number=NUMBERS, slug=SLUGS, live=st.booleans())
    def create_section(self, number: int, slug: str, live: bool) -> None:
        parent = self._pick(number, HomePage, SectionPage)
        if parent is not None and parent.depth < 6:
            page = SectionPage(title=slug.title(), slug=self._free_slug(parent, slug), live=live)
            page.locale = parent.locale
            parent.add_child(instance=page)

    @rule(number=NUMBERS, other=NUMBERS, slug=SLUGS, live=st.booleans())
    def create_article(self, number: int, other: int, slug: str, live: bool) -> None:
        parent = self._pick(number, SectionPage)
        if parent is None:
            return
        target = self._pick(other, SectionPage, ArticlePage) or parent
        link = f'<p><a linktype="page" id="{target.pk}">there</a></p>'
        page = ArticlePage(
            title=slug.title(),
            slug=self._free_slug(parent, slug),
            live=live,
            locale=parent.locale,
            key_points=[key_point("A statement.", detail=link)],
        )
        page.related_pages.set([RelatedPage(page=target, locale=parent.locale)])
        parent.add_child(instance=page)

    @rule(number=NUMBERS, word=SLUGS)
    def edit_and_publish(self, number: int, word: str) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page and not page.alias_of_id:
            page.title = f"{word} {self.counter}"
            page.save_revision().publish()

    @rule(number=NUMBERS, word=SLUGS)
    def edit_a_draft(self, number: int, word: str) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page and not page.alias_of_id:
            page.title = f"draft {word}"
            page.save_revision()

    @rule(number=NUMBERS, slug=SLUGS)
    def rename(self, number: int, slug: str) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page:
            page.slug = self._free_slug(page.get_parent(), slug)
            page.save()

    @rule(number=NUMBERS, other=NUMBERS, position=st.sampled_from(["first-child", "last-child"]))
    def move(self, number: int, other: int, position: str) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        parent = self._pick(other, SectionPage)
        if page is None or parent is None or page.locale_id != parent.locale_id:
            return
        if parent.pk == page.pk or parent.is_descendant_of(page) or parent.depth > 5:
            return
        if parent.get_children().filter(slug=page.slug).exclude(pk=page.pk).exists():
            return
        Page.objects.get(pk=page.pk).move(Page.objects.get(pk=parent.pk), pos=position)

    @rule(number=NUMBERS, other=NUMBERS)
    def reorder(self, number: int, other: int) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page is None:
            return
        siblings = list(page.get_siblings(inclusive=False))
        if siblings:
            page.move(siblings[other % len(siblings)], pos="left")

    @rule(number=NUMBERS, below=st.booleans())
    def unpublish(self, number: int, below: bool) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page and page.live:
            page.unpublish()
            for child in page.get_descendants().live().specific() if below else []:
                child.unpublish()

    @rule(number=NUMBERS)
    def restrict(self, number: int) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page and not page.view_restrictions.exists():
            PageViewRestriction.objects.create(
                page=page.page_ptr, restriction_type=PageViewRestriction.LOGIN
            )

    @precondition(lambda self: PageViewRestriction.objects.exists())
    @rule()
    def free(self) -> None:
        PageViewRestriction.objects.order_by("pk").first().delete()

    @rule(number=NUMBERS, live=st.booleans())
    def translate(self, number: int, live: bool) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page is None or page.locale_id == self.serbian.pk:
            return
        if page.has_translation(self.serbian):
            return
        counterpart = page.copy_for_translation(self.serbian, copy_parents=True)
        if live:
            counterpart.title = "Превод"
            counterpart.save_revision().publish()

    @rule(number=NUMBERS)
    def delete(self, number: int) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page:
            page.delete()

    @invariant()
    def documents_equal_their_rebuild(self) -> None:
        assert differences() == []


@pytest.mark.django_db
def test_documents_equal_their_rebuild_after_any_sequence() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        SiteMachine,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
