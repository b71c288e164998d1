"""Sections, which hold pages, and articles, which are made of key points."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from relations.forms import ArticlePageForm
from site_core.blocks import KeyPoint, KeyPointBlock
from site_core.blocks.text import heading_anchor
from site_core.models import (
    BasePage,
    LeadImageMixin,
    LeadMixin,
    TranslatablePageReference,
)
from site_core.pages.fields import BodyField
from site_core.pages.imported import ImportedDocument
from site_core.published.documents import PageLink, children
from site_core.published.markdown import page_link, plain
from site_core.published.serializer_fields import LeadImageField

#: From how many headings of the second level on an article has a table of contents.
CONTENTS_FROM = 3

#: From how many key points with a date on these are shown in time order too. Fewer would only be said twice.
TIMELINE_FROM = 3

#: How many pages a section lists at once.
LISTED_AT_ONCE = 30


class SectionPage(LeadMixin, LeadImageMixin, BasePage):
    """A section: introduces a subject and lists the pages below it in tree order."""

    fetched_with_page = (*BasePage.fetched_with_page, "lead_image")
    #: Of schema.org.
    schema_type = "CollectionPage"
    template = "relations/section_page.html"
    meaningful_parameters = ("page",)
    parent_page_types = ["home.HomePage", "relations.SectionPage"]
    subpage_types = None  # any page type that names sections as a parent
    page_description = _("Introduces a subject and lists the pages below it.")

    override_translatable_fields = [
        *BasePage.base_translatable_fields,
        *LeadImageMixin.lead_image_translatable_fields,
        *LeadMixin.lead_translatable_fields,
    ]
    api_fields = [
        *BasePage.base_api_fields,
        *LeadMixin.lead_api_fields,
        APIField("lead_image", serializer=LeadImageField()),
    ]
    search_fields = [*BasePage.search_fields, *LeadMixin.lead_search_fields]
    content_panels: list[Any] = [
        *BasePage.content_panels,
        LeadMixin.lead_panel,
        LeadImageMixin.lead_image_panel,
    ]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With ``listing``, a page of the list of public pages right below this one, in tree order."""
        listing = Paginator(children(self), LISTED_AT_ONCE).get_page(request.GET.get("page"))
        return {
            **super().get_context(request, *args, **kwargs),
            "listing": listing,
            "canonical_query": f"?page={listing.number}" if listing.number > 1 else "",
        }


class ArticleTag(TaggedItemBase):
    """A tag on an article."""

    content_object = ParentalKey(
        "relations.ArticlePage", on_delete=models.CASCADE, related_name="tagged_items"
    )


@dataclass(frozen=True)
class ContentsEntry:
    """A line of an article's table of contents: what it says and the fragment that it leads to."""

    text: str
    anchor: str
    keeps_script: bool = False


