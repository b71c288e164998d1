"""A page that is copied, moved or detached from its original stays as private as it was.

Wagtail keeps the restrictions on the page itself and loses those that it had from the pages above.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from site_core.published.restrictions import restrictions_at


@dataclass(frozen=True)
class Restriction:
    """Who may read a page, as one view restriction says it, without the page that carries it."""

    kind: str
    password: str
    groups: frozenset[int]

    @classmethod
    def of(cls, restriction: PageViewRestriction) -> Restriction:
        """What an existing restriction says."""
        is_by_group = restriction.restriction_type == PageViewRestriction.GROUPS
        groups = restriction.groups.values_list("pk", flat=True) if is_by_group else ()
        return cls(restriction.restriction_type, restriction.password, frozenset(groups))

    def put_on(self, page: Page) -> None:
        """Restrict a page in the same way."""
        restriction = PageViewRestriction(
            page=page, restriction_type=self.kind, password=self.password
        )
        restriction.save()
        restriction.groups.set(self.groups)


def restrictions_of(page: Page) -> list[Restriction]:
    """What restricts a page where it stands, from the top down: its own and that of the pages above."""
    path = Page.objects.values_list("path", flat=True).get(pk=page.pk)  # not as it remembers it
    found = restrictions_at(path).order_by("page__depth", "pk")
    return [Restriction.of(restriction) for restriction in found]


def keep(page: Page, before: Iterable[Restriction]) -> None:
    """Put on a page what it lacks of these restrictions where it stands now."""
    before = list(before)
    now = restrictions_of(page) if before else []
    for restriction in before:
        if restriction not in now:
            restriction.put_on(page)
            now.append(restriction)


def keep_in_copy(source: Page, copy: Page) -> None:
    """Make a copied page, and each page copied with it, as private as its source is."""
    keep(copy, restrictions_of(source))
    below = list(source.get_descendants().order_by("path"))
    below_copy = list(Page.objects.get(pk=copy.pk).get_descendants().order_by("path"))
    own = set(
        PageViewRestriction.objects.filter(page__in=[page.pk for page in below]).values_list(
            "page_id", flat=True
        )
    )
    if len(below) == len(below_copy):  # not where it was copied alone
        for page, its_copy in zip(below, below_copy, strict=True):
            if page.pk in own:
                keep(its_copy, restrictions_of(page))


def _moved(instance: Page, parent_page_before: Page, **kwargs: Any) -> None:
    keep(instance, restrictions_of(parent_page_before))


def _copied(request: HttpRequest, page: Page, new_page: Page) -> None:
    from site_core.published import sync  # noqa: PLC0415 - serializers of API v2 need loaded models

    sync.page_copied(new_page.pk)
    keep_in_copy(page, new_page)


def register_hooks() -> None:
    """Wagtail's admin copies by its own actions, past the methods of the model."""
    hooks.register("after_copy_page", _copied)


def connect_signals() -> None:
    """Connect the handlers. Called once, when all apps are loaded."""
    post_page_move.connect(_moved)
