from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from modelcluster.fields import ParentalManyToManyField
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page, TranslatableMixin
from wagtail.search import index
from wagtail.snippets.models import register_snippet
from wagtail_localize.fields import TranslatableField

from site_core.models import BasePage
from site_core.pages.routes import PageRoute
from site_core.published.rows import SearchedRow


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


class NoticePage(RoutablePageMixin, BasePage):
    """A notice, and its text large on an address of its own."""

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

    @path("large/")  # type: ignore[untyped-decorator] # Wagtail's own
    def large(self, request: HttpRequest) -> HttpResponse:
        """The text alone."""
        title = f"{self.title}, large"
        response: HttpResponse = self.render(request, context_overrides={"route_title": title})
        return response

    def get_routes(self) -> Iterable[PageRoute]:
        return (PageRoute("large/", f"{self.title}, large"),)


class Place(SearchedRow):
    """Where a notice hangs. Its page lists it; nobody refers to it."""

    notice = models.ForeignKey(NoticePage, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=50)

    search_fields = [index.SearchField("name")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def rows_of(cls, page: Page) -> Iterable[SearchedRow]:
        return cls._default_manager.filter(notice=page.pk)

    def shown_on(self) -> Iterable[int]:
        return [self.notice.pk]
