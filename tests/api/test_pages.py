"""``/api/v2/pages/``: what v2 promises, and what this site adds."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, PageViewRestriction, Site

from home.models import HomePage
from relations.models import ArticlePage, RelatedPage, SectionPage
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    key_point,
    scaled_image,
)

pytestmark = pytest.mark.django_db

PAGES = "/api/v2/pages/"


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    return SectionPageFactory(parent=home, title="About", slug="about", show_in_menus=True)


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    return ArticlePageFactory(
        parent=section,
        title="Key events",
        slug="key-events",
        key_points=[
            key_point("An action plan was agreed.", date=(2015, 1, None), detail="<p>More.</p>"),
            key_point("A statement without a date."),
        ],
    )


def get(client: Client, path: str, status: int = 200) -> Any:
    response = client.get(path)
    assert response.status_code == status, response.content
    kind = "application/json" if status < 400 else "application/problem+json"
    assert response["Content-Type"].startswith(kind)
    return response.json()


class TestDetail:
    def test_carries_place_and_content(self, client: Client, article: ArticlePage) -> None:
        page = get(client, f"{PAGES}{article.pk}/")

        assert page["id"] == article.pk
        assert page["title"] == "Key events"
        assert page["meta"]["type"] == "relations.ArticlePage"
        assert page["meta"]["html_url"] == "http://localhost/en/about/key-events/"
        assert page["meta"]["detail_url"] == f"http://localhost{PAGES}{article.pk}/"
        assert page["meta"]["locale"] == "en"
        assert page["meta"]["parent"]["title"] == "About"
        assert [item["title"] for item in page["breadcrumb"]] == ["Home", "About"]
        assert [item["tag"] for item in page["alternates"]] == ["en"]

    def test_key_points_are_plain_values(self, client: Client, article: ArticlePage) -> None:
        first, second = get(client, f"{PAGES}{article.pk}/")["key_points"]

        assert first["type"] == "key_point"
        assert first["value"] == {
            "statement": "An action plan was agreed.",
            "date": {"value": "2015-01", "precision": "month"},
            "detail": "<p>More.</p>",
        }
        assert second["value"]["date"] is None

    def test_images_are_ready_to_show(self, client: Client, section: SectionPage) -> None:
        page = ArticlePageFactory(
            parent=section, lead_image=scaled_image(), lead_image_alternative_text="A flag"
        )
        image = get(client, f"{PAGES}{page.pk}/")["lead_image"]

        assert image["alt"] == "A flag"
        assert image["src"].startswith("http://localhost/media/")
        assert image["srcset"].startswith("http://localhost/media/")
        assert image["width"] > 0

    def test_links_in_rich_text_are_resolved(
        self, client: Client, section: SectionPage, article: ArticlePage
    ) -> None:
        page = ArticlePageFactory(
            parent=section,
            body=[("paragraph", f'<p><a linktype="page" id="{article.pk}">there</a></p>')],
        )
        paragraph = get(client, f"{PAGES}{page.pk}/")["body"][0]["value"]

        assert paragraph == '<p><a href="http://localhost/en/about/key-events/">there</a></p>'

    def test_references_are_whole(
        self, client: Client, section: SectionPage, article: ArticlePage
    ) -> None:
        page = ArticlePageFactory(parent=section)
        page.related_pages.set([RelatedPage(page=article, locale=page.locale)])
        page.save()

        related = get(client, f"{PAGES}{page.pk}/")["related_pages"]

        assert related == [
            {
                "page": {
                    "id": article.pk,
                    "type": "relations.ArticlePage",
                    "title": "Key events",
                    "locale": "en",
                    "html_url": "http://localhost/en/about/key-events/",
                    "detail_url": f"http://localhost{PAGES}{article.pk}/",
                }
            }
        ]

    def test_names_the_page_that_it_is_an_alias_of(
        self, client: Client, home: HomePage, article: ArticlePage
    ) -> None:
        section = SectionPageFactory(parent=home)
        alias = article.create_alias(parent=section)

        assert get(client, f"{PAGES}{alias.pk}/")["meta"]["alias_of"] == {
            "id": article.pk,
            "meta": {
                "type": "relations.ArticlePage",
                "detail_url": f"http://localhost{PAGES}{article.pk}/",
                "html_url": "http://localhost/en/about/key-events/",
            },
            "title": "Key events",
        }

    def test_names_every_language(
        self,
        client: Client,
        section: SectionPage,
        serbian_home: HomePage,
        serbian: Locale,
    ) -> None:
        counterpart = section.copy_for_translation(serbian)
        counterpart.title, counterpart.slug = "О нама", "o-nama"
        counterpart.save_revision().publish()

        alternates = get(client, f"{PAGES}{section.pk}/")["alternates"]

        assert [(item["tag"], item["id"]) for item in alternates if item["locale"] == "sr"][-1] == (
            "sr-Cyrl",
            counterpart.pk,
        )
        assert alternates[-1]["html_url"] == "http://localhost/sr/o-nama/"
        response = client.get(f"{PAGES}{counterpart.pk}/")
        assert response["Content-Language"] == "sr-Cyrl"


class TestFields:
    """v2's ``fields`` parameter."""

    def test_listing_has_v2s_defaults(self, client: Client, article: ArticlePage) -> None:
        (item,) = get(client, f"{PAGES}?type=relations.ArticlePage")["items"]

        assert set(item) == {"id", "type", "meta", "title"}
        assert set(item["meta"]) == {
            "type",
            "detail_url",
            "html_url",
            "slug",
            "first_published_at",
            "locale",
        }

    def test_all_fields(self, client: Client, article: ArticlePage) -> None:
        (item,) = get(client, f"{PAGES}?type=relations.ArticlePage&fields=*")["items"]

        assert {"breadcrumb", "alternates", "lead", "key_points", "body", "tags"} <= set(item)

    def test_only_the_named_ones(self, client: Client, article: ArticlePage) -> None:
        (item,) = get(client, f"{PAGES}?type=relations.ArticlePage&fields=_,title")["items"]

        assert item == {"title": "Key events"}

    def test_all_but_one(self, client: Client, article: ArticlePage) -> None:
        page = get(client, f"{PAGES}{article.pk}/?fields=*,-body")

        assert "body" not in page
        assert "lead" in page

    def test_nested(self, client: Client, article: ArticlePage) -> None:
        page = get(client, f"{PAGES}{article.pk}/?fields=_,breadcrumb(_,title)")

        assert page == {"breadcrumb": [{"title": "Home"}, {"title": "About"}]}

    @pytest.mark.parametrize(
        ("query", "message"),
        [
            ("fields=nonsense", "unknown fields: nonsense"),
            ("fields=*,", "fields error"),
            ("nonsense=1", "query parameter is not an operation or a recognised field: nonsense"),
            ("type=no.Such", "type doesn't exist"),
            ("child_of=999999", "parent page doesn't exist"),
            ("order=nonsense", "cannot order by 'nonsense' (unknown field)"),
            ("limit=1000", "limit cannot be higher than 100"),
            ("offset=-1", "offset must be a positive integer"),
            ("search=a&search_operator=xor", "search_operator must be one of and, or, not 'xor'"),
            ("first_published_at=soon", "field filter error. “soon” value has an invalid format"),
        ],
    )
    def test_a_wrong_parameter_is_named(
        self, client: Client, article: ArticlePage, query: str, message: str
    ) -> None:
        assert message in get(client, f"{PAGES}?{query}", status=400)["message"]

    def test_an_unknown_field_of_a_detail_is_named(
        self, client: Client, article: ArticlePage
    ) -> None:
        answer = get(client, f"{PAGES}{article.pk}/?fields=nonsense", status=400)
        assert answer["message"] == "unknown fields: nonsense"


