"""Where a page was, leads to where it is: in every variant, whatever the editor's own language is."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.models import PublishedDocument
from site_core.translations.slugs import MAX_SLUG_LENGTH, slug_from
from tests.support.editing import stored
from tests.support.factories import ArticlePageFactory, SectionPageFactory
from tests.support.translating import translate

pytestmark = pytest.mark.django_db

RESOLVE = "/api/v2/resolve/"


@pytest.fixture
def article(section: SectionPage, serbian: Locale, serbian_home: HomePage) -> ArticlePage:
    """An article, ``/en/about/mission/``, translated with its section."""
    translate(section, serbian)
    page = ArticlePageFactory(parent=section, title="Mission", slug="mission")
    translate(page, serbian)
    return page


@pytest.mark.parametrize("language", ["en", "sr", "sr-latn"])
@pytest.mark.parametrize("act", ["rename", "move"])
def test_an_old_address_leads_on_whoever_changed_it(
    client: Client,
    home: HomePage,
    section: SectionPage,
    article: ArticlePage,
    serbian: Locale,
    language: str,
    act: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    counterpart = section.get_translation(serbian)
    old = {prefix: f"/{prefix}/{counterpart.slug}/" for prefix in ("sr", "sr-latn")}
    below = article.get_translation(serbian).slug
    with translation.override(language):  # the admin's
        if act == "rename":
            counterpart.slug = "renamed"
            with django_capture_on_commit_callbacks(execute=True):
                counterpart.save_revision().publish()
        else:
            other = SectionPageFactory(parent=home, title="Other", slug="other")
            translate(other, serbian)
            Page.objects.get(pk=section.pk).specific.move(
                Page.objects.get(pk=other.pk), pos="last-child"
            )

    assert not Redirect.objects.filter(old_path__startswith="/sr-latn/").exists()
    for prefix, path in old.items():
        for old_path in (path, f"{path}{below}/"):
            response = client.get(old_path)
            assert response.status_code == 301, old_path
            assert response["Location"].startswith(f"/{prefix}/")
            assert client.get(response["Location"]).status_code == 200
            answer = client.get(RESOLVE, {"path": old_path}).json()
            assert (answer["outcome"], answer["is_permanent"]) == ("redirect", True)


def test_one_that_is_typed_for_latin_works_in_both_scripts(
    client: Client, article: ArticlePage, serbian: Locale
) -> None:
    Redirect.objects.create(
        old_path="/sr-latn/staro", redirect_page=article.get_translation(serbian)
    )
    for prefix in ("sr", "sr-latn"):
        response = client.get(f"/{prefix}/staro/")
        assert response["Location"].startswith(f"/{prefix}/")


def test_an_absolute_target_of_our_own_keeps_the_script(
    client: Client, article: ArticlePage, serbian: Locale
) -> None:
    target = article.get_translation(serbian).full_url
    Redirect.objects.create(old_path="/sr/staro", redirect_link=target)
    path = article.get_translation(serbian).url.partition("/sr/")[2]
    assert client.get("/sr-latn/staro/")["Location"] == f"/sr-latn/{path}"
    Redirect.objects.create(old_path="/sr/napolje", redirect_link="https://example.org/sr/there")
    assert client.get("/sr-latn/napolje/")["Location"] == "https://example.org/sr/there"


@pytest.mark.parametrize("asked", ["/en/Old-Page/", "/en/old-page/", "/en/OLD-PAGE"])
def test_the_case_of_letters_does_not_matter(
    client: Client, article: ArticlePage, asked: str
) -> None:
    Redirect.objects.create(old_path="/en/Old-Page", redirect_page=article)
    response = client.get(asked)
    assert response.status_code in (301, 302)
    assert client.get(RESOLVE, {"path": asked}).json()["outcome"] == "redirect"


class TestThePathOfAnotherLanguage:
    def test_leads_to_the_counterpart(
        self, client: Client, article: ArticlePage, serbian: Locale
    ) -> None:
        counterpart = article.get_translation(serbian)
        assert counterpart.slug != "mission"
        path = PublishedDocument.objects.get(page=counterpart).path.partition("/sr/")[2]
        for prefix in ("sr", "sr-latn"):
            response = client.get(f"/{prefix}/about/mission/")
            assert (response.status_code, response["Location"]) == (302, f"/{prefix}/{path}")
        answer = client.get(RESOLVE, {"path": "/sr/about/mission/"}).json()
        assert (answer["outcome"], answer["id"], answer["is_permanent"]) == (
            "redirect",
            counterpart.pk,
            False,
        )

    def test_of_a_page_without_a_counterpart_is_not_found(
        self, client: Client, section: SectionPage, article: ArticlePage, serbian: Locale
    ) -> None:
        article.get_translation(serbian).unpublish()
        assert client.get("/sr/about/mission/").status_code == 404

    def test_of_a_private_page_is_not_found(self, client: Client, article: ArticlePage) -> None:
        article.view_restrictions.create(restriction_type="login")
        assert client.get("/sr/about/mission/").status_code == 404


class TestLongPaths:
    def test_a_section_above_them_can_be_moved_and_renamed(
        self, home: HomePage, client: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        made = SectionPageFactory(parent=home, title="Section", slug="s" * 100)
        ArticlePageFactory(parent=made, title="Short", slug="short")
        ArticlePageFactory(parent=made, title="Long", slug="l" * 191)
        other = SectionPageFactory(parent=home, title="Other", slug="other")
        section = SectionPage.objects.get(pk=made.pk)
        section.slug = "renamed"
        with django_capture_on_commit_callbacks(execute=True):
            section.save_revision().publish()
        assert client.get(f"/en/{'s' * 100}/short/")["Location"] == "/en/renamed/short/"
        SectionPage.objects.get(pk=section.pk).move(stored(other), pos="last-child")
        assert client.get("/en/renamed/short/")["Location"] == "/en/other/renamed/short/"

    @pytest.mark.parametrize(
        ("title", "slug"),
        [
            ("Посета делегације", "poseta-delegacije"),
            ("реч " * 60, "-".join(["rec"] * 20)),
            ("р" * 200, "r" * MAX_SLUG_LENGTH),
        ],
    )
    def test_automatic_slugs_are_short(self, title: str, slug: str) -> None:
        assert slug_from(title) == slug
        assert len(slug_from(title)) <= MAX_SLUG_LENGTH


def test_the_platform_is_as_the_read_side_says(article: ArticlePage) -> None:
    call_command("rebuild_published", check=True)


def test_a_page_that_is_renamed_while_it_is_withdrawn_keeps_its_old_address(
    client: Client, section: SectionPage, django_capture_on_commit_callbacks: Any
) -> None:
    """Wagtail 8.1 makes a redirect for such a page only where ``WAGTAILREDIRECTS_AUTO_CREATE`` says so."""
    for slug, is_withdrawn in (("first", False), ("second", True)):
        with django_capture_on_commit_callbacks(execute=True):
            if is_withdrawn:
                Page.objects.get(pk=section.pk).specific.unpublish()
        page = Page.objects.get(pk=section.pk).specific
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
    response = client.get("/en/first/")
    assert (response.status_code, response["Location"]) == (301, "/en/second/")