class ArticlePage(LeadMixin, LeadImageMixin, BasePage):
    """An article: a lead, the key points, and a body."""

    key_points = StreamField(
        [("key_point", KeyPointBlock())],
        verbose_name=_("key points"),
        blank=True,
        help_text=_("What a reader in a hurry must know, in the order in which it should be read."),
    )
    body = BodyField(
        verbose_name=_("body"),
        blank=True,
        help_text=_("What there is to say beyond the key points."),
    )
    tags = ClusterTaggableManager(
        through=ArticleTag,
        blank=True,
        verbose_name=_("tags"),
        help_text=_("Words by which apps pick articles out. Readers do not see them."),
    )

    fetched_with_page = (*BasePage.fetched_with_page, "lead_image")
    #: Of schema.org.
    schema_type = "Article"
    template = "relations/article_page.html"
    parent_page_types = ["relations.SectionPage"]
    subpage_types: list[str] = []
    page_description = _("Key points, some of them dated events, and a text.")
    is_made_from_documents = True

    override_translatable_fields = [
        *BasePage.base_translatable_fields,
        *LeadImageMixin.lead_image_translatable_fields,
        *LeadMixin.lead_translatable_fields,
        TranslatableField("key_points"),
        TranslatableField("body"),
        TranslatableField("related_pages"),
        SynchronizedField("tags", overridable=False),
    ]
    api_fields = [
        *BasePage.base_api_fields,
        *LeadMixin.lead_api_fields,
        APIField("lead_image", serializer=LeadImageField()),
        APIField("key_points"),
        APIField("body"),
        APIField("related_pages"),
        APIField("tags"),
    ]
    search_fields = [
        *BasePage.search_fields,
        *LeadMixin.lead_search_fields,
        index.SearchField("key_points", boost=4),
        index.SearchField("body"),
    ]
    base_form_class = ArticlePageForm
    content_panels: list[Any] = [
        *BasePage.content_panels,
        LeadMixin.lead_panel,
        LeadImageMixin.lead_image_panel,
        FieldPanel("key_points"),
        FieldPanel("body"),
        InlinePanel(
            "related_pages",
            heading=_("Related pages"),
            label=_("Related page"),
            help_text=_("Shown below the article in this order."),
        ),
        FieldPanel("tags"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def fill_from_document(self, document: ImportedDocument) -> None:
        """Take over title, lead, key points and body."""
        super().fill_from_document(document)
        self.lead = document.lead
        points = [{"type": "key_point", "value": point} for point in document.key_points]
        self.key_points = json.dumps(points)
        self.body = json.dumps(list(document.body))

    @property
    def points(self) -> list[KeyPoint]:
        """The key points in the editor's order."""
        return [
            KeyPoint(
                id=str(block.id),
                statement=block.value["statement"],
                date=block.value["date"].as_date() if block.value["date"] else None,
                detail=block.value["detail"] or None,
                keeps_script=bool(block.value.get("keep_script")),
            )
            for block in self.key_points
        ]

    @property
    def events(self) -> list[KeyPoint]:
        """The key points that have a date, the earliest first."""
        dated = [point for point in self.points if point.date is not None]
        return sorted(dated, key=lambda point: point.date)  # type: ignore[arg-type, return-value] # dated points only

    @property
    def timeline(self) -> list[KeyPoint]:
        """The key events to show in time order below the key points; empty where there are only a few."""
        events = self.events
        return events if len(events) >= TIMELINE_FROM else []

    def structured_data(self, url: str, organisation: str) -> list[dict[str, Any]]:
        """The key events in the words of schema.org (``site_core.discovery.schema_org``).

        Each is a part of the article about a day, month or year. An ``Event`` of that vocabulary has a place
        and can be attended; most of these are long past and never could.
        """
        return [
            {
                "@type": "CreativeWork",
                "@id": f"{url}#{event.anchor}",
                "url": f"{url}#{event.anchor}",
                "name": event.statement,
                "temporalCoverage": event.date.isoformat() if event.date else "",
                "isPartOf": {"@id": f"{url}#page"},
                "publisher": {"@id": organisation},
            }
            for event in self.events
        ]

    @classmethod
    def get_markdown(cls, own: Mapping[str, Any]) -> Iterator[str]:
        """Lead, key points, body and related pages."""
        yield plain(own.get("lead"))
        if points := list(cls.stream_markdown("key_points", own.get("key_points"))):
            yield f"## {gettext('Key points')}"
            yield "\n".join(points)
        yield from cls.stream_markdown("body", own.get("body"))
        yield "\n".join(page_link(entry.get("page")) for entry in own.get("related_pages") or ())

    @property
    def contents(self) -> list[ContentsEntry]:
        """The table of contents; empty for an article that is short enough to do without."""
        headings = [
            ContentsEntry(
                text=block.value["text"],
                anchor=heading_anchor(block.id),
                keeps_script=bool(block.value.get("keep_script")),
            )
            for block in self.body
            if block.block_type == "heading" and block.value["level"] == "2" and block.id
        ]
        if len(headings) < CONTENTS_FROM:
            return []
        parts = [
            (self.points, gettext("Key points"), "key-points"),
            (self.timeline, gettext("Key events"), "key-events"),
        ]
        entries = [ContentsEntry(text, anchor) for part, text, anchor in parts if part]
        entries += headings
        if self.related:
            entries.append(ContentsEntry(gettext("Related pages"), "related-pages"))
        return entries

    @cached_property
    def related(self) -> Sequence[PageLink]:
        """The related pages that are public, in the reader's language where there is a counterpart."""
        return self.links_to("related_pages")


class RelatedPage(TranslatablePageReference):
    """One related page of an article. The order is the editor's."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_pages")

    class Meta(TranslatablePageReference.Meta):
        verbose_name = _("related page")
