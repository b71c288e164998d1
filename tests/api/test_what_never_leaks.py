"""What is not public appears in no answer of any endpoint, for anybody."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from home.models import HomePage
from relations.models import RelatedPage
from site_core.api.router import endpoints
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    SiteDocumentFactory,
    SiteImageFactory,
    key_point,
)

pytestmark = pytest.mark.django_db

#: Stands in everything that nobody may see: titles, slugs, texts, names of files.
SECRET = "zaffre"


@pytest.fixture
def secrets(home: HomePage) -> list[int]:
    """Ids of pages that are hidden in every way, and a public page that refers to all of them."""
    section = SectionPageFactory(parent=home, title="Public", slug="public", show_in_menus=True)
    point = [key_point(f"{SECRET} event.", date=(2015, 1, None))]

    def article(name: str, parent: Any = section, **fields: Any) -> Any:
        return ArticlePageFactory(
            parent=parent,
            title=f"{SECRET} {name}",
            slug=f"{SECRET}-{name}",
            lead=f"{SECRET} lead",
            key_points=point,
            show_in_menus=True,
            **fields,
        )

    draft = article("draft", live=False)
    withdrawn = article("withdrawn")
    withdrawn.save_revision().publish()
    withdrawn.unpublish()
    future = article("future", live=False)
    future.go_live_at = timezone.now() + datetime.timedelta(days=1)
    future.save_revision().publish()
    expired = article("expired", live=False, expired=True)
    private = SectionPageFactory(
        parent=home, title=f"{SECRET} section", slug=f"{SECRET}-section", show_in_menus=True
    )
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    below_private = article("below", parent=private)
    drafted = article("edited")
    drafted.title, drafted.slug, drafted.lead = "Public edited", "edited", "Public"
    drafted.key_points = [key_point("Public.")]
    drafted.save()
    drafted.title = f"{SECRET} new title"
    drafted.save_revision()
    other_home = HomePage(
        title=f"{SECRET} other", slug=f"{SECRET}-other", locale=home.locale, live=True
    )
    home.get_parent().add_child(instance=other_home)
    Site.objects.create(hostname="other.example", port=80, root_page=other_home)

    hidden = [draft, withdrawn, future, expired, private, below_private, other_home]
    collection = Collection.get_first_root_node().add_child(name=f"{SECRET} collection")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    SiteImageFactory(title=f"{SECRET} image", collection=collection)
    SiteDocumentFactory(title=f"{SECRET} document", collection=collection)
    links = "".join(f'<p><a linktype="page" id="{page.pk}">words</a></p>' for page in hidden)
    public = ArticlePageFactory(
        parent=section, title="Public page", slug="page", body=[("paragraph", links)]
    )
    public.related_pages.set([RelatedPage(page=page, locale=home.locale) for page in hidden])
    public.save()
    for page in hidden:
        Redirect.add_redirect(f"/en/to-{page.pk}/", page)
    return [page.pk for page in hidden]


def addresses(hidden: list[int]) -> Iterator[str]:
    """What somebody would ask who looks for hidden things."""
    for name in endpoints():
        yield f"/api/v2/{name}/"
        yield f"/api/v2/{name}/?fields=*&limit=100"
        yield f"/api/v2/{name}/?locale=sr&fallback=en"
        for page_id in hidden:
            yield f"/api/v2/{name}/{page_id}/"
    yield "/api/v2/pages/?type=relations.ArticlePage&fields=*&order=-title"
    yield f"/api/v2/pages/?search={SECRET}"
    yield f"/api/v2/pages/?slug={SECRET}-draft"
    yield f"/api/v2/search/?q={SECRET}"
    yield "/api/v2/search/?q=public"
    yield "/api/v2/events/?from=2015&to=2015"
    yield "/api/v2/navigation/?depth=10"
    yield "/api/v2/changes/?limit=1000"
    yield f"/api/v2/images/?search={SECRET}"
    yield f"/api/v2/documents/?search={SECRET}"
    yield "/api/v2/pages/?rich_text_format=markdown&type=relations.ArticlePage&fields=*"
    for page_id in hidden:
        yield f"/api/v2/pages/?child_of={page_id}"
        yield f"/api/v2/pages/?descendant_of={page_id}"
        yield f"/api/v2/pages/?ancestor_of={page_id}"
        yield f"/api/v2/pages/?translation_of={page_id}"
        yield f"/api/v2/pages/find/?id={page_id}"
        yield f"/api/v2/pages/{page_id}/?locale=sr&fallback=en"
        yield f"/api/v2/resolve/?path=/en/to-{page_id}/"
    for name in ("draft", "withdrawn", "future", "expired"):
        yield f"/api/v2/resolve/?path=/en/public/{SECRET}-{name}/&fallback=en"


def test_nothing_hidden_appears_anywhere(
    client: Client, admin_client: Client, secrets: list[int]
) -> None:
    for reader in (client, admin_client):
        for address in addresses(secrets):
            response = reader.get(address)
            assert response.status_code < 500, address
            answer = response.json() if response.content else {}
            text = json.dumps(answer, ensure_ascii=False).lower()
            if response.status_code >= 400:
                # A sentence may repeat what was asked, never more.
                text = text.replace(address.partition("?")[2].lower(), "")
                for name in ("draft", "withdrawn", "future", "expired"):
                    text = text.replace(f"/en/public/{SECRET}-{name}/", "")
            assert SECRET not in _without_what_was_public(answer, text), (address, text)


def _without_what_was_public(answer: dict, text: str) -> str:
    """The feed names where pages stood while they were public: that is what it is for."""
    paths = {
        path.lower()
        for item in answer.get("items", [])
        if isinstance(item, dict) and "change" in item
        for path in (item["path_before"], item["path_after"])
        if path
    }
    for path in sorted(paths, key=len, reverse=True):
        text = text.replace(path, "")
    return text


def test_paths_of_what_was_never_public_are_not_in_the_feed(
    client: Client, secrets: list[int]
) -> None:
    items = client.get("/api/v2/changes/?limit=1000").json()["items"]
    paths = {path for item in items for path in (item["path_before"], item["path_after"]) if path}
    never_public = ("draft", "future", "expired", "below")
    assert not [
        path for path in paths if path.endswith(tuple(f"{SECRET}-{n}/" for n in never_public))
    ]
    last_of = {item["object"]["id"]: item["change"] for item in items}
    assert all(
        last_of.get(page_id, "deleted") in ("unpublished", "deleted") for page_id in secrets[:6]
    )
