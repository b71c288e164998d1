"""Every door of the site, walked by a stranger: nothing that is hidden in any way comes out of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from home.models import HomePage
from relations.models import ArticlePage, RelatedPage
from site_core.languages.variants import VARIANTS
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    SiteDocumentFactory,
    SiteImageFactory,
    key_point,
)
from tests.support.hostile import places

pytestmark = pytest.mark.django_db

#: Stands in all that a stranger may not read: titles, slugs, texts, names of files.
SECRET = "zaffre"
#: The same word in a Serbian page, in both scripts.
SPELLINGS = (SECRET, "зафре", "zafre")
RESTRICTIONS: dict[str, dict[str, str]] = {
    "login": {"restriction_type": "login"},
    "password": {"restriction_type": "password", "password": "opensesame"},
    "groups": {"restriction_type": "groups"},
}
EVENT = key_point(f"{SECRET} event.", date=(2015, 1, None))


@dataclass
class Hidden:
    """What was made, and where each of it would be read."""

    pages: list[Page] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)


def _article(parent: Page, name: str, **fields: Any) -> ArticlePage:
    return ArticlePageFactory(
        parent=parent,
        title=f"{SECRET} {name}",
        slug=f"{SECRET}-{name}",
        lead=f"{SECRET} lead",
        search_description=f"{SECRET} description",
        key_points=[EVENT],
        show_in_menus=True,
        locale=parent.locale,
        **fields,
    )


def _restrict(page: Page, kind: str) -> None:
    restriction = PageViewRestriction.objects.create(page=page, **RESTRICTIONS[kind])
    if kind == "groups":
        restriction.groups.add(Group.objects.get_or_create(name="Readers")[0])


def _in_every_way(section: Page) -> Iterator[Page]:
    """Pages below a public section that nobody may read, one for each way to hide a page."""
    now = timezone.now()
    yield _article(section, "draft", live=False)
    withdrawn = _article(section, "withdrawn")
    withdrawn.save_revision().publish()
    withdrawn.unpublish()
    yield withdrawn
    future = _article(section, "future", live=False)
    future.go_live_at = now + datetime.timedelta(days=1)
    future.save_revision().publish()
    yield future
    yield _article(section, "expired", live=False, expired=True)
    # No worker has been there yet.
    overdue = _article(section, "overdue")
    Page.objects.filter(pk=overdue.pk).update(expire_at=now - datetime.timedelta(seconds=1))
    overdue.refresh_from_db()
    overdue.save()
    yield overdue
    for kind in RESTRICTIONS:
        own = _article(section, kind)
        _restrict(own, kind)
        yield own
        closed = SectionPageFactory(
            parent=section,
            title=f"{SECRET} closed by {kind}",
            slug=f"{SECRET}-closed-{kind}",
            lead=f"{SECRET} section lead",
            show_in_menus=True,
            locale=section.locale,
        )
        _restrict(closed, kind)
        yield closed
        yield _article(closed, f"below-{kind}")
    edited = _article(section, "edited")
    edited.title, edited.slug, edited.lead = "Edited", "edited", "Public"
    edited.search_description, edited.key_points = "Public", [key_point("Public.")]
    edited.save()
    edited.title = f"{SECRET} new title"
    edited.save_revision()


@pytest.fixture
def hidden(home: HomePage, serbian_home: HomePage) -> Hidden:
    """Both languages full of hidden pages, and public ones that refer to every one of them."""
    found = Hidden()
    for parent in (home, serbian_home):
        section = SectionPageFactory(
            parent=parent, title="Public", slug="public", show_in_menus=True, locale=parent.locale
        )
        pages = list(_in_every_way(section))
        links = "".join(f'<p><a linktype="page" id="{page.pk}">words</a></p>' for page in pages)
        public = ArticlePageFactory(
            parent=section,
            title="Public page",
            slug="page",
            key_points=[key_point("Public.", date=(2015, 2, None), detail=links)],
            body=[("paragraph", links)],
            locale=parent.locale,
        )
        public.related_pages.set(
            [RelatedPage(page=page, locale=parent.locale) for page in pages if page.live]
        )
        public.save()
        found.pages += pages
    other_home = HomePage(
        title=f"{SECRET} other", slug=f"{SECRET}-other", locale=home.locale, live=True
    )
    home.get_parent().add_child(instance=other_home)
    Site.objects.create(hostname="other.example", port=80, root_page=other_home)
    found.pages += [other_home, _article(other_home, "elsewhere")]
    for page in found.pages[:-2]:  # whoever redirects to a public page of another site means it
        Redirect.add_redirect(f"/en/to-{page.pk}/", page)
    for kind in ("login", "password"):
        collection = Collection.get_first_root_node().add_child(name=f"{SECRET} {kind}")
        CollectionViewRestriction.objects.create(collection=collection, **RESTRICTIONS[kind])
        SiteImageFactory(title=f"{SECRET} image", collection=collection)
        document = SiteDocumentFactory(title=f"{SECRET} document", collection=collection)
        found.documents.append(document.url)
    return found


def _addresses(hidden: Hidden) -> Iterator[str]:
    """Each place of the site, each address of what is hidden, and what a stranger would look for."""
    yield from (
        f"{place.path}?{place.fixed}" if place.fixed else place.path
        for place in places()
        if place.method == "GET"
    )
    for page in hidden.pages:
        path = (page.get_url_parts() or ("", "", f"/en/{page.slug}/"))[2]
        code, below = path.strip("/").partition("/")[::2]
        for variant in VARIANTS:
            for name in ("", "feed.atom", "feed.json", "events.ics", "index.md", "?q=1"):
                yield f"/{variant.code}/{below}/{name}"
        yield f"/en/to-{page.pk}/"
        yield f"/{code}/{below.rstrip('/')[:-1]}/"
        yield f"/api/v2/pages/{page.pk}/?fields=*"
    for locale in ("en", "sr", "sr-Latn"):
        yield f"/api/v2/pages/?fields=*&type=relations.ArticlePage&limit=100&locale={locale}"
        yield f"/api/v2/pages/?fields=*&limit=100&locale={locale}&rich_text_format=markdown"
        yield f"/api/v2/resolve/?path=/{locale}/public/page/"
        yield f"/api/v2/events/?locale={locale}&from=2015&to=2015"
    for word in (SECRET, SECRET[:-1], "зафр", "public"):
        yield from (f"/{variant.code}/search/?q={word}" for variant in VARIANTS)
        yield f"/api/v2/search/?q={word}&locale=sr"


def _links_of(text: str) -> set[str]:
    """Paths of the same site that an answer leads to."""
    found = set()
    for link in re.findall(r"""(?:href|src|action)=["']([^"'#]+)""", text):
        parts = urlsplit(unescape(link))
        if parts.hostname in (None, "localhost", "testserver") and parts.path.startswith("/"):
            found.add(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def _told(response: Any, asked: str) -> str:
    """All that an answer tells, but what the stranger said first."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = " ".join(f"{name}: {value}" for name, value in response.items())
    text = unquote(unescape(f"{headers} {body.decode('utf-8', 'replace')}")).lower()
    if asked.startswith("/api/v2/changes/"):  # which tells where pages were while they were public
        text = re.sub(r'"path_(before|after)":"[^"]*"', "", text)
    path, _, query = unquote(asked).lower().partition("?")
    for said in sorted(
        {path, path.rpartition("index.md")[0], *path.split("/"), *query.split("=")}, key=len
    )[::-1]:
        if any(spelling in said for spelling in (*SPELLINGS, SECRET[:-1])):
            text = text.replace(said, "")
    return text


def _walk(read: Callable[[str], Any], asked: list[str]) -> tuple[int, list[tuple[str, str]]]:
    """How many addresses were read, and which of the answers told what, following every link."""
    seen, leaks = set(asked), []
    for address in asked:
        response = read(address)
        assert response.status_code < 500, address
        text = _told(response, address)
        for spelling in SPELLINGS:
            if spelling in text:
                at = text.index(spelling)
                leaks.append((address, text[max(0, at - 80) : at + 80]))
                break
        if "html" in response.get("Content-Type", ""):
            new = _links_of(text) - seen
            seen |= new
            asked.extend(sorted(new))
    return len(asked), leaks


@pytest.mark.parametrize("accept", ["*/*", "text/markdown"])
def test_a_stranger_who_walks_everywhere_reads_nothing_hidden(
    client: Client, hidden: Hidden, accept: str, settings: Any
) -> None:
    settings.MISSING_PAGES_PER_MINUTE = settings.SEARCHES_PER_MINUTE = 0
    settings.API_REQUESTS_PER_MINUTE = 0

    read, leaks = _walk(
        lambda address: client.get(address, headers={"accept": accept}), list(_addresses(hidden))
    )

    assert leaks == []
    assert read > 500


def test_files_of_a_closed_collection_are_not_handed_out(client: Client, hidden: Hidden) -> None:
    for address in hidden.documents:
        response = client.get(address)
        assert response.status_code == 302 or "password" in response.content.decode()
        assert not response.get("Content-Disposition")
