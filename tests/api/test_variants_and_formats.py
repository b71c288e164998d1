"""``locale``, ``fallback`` and ``rich_text_format``; addresses of every kind in ``find`` and ``resolve``."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from tests.support.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db

PAGES = "/api/v2/pages/"


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    return ArticlePageFactory(
        parent=section,
        title="Mission",
        slug="mission",
        body=[
            (
                "paragraph",
                f'<p>See <a linktype="page" id="{section.pk}">there</a>, <b>now</b>.</p>'
                "<ul><li>One</li><li>Two</li></ul>",
            )
        ],
    )


@pytest.fixture
def translated(serbian_home: HomePage, section: SectionPage, serbian: Locale) -> SectionPage:
    counterpart = section.copy_for_translation(serbian)
    counterpart.title, counterpart.slug = "О нама", "o-nama"
    counterpart.save_revision().publish()
    return SectionPage.objects.get(pk=counterpart.pk)


def get(client: Client, path: str, status: int = 200) -> Any:
    response = client.get(path)
    assert response.status_code == status, response.content
    return response.json()


class TestFallback:
    def test_is_never_given_unasked(
        self, client: Client, translated: SectionPage, article: ArticlePage
    ) -> None:
        get(client, f"{PAGES}{article.pk}/?locale=sr", status=404)
        get(client, "/api/v2/resolve/?path=/en/about/mission/&locale=sr", status=404)
        listed = get(client, f"{PAGES}?locale=sr&type=relations.ArticlePage")["items"]
        assert listed == []

    def test_of_a_detail_says_what_is_served(
        self, client: Client, translated: SectionPage, article: ArticlePage
    ) -> None:
        response = client.get(f"{PAGES}{article.pk}/?locale=sr-Latn&fallback=en")
        meta = response.json()["meta"]

        assert (meta["requested_locale"], meta["served_locale"]) == ("sr-Latn", "en")
        assert response["Content-Language"] == "en"
        assert response.json()["title"] == "Mission"

    def test_is_not_needed_where_there_is_a_translation(
        self, client: Client, translated: SectionPage, section: SectionPage
    ) -> None:
        response = client.get(f"{PAGES}{section.pk}/?locale=sr-Latn&fallback=en")
        page = response.json()

        assert page["id"] == translated.pk
        assert page["title"] == "O nama"
        assert page["meta"]["served_locale"] == response["Content-Language"] == "sr-Latn"

    def test_of_a_list(self, client: Client, translated: SectionPage, article: ArticlePage) -> None:
        items = get(client, f"{PAGES}?locale=sr&fallback=en&fields=title")["items"]
        served = {item["title"]: item["meta"]["served_locale"] for item in items}
        assert served == {"Почетна": "sr-Cyrl", "О нама": "sr-Cyrl", "Mission": "en"}

    def test_of_an_address_whose_translation_is_withdrawn(
        self, client: Client, translated: SectionPage
    ) -> None:
        translated.unpublish()
        get(client, "/api/v2/resolve/?path=/sr/o-nama/", status=410)
        answer = get(client, "/api/v2/resolve/?path=/sr/o-nama/&fallback=en")
        assert (answer["outcome"], answer["page"]["title"]) == ("page", "About")
        assert answer["page"]["meta"]["requested_locale"] == "sr-Cyrl"


class TestWhereFormsLead:
    """An answer in a variant leads on in that variant, and says which it is."""

    def test_a_detail_in_latin(self, client: Client, translated: SectionPage) -> None:
        latin = get(client, f"{PAGES}{translated.pk}/?locale=sr-Latn")
        cyrillic = get(client, f"{PAGES}{translated.pk}/")
        assert (latin["meta"]["tag"], cyrillic["meta"]["tag"]) == ("sr-Latn", "sr-Cyrl")
        assert (latin["meta"]["locale"], cyrillic["meta"]["locale"]) == ("sr", "sr")
        assert latin["meta"]["detail_url"].endswith(f"/{translated.pk}/?locale=sr-Latn")
        assert latin["meta"]["parent"]["meta"]["detail_url"].endswith("/?locale=sr-Latn")
        assert cyrillic["meta"]["detail_url"].endswith(f"/{translated.pk}/")
        assert latin["meta"]["translation_key"] == cyrillic["meta"]["translation_key"]
        addresses = {alternate["tag"]: alternate["detail_url"] for alternate in latin["alternates"]}
        assert addresses["sr-Latn"] == latin["meta"]["detail_url"]
        assert addresses["sr-Cyrl"] == cyrillic["meta"]["detail_url"]

    def test_a_list_in_latin_with_english_in_the_gaps(
        self, client: Client, translated: SectionPage, article: ArticlePage
    ) -> None:
        items = get(client, f"{PAGES}?locale=sr-Latn&fallback=en&fields=tag,detail_url")["items"]
        by_id = {item["id"]: item["meta"] for item in items}
        assert by_id[translated.pk]["tag"] == "sr-Latn"
        assert by_id[translated.pk]["detail_url"].endswith("?locale=sr-Latn")
        assert by_id[article.pk]["tag"] == "en"
        assert by_id[article.pk]["detail_url"].endswith(f"/{article.pk}/")


class TestWholeLists:
    def test_hold_what_details_hold(
        self, client: Client, translated: SectionPage, article: ArticlePage
    ) -> None:
        for query in ("", "locale=sr-Latn&"):
            for item in get(client, f"{PAGES}?{query}fields=*")["items"]:
                assert item == get(
                    client, item["meta"]["detail_url"].removeprefix("http://localhost")
                )

    def test_who_asks_for_nothing_is_led_nowhere(
        self, client: Client, article: ArticlePage
    ) -> None:
        meta = get(client, f"{PAGES}?cursor=&limit=0")["meta"]
        assert meta["next_cursor"] is None
        assert meta["total_count"] > 0


class TestMarkdown:
    def test_rich_text_can_be_had_as_markdown(self, client: Client, article: ArticlePage) -> None:
        page = get(client, f"{PAGES}{article.pk}/?rich_text_format=markdown")
        assert page["body"][0]["value"] == (
            "See [there](http://localhost/en/about/), **now**.\n\n- One\n- Two"
        )

    def test_html_is_what_is_given_otherwise(self, client: Client, article: ArticlePage) -> None:
        asked = get(client, f"{PAGES}{article.pk}/?rich_text_format=html")
        assert asked == get(client, f"{PAGES}{article.pk}/")
        assert asked["body"][0]["value"].startswith("<p")


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            "/en/about/mission/",
            "/en/about/mission",
            "en/about/mission",
            "about/mission",
            "http://localhost/en/about/mission/",
            "http://localhost/en/about/mission/?utm=1#key-point-2",
        ],
    )
    def test_find_takes_what_resolve_takes(
        self, client: Client, article: ArticlePage, address: str
    ) -> None:
        found = client.get(f"{PAGES}find/", {"html_path": address})
        resolved = client.get("/api/v2/resolve/", {"path": address})

        assert found["Location"] == f"http://localhost{PAGES}{article.pk}/?"
        assert resolved.json()["page"]["id"] == article.pk

    def test_a_moved_page_is_found_where_it_is_now(
        self, client: Client, home: HomePage, article: ArticlePage
    ) -> None:
        Redirect.add_redirect("/en/old/", article)
        found = client.get(f"{PAGES}find/", {"html_path": "/en/old/"})
        resolved = get(client, "/api/v2/resolve/?path=/en/old/")

        assert found["Location"] == f"http://localhost{PAGES}{article.pk}/?"
        assert resolved == {
            "outcome": "redirect",
            "is_permanent": True,
            "id": article.pk,
            "html_url": "http://localhost/en/about/mission/",
            "detail_url": f"http://localhost{PAGES}{article.pk}/",
        }

    def test_a_withdrawn_page_is_gone(self, client: Client, article: ArticlePage) -> None:
        article.save_revision().publish()
        article.refresh_from_db()
        article.unpublish()
        assert get(client, f"{PAGES}find/?html_path=/en/about/mission/", 410)["code"] == "gone"
        gone = get(client, "/api/v2/resolve/?path=/en/about/mission/", 410)
        assert (gone["outcome"], gone["code"]) == ("gone", "gone")

    def test_a_redirect_to_a_private_page_leads_nowhere(
        self, client: Client, article: ArticlePage
    ) -> None:
        Redirect.add_redirect("/en/old/", article)
        article.unpublish()
        get(client, "/api/v2/resolve/?path=/en/old/", status=404)
        assert get(client, "/api/v2/redirects/")["items"] == []