class TestFilters:
    """v2's filters choose the pages."""

    def ids(self, client: Client, query: str) -> list[int]:
        return [item["id"] for item in get(client, f"{PAGES}?{query}")["items"]]

    def test_tree_filters(
        self, client: Client, home: HomePage, section: SectionPage, article: ArticlePage
    ) -> None:
        assert self.ids(client, f"child_of={section.pk}") == [article.pk]
        assert set(self.ids(client, f"descendant_of={home.pk}")) == {section.pk, article.pk}
        assert set(self.ids(client, f"ancestor_of={article.pk}")) == {home.pk, section.pk}
        assert self.ids(client, "child_of=root") == [section.pk]

    def test_language_filters(
        self, client: Client, home: HomePage, serbian_home: HomePage, section: SectionPage
    ) -> None:
        assert self.ids(client, "locale=sr") == [serbian_home.pk]
        assert self.ids(client, f"translation_of={home.pk}") == [serbian_home.pk]

    def test_all_fields_of_pages_of_all_types(
        self, client: Client, home: HomePage, section: SectionPage, article: ArticlePage
    ) -> None:
        def listed(query: str) -> dict[int, Any]:
            return {item["id"]: item for item in get(client, f"{PAGES}?{query}")["items"]}

        together = listed("fields=*")
        assert together[article.pk] == listed("fields=*&type=relations.ArticlePage")[article.pk]
        assert together[section.pk] == listed("fields=*&type=relations.SectionPage")[section.pk]
        assert "key_points" in together[article.pk]
        assert "key_points" not in together[section.pk]

    def test_the_order_of_the_tree(self, client: Client, section: SectionPage) -> None:
        first, second = (ArticlePageFactory(parent=section) for _ in range(2))
        second.move(section, pos="first-child")
        children = f"child_of={section.pk}"
        assert self.ids(client, f"{children}&order=tree_position") == [second.pk, first.pk]
        assert self.ids(client, f"{children}&order=-tree_position") == [first.pk, second.pk]
        everything = "order=tree_position&limit=100&fields=tree_position"
        positions = [
            item["meta"]["tree_position"]
            for item in client.get(f"/api/v2/pages/?{everything}").json()["items"]
        ]
        assert positions == sorted(positions)
        assert len(set(positions)) == len(positions)

    def test_fields_order_and_slices(self, client: Client, section: SectionPage) -> None:
        pages = [ArticlePageFactory(parent=section, title=title) for title in ("B", "C", "A")]

        assert self.ids(client, "type=relations.ArticlePage&order=title") == [
            pages[2].pk,
            pages[0].pk,
            pages[1].pk,
        ]
        assert self.ids(client, "type=relations.ArticlePage&order=-title&limit=1") == [pages[1].pk]
        assert self.ids(client, "order=title&offset=1&limit=1&type=relations.ArticlePage") == [
            pages[0].pk
        ]
        assert self.ids(client, f"slug={pages[0].slug}") == [pages[0].pk]

    def test_several_types(
        self, client: Client, section: SectionPage, article: ArticlePage
    ) -> None:
        query = "type=relations.SectionPage,relations.ArticlePage"
        assert set(self.ids(client, query)) == {section.pk, article.pk}

    def test_search(
        self,
        client: Client,
        section: SectionPage,
        article: ArticlePage,
    ) -> None:
        ArticlePageFactory(parent=section, title="Something else")
        assert self.ids(client, "search=events") == [article.pk]

    def test_tags(self, client: Client, section: SectionPage, article: ArticlePage) -> None:
        article.tags.add("reform")
        article.save()
        assert self.ids(client, "type=relations.ArticlePage&tags=reform") == [article.pk]
        assert get(client, f"{PAGES}{article.pk}/")["tags"] == ["reform"]


