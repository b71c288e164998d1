"""What is published of the newsroom, for its pages, regions, feeds and sitemap.

Read from published documents alone: they hold what readers may see at this moment, and nothing else.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from site_core.languages.variants import Variant
from site_core.published.links import path_in_variant
from site_core.published.models import PublishedDocument, PublishedEvent

INDEX = "newsroom.NewsIndexPage"
ITEM = "newsroom.NewsItemPage"
PRESS_EVENT = "newsroom.PressEventPage"


@dataclass(frozen=True)
class ListedTopic:
    """A topic as the list of news offers it."""

    name: str
    slug: str
    count: int = 0


@dataclass(frozen=True)
class ListedItem:
    """A news item as a list shows it."""

    id: int
    title: str
    path: str
    date: datetime.date
    lead: str
    topics: Sequence[ListedTopic]
    #: As the API gives it (``src``, ``sources``, ``alt`` …), or ``None``.
    image: dict[str, Any] | None
    corrected: datetime.date | None


@dataclass(frozen=True)
class ListedPressEvent:
    """A press event as the list of news shows it."""

    title: str
    path: str
    date: datetime.date
    place: str


def news_indexes(site: Site | int | None, variant: Variant) -> Any:
    """The public lists of news of a site, in the language of a variant, the first in the tree first."""
    found = PublishedDocument.objects.public().filter(
        site=site, type=INDEX, locale=variant.locale_code
    )
    return found.defer("search_text").order_by("tree_path")


def published_items(below: str) -> Any:
    """The public items below a place of the tree, the newest first."""
    found = PublishedDocument.objects.public().filter(type=ITEM, tree_path__startswith=below)
    return found.defer("search_text").order_by("-feed_date", "-pk")


def published_press_events(below: str) -> Any:
    """The public press events below a place of the tree, the latest first."""
    found = PublishedEvent.objects.public().filter(
        document__type=PRESS_EVENT, document__tree_path__startswith=below
    )
    return found.select_related("document").order_by("-first_day", "-pk")


def topics_of(represented: Iterable[Any]) -> list[ListedTopic]:
    """The topics of an item, from its published representation. One that is a draft is left out."""
    found = (entry.get("topic") for entry in represented)
    return [ListedTopic(topic["name"], topic["slug"]) for topic in found if topic]


def last_correction(represented: Iterable[Any]) -> datetime.date | None:
    """The day of the last correction of an item, from its published representation."""
    days = (str(block["value"]["date"]) for block in represented if block["type"] == "correction")
    return max((datetime.date.fromisoformat(day) for day in days), default=None)


def listed_items(documents: Iterable[PublishedDocument], variant: Variant) -> list[ListedItem]:
    """Items as lists show them, in the order of their documents."""
    listed = []
    for document in documents:
        own = document.readable_representation
        listed.append(
            ListedItem(
                id=document.page_id,
                title=document.title,
                path=path_in_variant(document, variant),
                date=datetime.date.fromisoformat(own["date"]),
                lead=own["lead"],
                topics=topics_of(own["topics"]),
                image=own["lead_image"],
                corrected=last_correction(own["corrections"]),
            )
        )
    return listed


def listed_press_events(
    events: Iterable[PublishedEvent], variant: Variant
) -> list[ListedPressEvent]:
    """Press events as lists show them."""
    return [
        ListedPressEvent(
            event.document.title,
            path_in_variant(event.document, variant),
            event.first_day,
            event.document.representation["place"],
        )
        for event in events
    ]


def moments_of(year: int, month: int | None) -> tuple[datetime.datetime, datetime.datetime]:
    """The beginning of a year or month, and that of the next, where the site is."""
    first = datetime.date(year, month or 1, 1)
    is_december = month in (None, 12)
    last = datetime.date(year + 1, 1, 1) if is_december else datetime.date(year, month + 1, 1)  # type: ignore[operator] # a month
    return midnight(first), midnight(last)


def midnight(day: datetime.date) -> datetime.datetime:
    """When a day begins, where the site is."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
