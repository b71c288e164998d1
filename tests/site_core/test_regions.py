"""The regions of a page: what plugins put there stands where it is said to stand, once and in order."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.forms import Media
from django.test import Client
from django.utils.html import format_html
from django.utils.translation import get_language
from laces.components import Component

from relations.models import SectionPage
from tests.support.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db


class Named(Component):
    """A paragraph with the name of the component, of the page and of the reader's language."""

    def render_html(self, parent_context: Any = None) -> str:
        page = parent_context["page"].title if "page" in parent_context else "no page"
        return format_html("<p>{}: {}, {}</p>", type(self).__name__, page, get_language())

    @property
    def media(self) -> Media:
        return Media(css={"all": [f"{type(self).__name__.lower()}.css"]})


class First(Named):
    """The one that stands first."""


class Second(Named):
    """The one that stands second."""


@pytest.fixture
def article(section: SectionPage) -> Any:
    return ArticlePageFactory(parent=section, title="Mission", slug="mission")


def put(monkeypatch: pytest.MonkeyPatch, region: str, *components: str) -> None:
    paths = tuple(f"{__name__}.{component}" for component in components)
    monkeypatch.setattr(apps.get_app_config("relations"), "regions", {region: paths}, raising=False)


@pytest.mark.parametrize(
    ("region", "after", "before"),
    [
        ("article_end", 'class="key-points', "</main>"),
        ("footer", '<footer class="site-footer">', "</footer>"),
        ("aside", "<aside", "</aside>"),
    ],
)
def test_components_stand_in_their_region_in_order(
    monkeypatch: pytest.MonkeyPatch,
    client: Client,
    article: Any,
    region: str,
    after: str,
    before: str,
) -> None:
    put(monkeypatch, region, "Second", "First")
    shown = client.get("/en/about/mission/").content.decode()
    marks = [after, "<p>Second: Mission, en</p>", "<p>First: Mission, en</p>", before]
    places = [shown.index(mark) for mark in marks[:3]]
    places.append(shown.rindex(marks[3]))
    assert places == sorted(places)
    assert shown.count("<p>First:") == 1
    head = shown.partition("</head>")[0]
    assert head.count("second.css") == head.count("first.css") == 1


def test_the_end_of_an_article_is_on_articles_alone(
    monkeypatch: pytest.MonkeyPatch, client: Client, article: Any
) -> None:
    put(monkeypatch, "article_end", "First")
    assert "<p>First:" in client.get("/en/about/mission/").content.decode()
    assert "<p>First:" not in client.get("/en/about/").content.decode()


@pytest.mark.parametrize("path", ["/en/", "/en/search/?q=mission", "/en/nothing/"])
def test_the_footer_is_on_every_page(
    monkeypatch: pytest.MonkeyPatch, client: Client, article: Any, path: str
) -> None:
    put(monkeypatch, "footer", "First")
    assert "<p>First:" in client.get(path).content.decode()
