"""The home page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from site_core.models import BasePage, LeadMixin, TranslatablePageReference
from site_core.published.documents import PageLink, children
from site_core.published.models import PublishedDocument


class HomePage(LeadMixin, BasePage):
    """The root of a language: what the institution is, what matters now, and where to go."""

    lead = models.TextField(
        _("lead"),
        blank=True,
        help_text=_("One or two sentences that say what this institution is for."),
    )
    notice = RichTextField(
        _("notice"),
        blank=True,
        features=["bold", "link", "keep-script", "other-language"],
        help_text=_("A short notice above everything else, such as changed opening hours."),
    )

    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = None  # any page type that names the home page as a parent
    page_description = _("The first page of the site in one language.")

    override_translatable_fields = [
        *BasePage.base_translatable_fields,
        SynchronizedField("slug", overridable=False),
        *LeadMixin.lead_translatable_fields,
        TranslatableField("notice"),
        TranslatableField("featured_pages"),
    ]
    api_fields = [
        *BasePage.base_api_fields,
        *LeadMixin.lead_api_fields,
        APIField("notice"),
        APIField("featured_pages"),
    ]
    search_fields = [
        *BasePage.search_fields,
        *LeadMixin.lead_search_fields,
        index.SearchField("notice"),
    ]
    content_panels: list[Any] = [
        *BasePage.content_panels,
        FieldPanel("notice"),
        LeadMixin.lead_panel,
        InlinePanel(
            "featured_pages",
            heading=_("Featured pages"),
            label=_("Featured page"),
            help_text=_("Shown on the home page in this order."),
        ),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def sections(self) -> list[PublishedDocument]:
        """The public pages right below this one, in tree order."""
        return list(children(self))

    @property
    def featured(self) -> Sequence[PageLink]:
        """The featured pages that are public, in the reader's language where there is a counterpart."""
        return self.links_to("featured_pages")


class FeaturedPage(TranslatablePageReference):
    """One featured page of a home page. The order is the editor's."""

    home_page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured_pages")

    class Meta(TranslatablePageReference.Meta):
        verbose_name = _("featured page")
