"""Factories of the objects that tests build, each as small as it can be."""

from __future__ import annotations

from typing import Any

import factory
import wagtail_factories
from wagtail.models import Locale, Page

from home.models import HomePage
from offices.models import ContactPage, Office, OfficeChannel
from relations.models import ArticlePage, SectionPage
from site_core.jobs.queues import run_due
from site_core.models import SiteDocument, SiteImage
from site_core.published import renditions


def english() -> Locale:
    return Locale.objects.get(language_code="en")


def serbian() -> Locale:
    return Locale.objects.get(language_code="sr")


class HomePageFactory(wagtail_factories.PageFactory):
    title = "Home"

    class Meta:
        model = HomePage


class SectionPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda number: f"Section {number}")
    lead = "What this section holds."

    class Meta:
        model = SectionPage


class ArticlePageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda number: f"Article {number}")
    lead = "What this article says."
    key_points = factory.LazyFunction(lambda: [key_point("Something was agreed.")])

    class Meta:
        model = ArticlePage


class ContactPageFactory(wagtail_factories.PageFactory):
    title = "Contact"

    class Meta:
        model = ContactPage


class SiteImageFactory(wagtail_factories.ImageFactory):
    title = factory.Sequence(lambda number: f"Image {number}")
    description = "A building with a flag"

    class Meta:
        model = SiteImage


def scaled_image(**fields: Any) -> SiteImage:
    """A picture of the library of which the worker has made every copy."""
    image = SiteImageFactory(**fields)
    run_due(renditions.QUEUE)
    return image


class SiteDocumentFactory(wagtail_factories.DocumentFactory):
    title = factory.Sequence(lambda number: f"Document {number}")

    class Meta:
        model = SiteDocument


def showing(file: SiteImage | SiteDocument, parent: Page, **fields: Any) -> ArticlePage:
    """A published article with this picture, or with a link to this document."""
    link = f'<p><a linktype="document" id="{file.pk}">{file.title}</a></p>'
    own = (
        {"lead_image": file, "lead_image_alternative_text": "A building"}
        if isinstance(file, SiteImage)
        else {"key_points": [key_point("It can be read.", detail=link)]}
    )
    made = ArticlePageFactory(parent=parent, **own, **fields)
    return ArticlePage.objects.get(pk=made.pk)


class OfficeFactory(factory.django.DjangoModelFactory):
    name = "Press office"
    street = "Bircaninova 5"
    postal_code = "11000"
    city = "Belgrade"
    country = "Serbia"
    locale = factory.LazyFunction(english)

    class Meta:
        model = Office


def office_with_channels(**fields: Any) -> Office:
    """An office that can be called and written to."""
    office = OfficeFactory.build(**fields)
    office.locale = fields.get("locale") or english()
    office.channels = [
        OfficeChannel(kind="telephone", label="Press desk", value="+381 11 000 0000"),
        OfficeChannel(kind="email", value="press@example.org"),
    ]
    office.save()
    return office


def key_point(
    statement: str,
    *,
    date: tuple[int, int | None, int | None] | None = None,
    detail: str = "",
) -> tuple[str, dict[str, Any]]:
    """One item of ``ArticlePage.key_points``; ``date`` is year, month, day."""
    year, month, day = date or (None, None, None)
    return (
        "key_point",
        {
            "statement": statement,
            "date": {"year": year, "month": str(month) if month else "", "day": day},
            "detail": detail,
        },
    )
