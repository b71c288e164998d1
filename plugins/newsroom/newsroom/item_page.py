"""A news item."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from newsroom.blocks import CorrectionBlock
from newsroom.embargo import EmbargoMixin, EmbargoPanel
from newsroom.listing import ListedTopic, topics_of
from newsroom.topics import Topic
from site_core.blocks.media import DocumentBlock, ImageFigureBlock
from site_core.models import BasePage, LeadImageMixin, LeadMixin
from site_core.pages.fields import BodyField, OpenStreamField
from site_core.published.markdown import plain
from site_core.published.serializer_fields import LeadImageField


class NewsItemPage(EmbargoMixin, LeadMixin, LeadImageMixin, BasePage):
    """One piece of news, with what the press needs to write about it."""

    date = models.DateField(
        _("date"),
        default=timezone.localdate,
        help_text=_("The day of the news. Lists and feeds are sorted by it."),
    )
    place = models.CharField(
        _("place line"),
        max_length=100,
        blank=True,
        help_text=_("Where the news comes from, such as “Belgrade”."),
    )
    body = BodyField(verbose_name=_("body"), blank=True)
    gallery = OpenStreamField(
        [("image", ImageFigureBlock())],
        stream="newsroom.gallery",
        verbose_name=_("gallery"),
        blank=True,
        help_text=_("Pictures below the text."),
    )
    press_files = OpenStreamField(
        [("document", DocumentBlock())],
        stream="newsroom.press_files",
        verbose_name=_("files for the press"),
        blank=True,
        help_text=_("The statement as a file, pictures in print quality, and the like."),
    )
    corrections = OpenStreamField(
        [("correction", CorrectionBlock())],
        stream="newsroom.corrections",
        verbose_name=_("corrections"),
        blank=True,
        help_text=_("What was put right after publication. Correct the text itself as well."),
    )

    fetched_with_page = (*BasePage.fetched_with_page, "lead_image")
    #: Of schema.org.
    schema_type = "NewsArticle"
    template = "newsroom/item_page.html"
    parent_page_types = ["newsroom.NewsIndexPage"]
    subpage_types: list[str] = []
    page_description = _(
        "A piece of news: dated, under embargo where needed, and corrected openly."
    )

    override_translatable_fields = [
        *BasePage.base_translatable_fields,
        *LeadMixin.lead_translatable_fields,
        *LeadImageMixin.lead_image_translatable_fields,
        SynchronizedField("date", overridable=False),
        TranslatableField("place"),
        TranslatableField("body"),
        TranslatableField("gallery"),
        TranslatableField("press_files"),
        TranslatableField("corrections"),
        TranslatableField("topics"),
    ]
    api_fields = [
        *BasePage.base_api_fields,
        APIField("date"),
        APIField("place"),
        *LeadMixin.lead_api_fields,
        APIField("lead_image", serializer=LeadImageField()),
        APIField("body"),
        APIField("gallery"),
        APIField("press_files"),
        APIField("corrections"),
        APIField("topics"),
    ]
    search_fields = [
        *BasePage.search_fields,
        *LeadMixin.lead_search_fields,
        index.SearchField("place"),
        index.SearchField("body"),
        index.SearchField("gallery"),
        index.SearchField("corrections"),
        index.SearchField("topic_names"),
        index.FilterField("date"),
    ]
    content_panels: list[Any] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("date"), FieldPanel("place")])], heading=_("Date and place")
        ),
        EmbargoPanel(),
        LeadMixin.lead_panel,
        LeadImageMixin.lead_image_panel,
        InlinePanel("topics", heading=_("Topics"), label=_("Topic")),
        FieldPanel("body"),
        FieldPanel("gallery"),
        FieldPanel("press_files"),
        FieldPanel("corrections"),
    ]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    @property
    def feed_date(self) -> datetime.date:
        """The day of the news: to the moment, where it was published on that day."""
        published = self.first_published_at
        is_same = published is not None and timezone.localdate(published) == self.date
        return published if is_same and published is not None else self.date

    def topic_names(self) -> list[str]:
        """The names of its topics, for the search."""
        return [entry.topic.name for entry in self.topics.all() if entry.topic.live]

    @property
    def listed_topics(self) -> Sequence[ListedTopic]:
        """Its topics, in the editor's order. No query for a page that is served."""
        if self.routed_document is not None:
            return topics_of(self.routed_document.readable_representation["topics"])
        found = (entry.topic for entry in self.topics.all())
        return [ListedTopic(topic.name, topic.slug) for topic in found if topic.live]

    @property
    def dated_corrections(self) -> list[Any]:
        """Its corrections, the last one first."""
        known = (block for block in self.corrections if block.block_type == "correction")
        return sorted(known, key=lambda block: block.value["date"], reverse=True)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With ``news_index``, the list that it stands in, and its ``dated_corrections``."""
        context = super().get_context(request, *args, **kwargs)
        breadcrumb = self.page_context.breadcrumb
        return {
            **context,
            "news_index": breadcrumb[-1] if breadcrumb else None,
            "dated_corrections": self.dated_corrections,
        }

    @classmethod
    def get_markdown(cls, own: Mapping[str, Any]) -> Iterator[str]:
        """Date and place, lead, body, pictures, files, corrections."""
        yield ", ".join(filter(None, [plain(own.get("place")), str(own.get("date") or "")]))
        yield plain(own.get("lead"))
        yield from cls.stream_markdown("body", own.get("body"))
        yield from cls.stream_markdown("gallery", own.get("gallery"))
        for name, heading in (
            ("press_files", gettext("For the press")),
            ("corrections", gettext("Corrections")),
        ):
            if parts := list(cls.stream_markdown(name, own.get(name))):
                yield f"## {heading}"
                yield "\n".join(f"- {part}" for part in parts)

    def structured_data(self, url: str, organisation: str) -> list[dict[str, Any]]:
        """Its corrections, in the words of schema.org."""
        return [
            {
                "@type": "CorrectionComment",
                "@id": f"{url}#correction-{block.id}",
                "about": {"@id": f"{url}#page"},
                "text": str(block.value["text"].source),
                "datePublished": block.value["date"],
                "author": {"@id": organisation},
            }
            for block in self.dated_corrections
        ]


class NewsItemTopic(TranslatableMixin, Orderable):
    """One topic of a news item. The order is the editor's."""

    item = ParentalKey(NewsItemPage, on_delete=models.CASCADE, related_name="topics")
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("topic")]
    override_translatable_fields = [TranslatableField("topic")]
    api_fields = [APIField("topic")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("topic of a news item")

    def __str__(self) -> str:
        return f"{self.item_id} → {self.topic_id}"
