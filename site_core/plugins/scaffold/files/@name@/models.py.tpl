"""The page type."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from site_core.models import BasePage, LeadMixin
from site_core.pages.fields import BodyField
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField


class @Name@Page(LeadMixin, BasePage):
    """A text about a day."""

    day = models.DateField(_("day"), help_text=_("The day that the text is about."))
    body = BodyField(verbose_name=_("body"), blank=True)

    template = "@name@/@name@_page.html"
    page_description = _("A text about a day.")
    parent_page_types = ["@parent@"]
    subpage_types: list[str] = []

    #: What a translator is given, and what is the same in every language.
    override_translatable_fields = [
        *BasePage.base_translatable_fields,
        *LeadMixin.lead_translatable_fields,
        SynchronizedField("day", overridable=False),
        TranslatableField("body"),
    ]
    #: What apps are given.
    api_fields = [
        *BasePage.base_api_fields,
        *LeadMixin.lead_api_fields,
        APIField("day"),
        APIField("body"),
    ]
    #: What readers can search for.
    search_fields = [
        *BasePage.search_fields,
        *LeadMixin.lead_search_fields,
        index.SearchField("body"),
    ]
    #: What editors fill in.
    content_panels: list[Any] = [
        *BasePage.content_panels,
        LeadMixin.lead_panel,
        FieldPanel("day"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("text about a day")
        verbose_name_plural = _("texts about days")
