"""The list of news: by year and month, by topic, a page at a time."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.search import index

from newsroom.item_page import NewsItemTopic
from newsroom.listing import (
    ListedTopic,
    listed_items,
    listed_press_events,
    moments_of,
    published_items,
    published_press_events,
)
from site_core.languages.collation import title_keys
from site_core.languages.dates import PartialDate
from site_core.models import BasePage, LeadMixin

#: How many press events stand beside the list.
PRESS_EVENTS = 3
MAX_YEAR = 9998


@dataclass(frozen=True)
class Choice:
    """What a reader has chosen from the list. What is no year, month or topic counts as not chosen."""

    year: int | None = None
    month: int | None = None
    topic: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> Choice:
        """What the query of an address says."""
        year = _number(asked.get("year"), 1, MAX_YEAR)
        month = _number(asked.get("month"), 1, 12) if year is not None else None
        topic = asked.get("topic", "")
        is_slug = topic.isascii() and topic.replace("-", "").replace("_", "").isalnum()
        return cls(year, month, topic if is_slug else "")

    @property
    def period(self) -> PartialDate | None:
        """The year or month, which prints in the reader's language."""
        return PartialDate(self.year, self.month) if self.year is not None else None

    def query(self, **changed: Any) -> str:
        """This choice, or another one in part, as the query of an address."""
        named = {"year": self.year, "month": self.month, "topic": self.topic, **changed}
        chosen = {name: value for name, value in named.items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""


def _number(text: str | None, least: int, most: int) -> int | None:
    """The number that a text is, in ASCII digits; ``None`` for anything else."""
    if text is None or not (text.isascii() and text.isdecimal() and len(text) <= 4):
        return None
    return int(text) if least <= int(text) <= most else None


@dataclass(frozen=True)
class Month:
    """A month in which there was news."""

    date: PartialDate
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Year:
    """A year in which there was news, with its months, the last one first."""

    date: PartialDate
    count: int
    query: str
    is_chosen: bool
    months: Sequence[Month]


class NewsIndexPage(LeadMixin, BasePage):
    """The list of news."""

    #: Of schema.org.
    schema_type = "CollectionPage"
    template = "newsroom/index_page.html"
    meaningful_parameters = ("year", "month", "topic", "page")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["newsroom.NewsItemPage", "newsroom.PressEventPage"]
    page_description = _(
        "Lists news by date and topic. News and press events are written below it."
    )

    override_translatable_fields = [
        *BasePage.base_translatable_fields,
        *LeadMixin.lead_translatable_fields,
    ]
    api_fields: list[APIField] = [*BasePage.base_api_fields, *LeadMixin.lead_api_fields]
    search_fields: list[index.BaseField] = [
        *BasePage.search_fields,
        *LeadMixin.lead_search_fields,
    ]
    content_panels: list[Any] = [*BasePage.content_panels, LeadMixin.lead_panel]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With what the reader has chosen, that part of the list, and what else there is to choose."""
        context = super().get_context(request, *args, **kwargs)
        variant = self.page_context.variant
        choice = Choice.of(request.GET)
        documents = self._chosen(choice)
        per_page = settings.NEWSROOM_ITEMS_PER_PAGE  # type: ignore[misc] # read at the start
        listing = Paginator(documents, per_page).get_page(request.GET.get("page"))
        page_number = listing.number if listing.number > 1 else None
        press_events = published_press_events(self.path)[:PRESS_EVENTS]
        return {
            **context,
            "choice": choice,
            "listing": listing,
            "items": listed_items(listing.object_list, variant),
            "years": self._years(choice),
            "topics": self.topics,
            "chosen_topic": next(
                (topic for topic in self.topics if topic.slug == choice.topic), None
            ),
            "without_topic": choice.query(topic="") or ".",
            "without_period": choice.query(year=None, month=None) or ".",
            "press_events": listed_press_events(press_events, variant),
            "canonical_query": choice.query(page=page_number),
        }

    def _chosen(self, choice: Choice) -> Any:
        found = published_items(self.path)
        if choice.year is not None:
            begins, ends = moments_of(choice.year, choice.month)
            found = found.filter(feed_date__gte=begins, feed_date__lt=ends)
        if choice.topic:
            found = found.filter(page_id__in=items_about(choice.topic))
        return found

    def _years(self, choice: Choice) -> list[Year]:
        """The years and months in which there was news, the last one first: one query."""
        months = (
            published_items(self.path)
            .order_by()
            .annotate(month=TruncMonth("feed_date"))
            .values_list("month")
            .annotate(count=Count("pk"))
            .order_by("-month")
        )
        by_year: dict[int, list[Month]] = {}
        for moment, count in months:
            day: datetime.date = moment.date()
            by_year.setdefault(day.year, []).append(
                Month(
                    PartialDate(day.year, day.month),
                    count,
                    choice.query(year=day.year, month=day.month),
                    (choice.year, choice.month) == (day.year, day.month),
                )
            )
        return [
            Year(
                PartialDate(year),
                sum(month.count for month in found),
                choice.query(year=year, month=None),
                choice.year == year,
                found,
            )
            for year, found in by_year.items()
        ]

    @cached_property
    def topics(self) -> list[ListedTopic]:
        """The topics of the news, by the alphabet of the reader: one query."""
        rows = (
            NewsItemTopic.objects.filter(
                item__in=published_items(self.path).order_by().values("page_id"), topic__live=True
            )
            .order_by()
            .values_list("topic__name", "topic__slug")
            .annotate(count=Count("item", distinct=True))
        )
        found = [ListedTopic(*row) for row in rows]
        locale = self.locale.language_code
        in_latin = not self.page_context.variant.is_authored
        return sorted(found, key=lambda topic: title_keys(topic.name, locale)[in_latin])


def items_about(topic: str) -> Any:
    """The ids of the items that have a topic with this name in addresses."""
    return NewsItemTopic.objects.filter(topic__slug=topic, topic__live=True).values("item_id")
