"""The regions of a page: what plugins put there stands where it is said to stand, once and in order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.forms import Media
from django.test import Client
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from laces.components import Component

from relations.models import SectionPage
from site_core.delivery.store import INCOMPLETE_AGE
from site_core.templatetags import liaison
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


class Failing(Component):
    """One that cannot be rendered."""

    def render_html(self, parent_context: Any = None) -> str:
        raise ValueError("no bulletin today")


class Untemplated(Component):
    """One whose template is missing."""

    template_name = "nowhere/none.html"


class Unstyled(First):
    """One that cannot say what it needs."""

    @property
    def media(self) -> Media:
        raise ValueError("no style sheet")


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
        ("header", '<header class="site-header"', "</header>"),
        ("page_end", 'class="page-end"', "</main>"),
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


def test_what_belongs_in_the_head_stands_there(
    monkeypatch: pytest.MonkeyPatch, client: Client, article: Any
) -> None:
    put(monkeypatch, "head", "First")
    head, _, body = client.get("/en/about/mission/").content.decode().partition("</head>")
    assert "<p>First:" in head
    assert "<p>First:" not in body


def test_the_home_page_has_a_region_of_its_own(
    monkeypatch: pytest.MonkeyPatch, client: Client, article: Any
) -> None:
    put(monkeypatch, "home", "First")
    assert "<p>First:" in client.get("/en/").content.decode().partition("<main")[2]
    assert "<p>First:" not in client.get("/en/about/").content.decode()


def test_light_components_stand_before_heavy_ones(
    monkeypatch: pytest.MonkeyPatch, client: Client, article: Any
) -> None:
    weights = {f"{__name__}.First": 200, f"{__name__}.Second": 10}
    config = apps.get_app_config("relations")
    monkeypatch.setattr(config, "regions", {"footer": weights}, raising=False)
    other = (f"{__name__}.Unstyled",)
    monkeypatch.setattr(apps.get_app_config("home"), "regions", {"footer": other}, raising=False)
    shown = client.get("/en/about/").content.decode()
    marks = [shown.index(f"<p>{name}:") for name in ("Second", "Unstyled", "First")]
    assert marks == sorted(marks)


@pytest.mark.parametrize("component", ["Failing", "Untemplated", "Unstyled"])
@pytest.mark.parametrize(
    ("path", "status"), [("/en/", 200), ("/en/search/?q=mission", 200), ("/en/nothing/", 404)]
)
def test_a_component_that_fails_is_left_out_and_logged(
    monkeypatch: pytest.MonkeyPatch,
    client: Client,
    article: Any,
    caplog: pytest.LogCaptureFixture,
    component: str,
    path: str,
    status: int,
) -> None:
    liaison._media.cache_clear()
    put(monkeypatch, "footer", component, "Second")
    answer = client.get(path)
    assert answer.status_code == status
    assert "<p>Second:" in answer.content.decode()
    logged = [record for record in caplog.records if record.levelname == "ERROR"]
    assert logged
    for word in ("relations", "footer", f"{__name__}.{component}"):
        assert word in logged[0].getMessage()
    assert logged[0].exc_info


def test_a_failing_component_is_seen_in_development(
    monkeypatch: pytest.MonkeyPatch, client: Client, article: Any, settings: Any
) -> None:
    settings.DEBUG = True
    put(monkeypatch, "footer", "Failing")
    with pytest.raises(ValueError, match="no bulletin today"):
        client.get("/en/")


def test_a_page_without_a_component_is_not_kept_for_long(
    monkeypatch: pytest.MonkeyPatch, client: Client, article: Any
) -> None:
    put(monkeypatch, "footer", "Failing")
    client.get("/en/")  # what the article's making has left to do changes the generation once more
    partial = client.get("/en/about/")
    assert partial["Cache-Control"] == "no-cache"
    put(monkeypatch, "footer", "Second")
    again = client.get("/en/about/", headers={"if-none-match": partial["ETag"]})
    assert "<p>Second:" not in again.content.decode()  # for a moment
    with time_machine.travel(timezone.now() + timedelta(seconds=INCOMPLETE_AGE + 1)):
        whole = client.get("/en/about/", headers={"if-none-match": partial["ETag"]})
    assert whole.status_code == 200
    assert "<p>Second:" in whole.content.decode()
    assert whole["Cache-Control"].startswith("public")