class TestFind:
    @pytest.mark.parametrize(
        "path", ["/en/about/key-events/", "en/about/key-events", "/about/key-events/"]
    )
    def test_takes_every_path_that_the_site_emits(
        self, client: Client, article: ArticlePage, path: str
    ) -> None:
        response = client.get(f"{PAGES}find/", {"html_path": path, "fields": "title"})

        assert response.status_code == 302
        assert response["Location"] == f"http://localhost{PAGES}{article.pk}/?fields=title"

    def test_takes_serbian_paths(self, client: Client, serbian_home: HomePage) -> None:
        response = client.get(f"{PAGES}find/", {"html_path": "/sr/"})

        assert response["Location"].endswith(f"{PAGES}{serbian_home.pk}/?")

    def test_leads_to_the_form_of_the_path(self, client: Client, serbian_home: HomePage) -> None:
        response = client.get(f"{PAGES}find/", {"html_path": "/sr-latn/"})

        assert response["Location"].endswith(f"{PAGES}{serbian_home.pk}/?locale=sr-Latn")
        assert client.get(response["Location"]).json()["title"] == "Početna"

    def test_says_when_there_is_nothing(self, client: Client, home: HomePage) -> None:
        get(client, f"{PAGES}find/?html_path=/en/nothing/", status=404)
        get(client, f"{PAGES}find/?id={home.pk + 1000}", status=404)


class TestWhatIsNotPublic:
    @pytest.fixture
    def hidden(self, section: SectionPage, article: ArticlePage) -> list[int]:
        draft = ArticlePageFactory(parent=section, live=False)
        PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
        return [draft.pk, article.pk]

    def test_never_appears(
        self, client: Client, admin_client: Client, hidden: list[int], article: ArticlePage
    ) -> None:
        for reader in (client, admin_client):
            assert get(reader, f"{PAGES}?type=relations.ArticlePage")["items"] == []
            for page_id in hidden:
                get(reader, f"{PAGES}{page_id}/", status=404)
            get(reader, f"{PAGES}find/?html_path=/en/about/{article.slug}/", status=404)

    def test_pages_of_another_site_have_to_be_asked_for(
        self, client: Client, home: HomePage
    ) -> None:
        other = HomePage(title="Other", slug="other", locale=home.locale)
        home.get_parent().add_child(instance=other)
        Site.objects.create(hostname="other.example", port=80, root_page=other)

        get(client, f"{PAGES}{other.pk}/", status=404)
        page = get(client, f"{PAGES}{other.pk}/?site=other.example")
        assert page["meta"]["html_url"].endswith("/en/")


class TestErrorsAreJson:
    @pytest.mark.parametrize(
        "path",
        [
            "/api/",
            "/api/v2/",
            "/api/v2/nonsense/",
            "/api/v2/pages/999999/",
            "/api/v2/pages/abc/",
            "/api/v2/pages/%0A1/",
            "/api/v9/pages/",
            "/api/v2/pages/?locale=xx",
        ],
    )
    def test_with_their_own_status(self, client: Client, home: HomePage, path: str) -> None:
        response = client.get(path, headers={"accept-language": "sr"})

        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["message"]

    def test_unknown_paths_take_no_form_token(self, home: HomePage) -> None:
        response = Client(enforce_csrf_checks=True).post("/api/nonsense/", {"x": "y"})

        assert response.status_code == 404
        assert response.json()["message"]

    def test_methods(self, client: Client, home: HomePage) -> None:
        assert client.post(PAGES).status_code == 405


def test_answers_do_not_depend_on_the_browsers_language(
    client: Client, article: ArticlePage
) -> None:
    english, serbian = (
        client.get(f"{PAGES}{article.pk}/", headers={"accept-language": language})
        for language in ("en", "sr")
    )
    assert english.content == serbian.content
    assert "Accept-Language" not in english.get("Vary", "")
