"""A small site that is edited at random: what editors, schedules and scripts do to pages."""

from __future__ import annotations

import datetime
from typing import Any, cast

import hypothesis.strategies as st
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from wagtail.models import Locale, Page, PageViewRestriction, Revision

from home.models import HomePage
from relations.models import ArticlePage, RelatedPage, SectionPage
from tests.support.database import forget
from tests.support.factories import key_point, serbian

NUMBERS = st.integers(min_value=0, max_value=1_000_000)
SLUGS = st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon", "zeta"])


class Editing:
    """The operations. Each finds something to do by the numbers it is given, or does nothing."""

    #: Makes slugs of several writers differ.
    mark = ""

    def start(self) -> None:
        """Look around. Called when the site is there."""
        self.home = HomePage.objects.get(locale__language_code="en")
        self.serbian: Locale = serbian()
        self.counter = 0

    def _pages(self, *models: type[Page]) -> list[Page]:
        return list(Page.objects.type(*models).order_by("path").specific())

    def _pick(self, number: int, *models: type[Page]) -> Any:
        pages = self._pages(*models)
        return pages[number % len(pages)] if pages else None

    def _free_slug(self, parent: Page, slug: str) -> str:
        self.counter += 1
        taken = parent.get_children().filter(slug=slug).exists()
        return f"{slug}-{self.mark}{self.counter}" if taken or self.mark else slug

    def create_section(self, number: int, slug: str, live: bool) -> None:
        parent = self._pick(number, HomePage, SectionPage)
        if parent is not None and parent.depth < 6:
            page = SectionPage(title=slug.title(), slug=self._free_slug(parent, slug), live=live)
            page.locale = parent.locale
            parent.add_child(instance=page)

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

    def edit_and_publish(self, number: int, word: str) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page and not page.alias_of_id:
            page.title = f"{word} {self.counter}"
            page.save_revision().publish()

    def edit_a_draft(self, number: int, word: str) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page and not page.alias_of_id:
            page.title = f"draft {word}"
            page.save_revision()

    def rename(self, number: int, slug: str) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page:
            page.slug = self._free_slug(page.get_parent(), slug)
            page.save()

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

    def reorder(self, number: int, other: int) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page is None:
            return
        siblings = list(page.get_siblings(inclusive=False))
        if siblings:
            page.move(siblings[other % len(siblings)], pos="left")

    def unpublish(self, number: int, below: bool) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page and page.live:
            page.unpublish()
            for child in page.get_descendants().live().specific() if below else []:
                child.unpublish()

    def restrict(self, number: int) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page and not page.view_restrictions.exists():
            PageViewRestriction.objects.create(
                page=page.page_ptr, restriction_type=PageViewRestriction.LOGIN
            )

    def free(self) -> None:
        restriction = PageViewRestriction.objects.order_by("pk").first()
        if restriction is not None:
            restriction.delete()

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

    def delete(self, number: int) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page:
            page.delete()

    def delete_many(self, number: int) -> None:
        parent = self._pick(number, SectionPage)
        for child in parent.get_children().specific() if parent else []:
            child.delete()

    def alias(self, number: int, other: int) -> None:
        page = self._pick(number, ArticlePage)
        parent = self._pick(other, SectionPage)
        if page and parent and not page.alias_of_id and page.locale_id == parent.locale_id:
            page.create_alias(parent=parent, update_slug=self._free_slug(parent, page.slug))

    def copy(self, number: int, live: bool) -> None:
        page = self._pick(number, SectionPage)
        if page and page.get_descendant_count() < 4 and page.depth < 5 and not page.alias_of_id:
            slug = self._free_slug(page.get_parent(), page.slug)
            page.copy(recursive=True, update_attrs={"slug": slug}, keep_live=live)

    def schedule(self, number: int, word: str) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page and not page.alias_of_id:
            page.title = f"scheduled {word}"
            page.go_live_at = timezone.now() + datetime.timedelta(hours=1)
            page.save_revision().publish()

    def expire(self, number: int) -> None:
        page = self._pick(number, SectionPage, ArticlePage)
        if page:
            past = timezone.now() - datetime.timedelta(hours=1)
            Page.objects.filter(pk=page.pk).update(expire_at=past)

    def time_passes(self) -> None:
        past = timezone.now() - datetime.timedelta(minutes=1)
        scheduled = Page.objects.filter(go_live_at__isnull=False).values_list("pk", flat=True)
        for identifier in list(scheduled):
            Page.objects.filter(pk=identifier).update(go_live_at=past)
        waiting = Revision.objects.filter(approved_go_live_at__isnull=False)
        for identifier in list(waiting.values_list("pk", flat=True)):
            Revision.objects.filter(pk=identifier).update(approved_go_live_at=past)
        call_command("publish_scheduled", verbosity=0)


class SiteMachine(RuleBasedStateMachine, Editing):
    """The operations as rules. Rolled back to the empty site at the end."""

    def __init__(self) -> None:
        super().__init__()
        forget()
        self.savepoint = transaction.savepoint_create()
        self.start()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)
        forget()

    create_section = rule(number=NUMBERS, slug=SLUGS, live=st.booleans())(Editing.create_section)
    create_article = rule(number=NUMBERS, other=NUMBERS, slug=SLUGS, live=st.booleans())(
        Editing.create_article
    )
    edit_and_publish = rule(number=NUMBERS, word=SLUGS)(Editing.edit_and_publish)
    edit_a_draft = rule(number=NUMBERS, word=SLUGS)(Editing.edit_a_draft)
    rename = rule(number=NUMBERS, slug=SLUGS)(Editing.rename)
    move = rule(
        number=NUMBERS, other=NUMBERS, position=st.sampled_from(["first-child", "last-child"])
    )(Editing.move)
    reorder = rule(number=NUMBERS, other=NUMBERS)(Editing.reorder)
    unpublish = rule(number=NUMBERS, below=st.booleans())(Editing.unpublish)
    restrict = rule(number=NUMBERS)(Editing.restrict)
    free = precondition(lambda self: PageViewRestriction.objects.exists())(rule()(Editing.free))
    translate = rule(number=NUMBERS, live=st.booleans())(Editing.translate)
    delete = rule(number=NUMBERS)(Editing.delete)
    delete_many = rule(number=NUMBERS)(Editing.delete_many)
    alias = rule(number=NUMBERS, other=NUMBERS)(Editing.alias)
    copy = rule(number=NUMBERS, live=st.booleans())(Editing.copy)
    schedule = rule(number=NUMBERS, word=SLUGS)(Editing.schedule)
    expire = rule(number=NUMBERS)(Editing.expire)
    time_passes = rule()(Editing.time_passes)


def stored(page: Page) -> Page:
    """The page as the database has it, without the fields of its type."""
    return cast("Page", Page.objects.get(pk=page.pk))


def published(page: Page) -> Any:
    """The revision that is live, as an instance of the page's type."""
    assert page.live_revision is not None
    return page.live_revision.as_object()
