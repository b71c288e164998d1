"""What the API answers, word for word: a change of these files is a change of the contract."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from home.models import FeaturedPage, HomePage
from offices.models import ContactOffice, ContactPage
from relations.models import RelatedPage
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    SiteDocumentFactory,
    key_point,
    office_with_channels,
    scaled_image,
    showing,
)
from tests.support.translating import translate

pytestmark = pytest.mark.django_db


class Numbers:
    """Gives ids of the database, which differ from run to run, names that do not."""

    def __init__(self) -> None:
        self.names: dict[int, str] = {}

    def of(self, value: Any) -> Any:
        """The same data with names in the place of ids, in values and in addresses."""
        if isinstance(value, dict):
            is_page = bool({"html_url", "meta"} & set(value))
            return {key: self._field(key, item, is_page) for key, item in value.items()}
        if isinstance(value, list):
            return [self.of(item) for item in value]
        if isinstance(value, str):
            for number, name in self.names.items():
                for kind in ("pages", "images", "documents", "redirects", "offices"):
                    value = value.replace(f"/{kind}/{number}/", f"/{kind}/<{name}>/")
        return value

    def _field(self, key: str, item: Any, is_page: bool) -> Any:
        if key == "id" and isinstance(item, int):
            return f"<{self.names[item] if is_page else 'another'}>"
        if key == "id" and isinstance(item, str) and len(item) == 36:
            return "<block>"
        if key == "translation_key":
            return "<key>"
        return self.of(item)


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture
def numbers() -> Numbers:
    return Numbers()


@pytest.fixture(autouse=True)
def one_moment() -> Iterator[None]:
    with time_machine.travel("2026-09-01T08:00:00+02:00", tick=False):
        yield


@pytest.fixture
def everything(
    home: HomePage, serbian_home: HomePage, serbian: Locale, numbers: Numbers
) -> dict[str, Page]:
    """One page of each type with all that it can have, and the article's translation."""
    office = office_with_channels(latitude="44.804600", longitude="20.457300", hours="Daily")
    image = scaled_image(title="Flag", file__filename="flag.jpg", file__color="blue")
    section = SectionPageFactory(parent=home, title="About", slug="about", show_in_menus=True)
    other = ArticlePageFactory(parent=section, title="Mission", slug="mission")
    article = ArticlePageFactory(
        parent=section,
        title="Key events",
        slug="key-events",
        lead_image=image,
        lead_image_alternative_text="A flag",
        last_reviewed="2026-08-31",
        key_points=[
            key_point("It was agreed.", date=(2015, 1, 20), detail="<p>In <b>detail</b>.</p>"),
            key_point("It was joined.", date=(2006, 12, None)),
            key_point("It is respected."),
        ],
        body=[
            ("heading", {"text": "A heading", "level": "2"}),
            ("paragraph", f'<p>See <a linktype="page" id="{other.pk}">there</a>.</p>'),
            ("quote", {"text": "Words.", "source": "An officer", "source_url": ""}),
            ("callout", {"tone": "note", "title": "Note", "text": "<p>A text.</p>"}),
            ("office_card", {"office": office}),
        ],
    )
    article.tags.add("dialogue")
    article.related_pages.set([RelatedPage(page=other, locale=article.locale)])
    article.save()
    contact = ContactPage(title="Contact", slug="contact", lead="The media only.")
    contact.contact_offices.set([ContactOffice(office=office, locale=home.locale)])
    home.add_child(instance=contact)
    home.featured_pages.set([FeaturedPage(page=article, locale=home.locale)])
    home.save()
    translate(office, serbian)
    for page in (section, article):
        translate(page, serbian)
    pages = {
        "home": home,
        "section": section,
        "article": article,
        "mission": other,
        "contact": contact,
        "serbian home": serbian_home,
        "serbian section": section.get_translation(serbian),
        "serbian article": article.get_translation(serbian),
    }
    numbers.names = {page.pk: name for name, page in pages.items()}
    return pages


def answer(path: str) -> Any:
    response = Client().get(path)
    assert response["Content-Type"] == "application/json"
    return json.loads(response.content)


@pytest.mark.parametrize(
    "name", ["home", "section", "article", "contact", "serbian home", "serbian article"]
)
def test_a_page(
    everything: dict[str, Page], numbers: Numbers, golden: SnapshotAssertion, name: str
) -> None:
    page = answer(f"/api/v2/pages/{everything[name].pk}/")

    assert numbers.of(without_files(page)) == golden


def test_a_list(everything: dict[str, Page], numbers: Numbers, golden: SnapshotAssertion) -> None:
    listed = answer("/api/v2/pages/?order=title&locale=en")

    assert numbers.of(listed) == golden


@pytest.mark.parametrize("endpoint", ["offices", "images", "documents", "redirects"])
def test_another_list(
    everything: dict[str, Page], numbers: Numbers, golden: SnapshotAssertion, endpoint: str
) -> None:
    report = SiteDocumentFactory(title="Report", file__filename="report.txt", file__data=b"x")
    showing(report, everything["section"])
    Redirect.add_redirect("/old/", redirect_to="https://example.org/new/")

    listed = answer(f"/api/v2/{endpoint}/?fields=*")

    for item in listed["items"]:
        item["id"] = "<id>"
        item["meta"]["detail_url"] = "<address>"
        for alternate in item.get("alternates", ()):
            alternate["detail_url"] = re.sub(r"/\d+/", "/<id>/", alternate["detail_url"])
    assert numbers.of(without_files(listed)) == golden


def without_files(value: Any) -> Any:
    """The same data without what depends on the image library, and on where a file was put."""
    if isinstance(value, dict):
        return {
            key: (
                "<file>"
                if key in ("src", "srcset", "url", "full_url", "download_url", "webp") and item
                else without_files(item)
            )
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [without_files(item) for item in value]
    return value
