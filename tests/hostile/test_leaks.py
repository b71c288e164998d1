"""What is not public leaves by no door: not by redirects, nor by words, nor by the address of the request."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import APIToken, PageViewRestriction, Site

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.models import User
from site_core.published.models import SearchWord
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    SiteDocumentFactory,
    SiteImageFactory,
    showing,
)

pytestmark = pytest.mark.django_db
REDIRECTS = "/api/v2/redirects/"


@pytest.fixture
def other_site(home: HomePage) -> Site:
    other = HomePage(title="Other", slug="other", locale=home.locale)
    home.get_parent().add_child(instance=other)
    return Site.objects.create(hostname="other.example", port=80, root_page=other)


class TestRedirects:
    def test_of_another_site_are_not_listed(
        self, client: Client, section: SectionPage, site: Site, other_site: Site
    ) -> None:
        for old, owner in (("/en/own", site), ("/en/all", None), ("/en/other", other_site)):
            Redirect.objects.create(old_path=old, site=owner, redirect_page=section)
        items = client.get(REDIRECTS).json()["items"]
        assert {item["old_path"] for item in items} == {"/en/own", "/en/all"}

    @pytest.mark.parametrize("link", ["", "/en/about/", "/en/about", "http://localhost/en/about/"])
    def test_onto_themselves_are_not_listed(
        self, client: Client, section: SectionPage, link: str
    ) -> None:
        target = {"redirect_link": link} if link else {"redirect_page": section}
        Redirect.objects.create(old_path="/en/about", **target)
        Redirect.objects.create(old_path="/en/was", redirect_page=section)
        assert [item["old_path"] for item in client.get(REDIRECTS).json()["items"]] == ["/en/was"]

    @pytest.mark.parametrize("old", ["/en/was/", "/was.html", "/en/was/?id=1"])
    @pytest.mark.parametrize("kind", ["draft", "private"])
    def test_to_what_is_not_public_answer_404(
        self, client: Client, section: SectionPage, old: str, kind: str
    ) -> None:
        target = ArticlePageFactory(parent=section, slug="secret")
        Redirect.objects.create(old_path=Redirect.normalise_path(old), redirect_page=target)
        assert client.get(old).status_code in (301, 302)
        if kind == "draft":
            ArticlePage.objects.get(pk=target.pk).unpublish()
        else:
            PageViewRestriction.objects.create(page=target, restriction_type="login")
        answer = client.get(old)
        assert answer.status_code == 404
        assert "secret" not in answer.content.decode()


class TestGone:
    def ask(self, client: Client, path: str) -> int:
        return client.get("/api/v2/resolve/", {"path": path}).status_code

    def test_is_what_the_feed_has_told_of(self, client: Client, section: SectionPage) -> None:
        article = ArticlePageFactory(parent=section, slug="news")
        ArticlePage.objects.get(pk=article.pk).unpublish()
        assert self.ask(client, "/en/about/news/") == 410
        ArticlePage.objects.get(pk=article.pk).delete()
        assert self.ask(client, "/en/about/news/") == 410

    def test_what_was_only_ever_private_was_never_there(
        self, client: Client, section: SectionPage
    ) -> None:
        PageViewRestriction.objects.create(page=section, restriction_type="login")
        article = ArticlePageFactory(parent=section, slug="secret")
        ArticlePage.objects.get(pk=article.pk).unpublish()
        assert self.ask(client, "/en/about/secret/") == 404


class TestWords:
    """``mision`` is one letter from ``mission``; it is a word of its own on a page that is not public."""

    @pytest.fixture
    def public(self, home: HomePage) -> SectionPage:
        return SectionPageFactory(parent=home, title="Mission", slug="mission", lead="")

    def corrected(self, client: Client) -> bool:
        answer = client.get("/api/v2/search/?q=missoin zzzqx").json()
        found = [item["corrected_to"] for item in answer["meta"]["corrections"]]
        return found == ["mission"]

    def test_of_a_private_page_suppress_no_correction(
        self, client: Client, home: HomePage, public: SectionPage
    ) -> None:
        assert self.corrected(client)
        secret = SectionPageFactory(parent=home, title="Secret", slug="secret", lead="")
        PageViewRestriction.objects.create(page=secret, restriction_type="login")
        SectionPageFactory(parent=secret, title="Missoin", slug="missoin", lead="")
        assert self.corrected(client)
        assert not SearchWord.objects.filter(word="missoin").exists()

    @pytest.mark.parametrize("act", ["unpublish", "restrict", "restrict above", "delete"])
    def test_of_a_withdrawn_page_go_with_it(
        self, client: Client, home: HomePage, public: SectionPage, act: str
    ) -> None:
        above = SectionPageFactory(parent=home, title="Above", slug="above", lead="")
        made = SectionPageFactory(parent=above, title="Missoin of all", slug="missoin", lead="")
        assert not self.corrected(client)
        page = SectionPage.objects.get(pk=made.pk)
        if act == "unpublish":
            page.unpublish()
        elif act == "delete":
            page.delete()
        else:
            where = page if act == "restrict" else above
            PageViewRestriction.objects.create(page=where, restriction_type="login")
        assert self.corrected(client)
        assert SearchWord.objects.filter(word="mission").exists()

    def test_of_a_page_that_is_freed_are_learnt(
        self, client: Client, home: HomePage, public: SectionPage
    ) -> None:
        secret = SectionPageFactory(parent=home, title="Missoin", slug="missoin", lead="")
        restriction = PageViewRestriction.objects.create(page=secret, restriction_type="login")
        assert self.corrected(client)
        restriction.delete()
        assert not self.corrected(client)


class TestAddresses:
    def test_of_a_page_are_those_of_its_site_whatever_the_client_calls_it(
        self, client: Client, section: SectionPage
    ) -> None:
        ArticlePageFactory(parent=section, slug="news")
        shown = client.get("/en/about/news/", headers={"host": "evil.example"}).content.decode()
        assert 'rel="canonical" href="http://localhost/en/about/news/"' in " ".join(shown.split())
        assert "evil.example" not in shown

    def test_of_another_site_that_is_asked_for_are_its_own(
        self, client: Client, other_site: Site
    ) -> None:
        item = client.get("/api/v2/pages/?site=other.example").json()["items"][0]
        assert item["meta"]["html_url"].startswith("http://other.example/en/")


class TestFiles:
    """What is uploaded for a page that is not published yet is not listed."""

    @pytest.mark.parametrize("make", [SiteImageFactory, SiteDocumentFactory])
    def test_that_no_public_page_shows_are_not_listed(
        self, client: Client, section: SectionPage, make: Any
    ) -> None:
        name = "images" if make is SiteImageFactory else "documents"
        shown, of_draft, of_private, unused = (make(title=title) for title in "abcd")
        showing(shown, section)
        draft = showing(of_draft, section)
        draft.unpublish()
        private = showing(of_private, section)
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        items = client.get(f"/api/v2/{name}/").json()["items"]
        assert [item["id"] for item in items] == [shown.pk]
        for hidden in (of_draft, of_private, unused):
            assert client.get(f"/api/v2/{name}/{hidden.pk}/").status_code == 404

    @pytest.mark.parametrize("make", [SiteImageFactory, SiteDocumentFactory])
    def test_that_no_public_page_shows_are_reported(
        self, admin_client: Client, section: SectionPage, make: Any
    ) -> None:
        name = "images" if make is SiteImageFactory else "documents"
        showing(make(title="Shown file"), section)
        make(title="Lone file")
        page = admin_client.get(f"/admin/reports/unused-{name}/").content.decode()
        assert "Lone file" in page
        assert "Shown file" not in page


class TestMarkdown:
    def test_escapes_html(self, client: Client, section: SectionPage) -> None:
        body = [
            ("paragraph", {"text": "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt; [a](b)</p>"})
        ]
        article = ArticlePageFactory(parent=section, slug="news")
        page = ArticlePage.objects.get(pk=article.pk)
        page.body = _body(page, body)
        page.save_revision().publish()
        shown = client.get("/en/about/news/index.md").content.decode()
        assert "alert(1)" in shown
        assert "<script" not in shown.replace("\\<script", "")
        answer = client.get(f"/api/v2/pages/{page.pk}/?rich_text_format=markdown").json()
        assert "<script" not in str(answer["body"]).replace("\\\\<script", "")


def _body(page: ArticlePage, items: list[Any]) -> Any:
    block = page.body.stream_block.child_blocks["paragraph"]
    raw = items[0][1] if hasattr(block, "child_blocks") else items[0][1]["text"]
    return page.body.stream_block.to_python([{"type": "paragraph", "value": raw, "id": "a"}])


class TestPreviewOfV3:
    PATHS = ("pages/", "redirects/")

    @pytest.mark.parametrize("path", PATHS)
    def test_is_off(self, client: Client, admin_client: Client, home: HomePage, path: str) -> None:
        for reader in (client, admin_client):
            assert reader.get(f"/api/v3-preview/{path}").status_code == 404

    @pytest.mark.parametrize("path", PATHS)
    def test_is_for_tools_with_a_token(
        self, client: Client, home: HomePage, settings: Any, path: str
    ) -> None:
        settings.API_V3_PREVIEW = True
        _, token = APIToken.create_token(
            user=User.objects.create_superuser("tool", "tool@example.org", "x"), name="tool"
        )
        url = f"/api/v3-preview/{path}"
        assert client.get(url).status_code == 404
        assert client.get(url, headers={"authorization": "Bearer x"}).status_code == 404
        assert client.get(url, headers={"authorization": f"Bearer {token}"}).status_code == 200
