"""Links that lead nowhere are found, told apart, and shown to who can mend them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.link_check import asking, checking, web
from site_core.link_check.robots import Robots
from site_core.models import FoundLink, User, WebAddress
from site_core.webhooks import targets
from tests.support.factories import ArticlePageFactory, SiteDocumentFactory, key_point
from tests.support.people import with_permissions

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss", "boss@example.org", "password"))
    return client


def linking(parent: Page, html: str, **fields: Any) -> ArticlePage:
    points = [key_point("It can be read.", detail=f"<p>{html}</p>")]
    return ArticlePageFactory(parent=parent, title="Linking", key_points=points, **fields)


def codes(page: Page) -> list[str]:
    checking.look_through()
    return list(FoundLink.objects.filter(page=page.pk).values_list("code", flat=True))


def test_links_to_pages_and_documents_are_looked_at(editor: Client, section: SectionPage) -> None:
    there = ArticlePageFactory(parent=section, title="There")
    draft = ArticlePageFactory(parent=section, title="Draft", live=False)
    document = SiteDocumentFactory()
    lost = SiteDocumentFactory()
    lost.file.storage.delete(lost.file.name)
    page = linking(
        section,
        f'<a linktype="page" id="{there.pk}">one</a> <a linktype="page" id="{draft.pk}">two</a>'
        f' <a linktype="page" id="99999">three</a> <a linktype="document" id="{document.pk}">four</a>'
        f' <a linktype="document" id="99999">five</a> <a linktype="document" id="{lost.pk}">six</a>',
    )
    assert codes(page) == ["page_hidden", "page_gone", "document_gone", "file_lost"]
    found = FoundLink.objects.get(code="page_gone")
    assert (found.words, found.place_label) == ("three", "Key points › Key point")


def test_typed_addresses_of_the_site_are_looked_at(section: SectionPage) -> None:
    page = linking(
        section,
        '<a href="http://localhost/en/about/">one</a> <a href="/en/nowhere/">two</a>'
        ' <a href="/media/x.pdf">three</a> <a href="mailto:a@example.org">four</a>'
        ' <a href="//[">five</a>',
    )
    assert codes(page) == ["own_typed", "own_missing", "no_address"]


def test_a_page_that_moved_is_a_warning(editor: Client, section: SectionPage) -> None:
    moved = ArticlePageFactory(parent=section, title="Moved", slug="after")
    Redirect.add_redirect("/en/about/before/", redirect_to=moved)
    page = linking(section, '<a href="/en/about/before/">it</a>')
    assert codes(page) == ["own_moved"]
    assert "a redirect leads readers on" in editor.get(reverse("liaison_links")).content.decode()
    errors = editor.get(reverse("liaison_links"), {"severity": "error"}).content.decode()
    assert "a redirect leads readers on" not in errors


def test_a_mended_page_is_looked_through_after_its_publication(section: SectionPage) -> None:
    page = linking(section, '<a linktype="page" id="99999">it</a>')
    assert codes(page) == ["page_gone"]
    assert checking.look_through() == 0
    page.key_points = [key_point("It can be read.")]
    page.save_revision().publish()
    assert codes(page) == []


def test_the_mark_stands_where_the_page_is_edited(editor: Client, section: SectionPage) -> None:
    page = linking(section, '<a linktype="page" id="99999">the old plan</a>')
    checking.look_through()
    edit = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "1 link on the published page leads nowhere" in edit
    assert "the old plan" in edit
    assert "the old plan" in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_only_who_may_change_a_page_is_told(section: SectionPage, home: HomePage) -> None:
    linking(section, '<a linktype="page" id="99999">the old plan</a>')
    checking.look_through()
    near, far = with_permissions("near", pages=(section,)), with_permissions("far")
    assert "the old plan" in near.get(reverse("liaison_links")).content.decode()
    assert far.get(reverse("liaison_links")).status_code == 302


class OtherSite(BaseHTTPRequestHandler):
    """A site with a page, one that moved, one that is gone, and one that programs may not see."""

    asked: list[tuple[str, str, str]] = []
    robots = "User-agent: *\nDisallow: /secret"
    statuses = {"/page": 200, "/gone": 404, "/closed": 403, "/broken": 503, "/new": 200}

    def do_HEAD(self) -> None:
        self._answer("HEAD")

    def do_GET(self) -> None:
        self._answer("GET")

    def _answer(self, method: str) -> None:
        self.asked.append((method, self.path, self.headers["User-Agent"]))
        moved = {"/old": 301, "/inside": 302}.get(self.path)
        status = 405 if (method, self.path) == ("HEAD", "/page") else self.statuses.get(self.path)
        body = self.robots.encode() if self.path == "/robots.txt" else b""
        self.send_response(moved or (200 if body else status or 404))
        if moved:
            self.send_header("Location", "/new" if moved == 301 else "http://127.0.0.2:1/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def other_site(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[str]:
    """An address of it. Loopback counts as public here, but for 127.0.0.2."""
    settings.CHECK_WEB_LINKS = True
    OtherSite.asked = []
    server = HTTPServer(("127.0.0.1", 0), OtherSite)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setattr(targets, "_is_public", lambda address: str(address) == "127.0.0.1")
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/page", ("", "")),
        ("/gone", ("missing", "404")),
        ("/closed", ("refused", "403")),
        ("/broken", ("silent", "503")),
        ("/secret", ("refused", "")),
        ("/inside", ("private", "")),
    ],
)
def test_what_other_sites_answer(other_site: str, path: str, outcome: tuple[str, str]) -> None:
    assert web.outcome_of(other_site + path, Robots()) == outcome
    assert {agent for _method, _path, agent in OtherSite.asked} == {asking.user_agent()}
    if path == "/secret":
        assert [asked for _method, asked, _agent in OtherSite.asked] == ["/robots.txt"]


def test_a_page_that_moved_for_good_says_where(other_site: str) -> None:
    assert web.outcome_of(f"{other_site}/old", Robots()) == ("moved", f"{other_site}/new")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest", "http://[::ffff:10.0.0.1]/"],
)  # fmt: skip
def test_no_question_goes_into_a_private_network(url: str, settings: Any) -> None:
    settings.WEBHOOK_PRIVATE_NETWORKS = ["10.0.0.0/8", "127.0.0.0/8"]
    assert asking.ask(url).code == "private"


def test_one_question_a_site_in_a_run(other_site: str, section: SectionPage) -> None:
    page = linking(
        section, f'<a href="{other_site}/gone">one</a> <a href="{other_site}/page">two</a>'
    )
    assert codes(page) == ["", ""]
    assert web.ask_web() == 1
    assert web.ask_web() == 1
    assert web.ask_web() == 0
    assert codes(page) == ["missing", ""]
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert web.ask_web() == 1


def test_a_site_is_broken_when_it_fails_for_days(other_site: str, section: SectionPage) -> None:
    page = linking(section, f'<a href="{other_site}/broken">it</a>')
    checking.look_through()
    now = timezone.now()
    found = []
    for day in range(3):
        with time_machine.travel(now + timedelta(days=1.01 * day), tick=True):
            web.ask_web()
            found.append(FoundLink.objects.get(page=page.pk).code)
    assert found == ["", "", "failing"]


def test_no_site_is_asked_unless_a_setting_says_so(
    other_site: str, section: SectionPage, settings: Any
) -> None:
    settings.CHECK_WEB_LINKS = False
    linking(section, f'<a href="{other_site}/gone">it</a>')
    checking.look_through()
    assert web.ask_web() == 0
    assert OtherSite.asked == []


def test_addresses_that_nobody_links_to_are_forgotten(
    other_site: str, section: SectionPage
) -> None:
    page = linking(section, f'<a href="{other_site}/page">it</a>')
    checking.look_through()
    assert WebAddress.objects.count() == 1
    page.unpublish()
    checking.look_through()
    assert not FoundLink.objects.exists()
    assert not WebAddress.objects.exists()
