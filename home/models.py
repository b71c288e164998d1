"""The home page."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from site_core.models import BasePage, LeadMixin, TranslatablePageReference
from site_core.published.cards import PageCard, page_cards
from site_core.published.documents import children
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

    @cached_property
    def featured_cards(self) -> list[PageCard]:
        """The featured pages that are public, in the reader's language where there is a counterpart."""
        linked = self.links_to("featured_pages")
        return page_cards((link.id for link in linked), self.page_context.variant)

    @property
    def sections(self) -> list[PublishedDocument]:
        """The public pages right below this one, in tree order, that are not named above already.

        Beside featured pages those in the menu are left out too: it stands on the same screen.
        """
        featured = {card.id for card in self.featured_cards}
        return [
            document
            for document in children(self)
            if document.page_id not in featured and not (featured and document.in_menus)
        ]


class FeaturedPage(TranslatablePageReference):
    """One featured page of a home page. The order is the editor's."""

    home_page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured_pages")

    class Meta(TranslatablePageReference.Meta):
        verbose_name = _("featured page")
