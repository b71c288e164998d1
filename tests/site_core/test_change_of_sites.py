"""A site with many pages gets another first page: the worker puts them in their places, all at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from home.models import HomePage
from relations.models import RelatedPage, SectionPage
from site_core.models import PublishedDocument, PublishedRebuild, User
from site_core.published import rebuild_queue
from site_core.published.models import Change
from site_core.published.rebuild import differences
from tests.support.factories import ArticlePageFactory, HomePageFactory, SectionPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few pages there are, the worker is asked."""
    monkeypatch.setattr(rebuild_queue, "MADE_AT_ONCE", 0)


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    section = SectionPageFactory(parent=home, title="Relaunch", slug="relaunch")
    first = ArticlePageFactory(parent=section, title="First", slug="first")
    left = ArticlePageFactory(parent=home, title="Left behind", slug="left")
    second: Any = ArticlePageFactory(parent=section, title="Second", slug="second")
    second.body = [
        ("paragraph", f'<p><a linktype="page" id="{first.pk}">first</a></p>'),
        ("paragraph", f'<p><a linktype="page" id="{left.pk}">left</a></p>'),
    ]
    second.related_pages = [
        RelatedPage(page=page, locale=second.locale, sort_order=order)
        for order, page in enumerate((first, left))
    ]
    second.save_revision().publish()
    return section


def change_first_page(site: Site, page: Page) -> None:
    site.root_page_id = page.pk
    site.save()


def put_in_places() -> None:
    """The first step of the worker, and no other."""
    run = PublishedRebuild.objects.get()
    assert run.claim()
    rebuild_queue._step(run)
    run.release()


def titles(client: Client, *paths: str) -> list[Any]:
    answers = [client.get(path) for path in paths]
    return [
        answer.context["page"].title if answer.status_code == 200 else answer.status_code
        for answer in answers
    ]


OLD = "/en/", "/en/relaunch/first/", "/en/left/"
NEW = "/en/", "/en/first/", "/en/left/"


def test_readers_find_everything_where_it_was_until_the_worker_comes(
    client: Client, home: HomePage, site: Site, section: SectionPage
) -> None:
    change_first_page(site, section)
    assert titles(client, *OLD) == [home.title, "First", "Left behind"]
    assert titles(client, "/en/first/") == [404]


def test_then_they_find_all_of_it_where_it_is(
    client: Client, site: Site, section: SectionPage
) -> None:
    change_first_page(site, section)
    put_in_places()
    assert titles(client, *NEW) == ["Relaunch", "First", 404]
    assert titles(client, "/en/relaunch/first/") == [404]


def test_no_page_says_an_old_address_afterwards(
    client: Client, site: Site, section: SectionPage
) -> None:
    change_first_page(site, section)
    put_in_places()
    second = client.get("/api/v2/pages/find/", {"html_path": "/en/second/"}, follow=True).json()
    related = [entry["page"] for entry in second["related_pages"]]
    assert [page and page["html_url"] for page in related] == [f"{site.root_url}/en/first/", None]
    text = " ".join(str(block["value"]) for block in second["body"])
    assert f'href="{site.root_url}/en/first/"' in text
    assert "left/" not in text
    markup = client.get("/en/second/").content.decode()
    assert "/en/first/" in markup
    assert "relaunch" not in markup
    assert "/en/left/" not in markup


def test_the_worker_goes_on_until_all_is_as_it_should_be(site: Site, section: SectionPage) -> None:
    change_first_page(site, section)
    call_command("worker", once=True)
    assert differences() == []
    assert PublishedRebuild.objects.get().finished_at is not None
    moved = Change.objects.filter(kind=Change.MOVED).values_list("path_before", "path_after")
    assert ("/en/relaunch/first/", "/en/first/") in moved


def test_pages_that_were_on_no_site_appear_with_it(
    client: Client, home: HomePage, site: Site
) -> None:
    other = HomePageFactory(parent=home.get_parent(), title="New home", slug="new-home")
    ArticlePageFactory(parent=other, title="New", slug="new")
    ArticlePageFactory(parent=home, title="Old", slug="old")
    change_first_page(site, other)
    assert titles(client, "/en/", "/en/old/", "/en/new/") == [home.title, "Old", 404]
    put_in_places()
    assert titles(client, "/en/", "/en/old/", "/en/new/") == ["New home", 404, "New"]


def test_a_site_that_goes_leaves_its_pages_to_the_one_above(
    client: Client, site: Site, section: SectionPage
) -> None:
    own = Site.objects.create(hostname="relaunch.example.org", root_page=section)
    call_command("worker", once=True)
    assert set(PublishedDocument.objects.values_list("site", flat=True)) == {site.pk, own.pk}
    own.delete()
    call_command("worker", once=True)
    assert differences() == []
    assert titles(client, "/en/relaunch/first/") == ["First"]


def test_saving_the_site_asks_as_much_for_many_pages_as_for_few(
    site: Site, home: HomePage, section: SectionPage
) -> None:
    change_first_page(site, section)
    change_first_page(site, home)
    asked = []
    for first_page in (section, home):
        with CaptureQueriesContext(connection) as queries:
            change_first_page(site, first_page)
        asked.append(len(queries))
        for number in range(5):
            ArticlePageFactory(parent=section, slug=f"more-{number}-{first_page.pk}")
    assert asked[0] == asked[1]


def test_administrators_see_how_far_it_is(
    admin_client: Client, site: Site, section: SectionPage
) -> None:
    change_first_page(site, section)
    assert User.objects.filter(is_superuser=True).exists()
    text = admin_client.get("/admin/").content.decode()
    assert "0 of 5" in text
    assert "readers find all pages at their old addresses" in text
    put_in_places()
    text = admin_client.get("/admin/").content.decode()
    assert "0 of 5" in text
    assert "old addresses" not in text


def test_a_rebuild_that_is_under_way_begins_again(site: Site, section: SectionPage) -> None:
    call_command("worker", once=True)
    PublishedRebuild.objects.update(finished_at=None, position=section.pk, done=2)
    run = PublishedRebuild.objects.get()
    assert run.claim()
    change_first_page(site, section)
    assert not run.is_held()
    call_command("worker", once=True)
    assert differences() == []
