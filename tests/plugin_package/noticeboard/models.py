from typing import Any

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.api import APIField
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail.snippets.models import register_snippet
from wagtail_localize.fields import TranslatableField

from site_core.models import BasePage


@register_snippet
class Topic(TranslatableMixin, models.Model):
    """What a notice is about."""

    name = models.CharField(max_length=50)

    override_translatable_fields = [TranslatableField("name")]
    api_fields = [APIField("name")]

    class Meta(TranslatableMixin.Meta):
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class NoticePage(BasePage):
    """A notice."""

    text = models.TextField(blank=True)
    topics = ParentalManyToManyField(Topic, blank=True)

    template = "noticeboard/notice_page.html"
    page_description = "Something that readers should know."
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    override_translatable_fields = [*BasePage.base_translatable_fields, TranslatableField("text")]
    api_fields = [*BasePage.base_api_fields, APIField("text"), APIField("topics")]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("text"),
        index.RelatedFields("topics", [index.SearchField("name")]),
    ]
    content_panels: list[Any] = [*BasePage.content_panels, "text", "topics"]
