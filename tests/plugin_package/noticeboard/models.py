from typing import Any

from django.db import models
from wagtail.api import APIField
from wagtail.search import index
from wagtail_localize.fields import TranslatableField

from site_core.models import BasePage


class NoticePage(BasePage):
    """A notice."""

    text = models.TextField(blank=True)

    template = "noticeboard/notice_page.html"
    page_description = "Something that readers should know."
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    override_translatable_fields = [*BasePage.base_translatable_fields, TranslatableField("text")]
    api_fields = [*BasePage.base_api_fields, APIField("text")]
    search_fields = [*BasePage.search_fields, index.SearchField("text")]
    content_panels: list[Any] = [*BasePage.content_panels, "text"]
