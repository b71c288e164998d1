"""Page types as Wagtail's documentation writes them."""

from __future__ import annotations

from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.api import APIField
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from bench.stock.content.blocks import BODY, KEY_POINT


class HomePage(Page):
    """A home page that lists its sections."""

    template = "content/section_page.html"


class LeadMixin(models.Model):
    """A lead and a picture."""

    lead = models.TextField(blank=True)
    lead_image = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        abstract = True


class SectionPage(LeadMixin, Page):  # noqa: DJ008 - Wagtail's Page has one
    """A section that lists its pages."""

    template = "content/section_page.html"
    content_panels = [*Page.content_panels, "lead", "lead_image"]
    search_fields = [*Page.search_fields, index.SearchField("lead")]
    api_fields = [APIField("lead"), APIField("lead_image")]


class ArticlePage(LeadMixin, Page):  # noqa: DJ008 - the same
    """An article with key points."""

    key_points = StreamField([("key_point", KEY_POINT)], blank=True)
    body = StreamField(BODY, blank=True)

    template = "content/article_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("lead_image"),
        FieldPanel("key_points"),
        FieldPanel("body"),
        InlinePanel("related_pages"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("key_points", boost=4),
        index.SearchField("body"),
    ]
    api_fields = [
        APIField("lead"),
        APIField("lead_image"),
        APIField("key_points"),
        APIField("body"),
        APIField("related_pages"),
    ]

    @property
    def related(self) -> list[Page]:
        """The related pages: one query."""
        return [item.page for item in self.related_pages.select_related("page")]

    @property
    def events(self) -> list[Any]:
        """The key points that have a date, the earliest first."""
        dated = [block for block in self.key_points if block.value["date"]["year"]]
        return sorted(
            dated,
            key=lambda block: (
                block.value["date"]["year"],
                int(block.value["date"]["month"] or 0),
                block.value["date"]["day"] or 0,
            ),
        )


class RelatedPage(Orderable):
    """A related page of an article."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_pages")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")

    panels = ["page"]
    api_fields = [APIField("page")]


@register_snippet
class Office(TranslatableMixin, ClusterableModel):
    """An office, shown beside every page."""

    name = models.CharField(max_length=200)
    street = models.CharField(max_length=200)
    postal_code = models.CharField(max_length=20)
    city = models.CharField(max_length=100)
    country = models.CharField(max_length=100)
    hours = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class OfficeChannel(Orderable):
    """A telephone number or an e-mail address."""

    office = ParentalKey(Office, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=100, blank=True)
    value = models.CharField(max_length=200)


@register_setting
class ContentSettings(BaseSiteSetting, ClusterableModel):
    """The pages in the footer."""

    is_demonstration = models.BooleanField(default=True)


class FooterPage(Orderable):
    """A page in the footer."""

    settings = ParentalKey(ContentSettings, on_delete=models.CASCADE, related_name="footer_pages")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
