"""``/changes/``: what the feed says, and that a mirror which follows it equals the site."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.published.models import Change
from tests.support.editing import SiteMachine
from tests.support.factories import ArticlePageFactory, SectionPageFactory, SiteImageFactory
from tests.support.mirror import Mirror, whole_site

pytestmark = pytest.mark.django_db

CHANGES = "/api/v2/changes/"


def get(path: str) -> tuple[int, Any]:
    response = Client().get(path)
    return response.status_code, response.json()


class Follower:
    """Says what is new since it was last asked."""

    def __init__(self) -> None:
        self.cursor = get(f"{CHANGES}?since=now")[1]["meta"]["cursor"]

    def news(self) -> list[tuple[str, int]]:
        return [(item["change"], item["object"]["id"]) for item in self.items()]

    def items(self) -> list[dict[str, Any]]:
        status, answer = get(f"{CHANGES}?since={self.cursor}")
        assert status == 200
        self.cursor = answer["meta"]["cursor"]
        return answer["items"]


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    return ArticlePageFactory(parent=section, title="Mission", slug="mission")


class TestTheFeed:
    def test_starts_with_the_whole_history(
        self, home: HomePage, section: SectionPage, article: ArticlePage
    ) -> None:
        items = get(CHANGES)[1]["items"]

        assert (items[0]["change"], items[0]["object"]["id"]) == ("published", home.pk)
        assert [(item["change"], item["object"]["id"]) for item in items[-2:]] == [
            ("published", section.pk),
            ("published", article.pk),
        ]
        last = items[-1]
        assert (last["path_before"], last["path_after"]) == (None, "/en/about/mission/")
        assert last["object"]["type"] == "relations.ArticlePage"
        assert last["object"]["locale"] == last["object"]["tag"] == "en"
        assert last["object"]["detail_url"].endswith(f"/api/v2/pages/{article.pk}/")

    def test_goes_on_from_a_cursor(self, section: SectionPage, article: ArticlePage) -> None:
        everything = get(CHANGES)[1]["items"]
        first = get(f"{CHANGES}?limit=1")[1]
        assert first["meta"]["has_more"] is True
        rest = get(f"{CHANGES}?since={first['meta']['cursor']}")[1]
        assert rest["items"] == everything[1:]
        assert rest["meta"]["has_more"] is False
        behind_one = get(f"{CHANGES}?since={everything[-2]['cursor']}")[1]
        assert [item["object"]["id"] for item in behind_one["items"]] == [article.pk]

    @pytest.mark.parametrize(
        "cursor", ["x", "%F0%9F%98%80", "MTpwYWdlczox", "MTpjaGFuZ2VzOjk5OTk5"]
    )
    def test_refuses_broken_and_foreign_cursors(self, article: ArticlePage, cursor: str) -> None:
        status, answer = get(f"{CHANGES}?since={cursor}")
        assert (status, answer["code"], answer["parameter"]) == (400, "invalid_cursor", "since")

    def test_knows_that_its_history_is_another_one(self, section: SectionPage) -> None:
        feed = Follower()
        feed.news()
        ArticlePageFactory(parent=section, slug="lost")
        ahead = Follower()
        ahead.news()
        # The site is restored from a copy without the article, and goes on.
        lost = Change.objects.order_by("number").last()
        assert lost is not None
        Change.objects.filter(pk=lost.pk).update(kind=Change.UPDATED, page_id=section.pk)
        ArticlePageFactory(parent=section, slug="another")

        status, answer = get(f"{CHANGES}?since={ahead.cursor}")
        assert status == 400
        assert (answer["code"], answer["parameter"]) == ("invalid_cursor", "since")
        assert "restored" in answer["detail"]
        assert feed.news()  # what came before still holds

    def test_every_line_has_a_cursor_that_leads_behind_it(self, article: ArticlePage) -> None:
        lines = get(CHANGES)[1]["items"]
        for place, line in enumerate(lines, start=1):
            assert get(f"{CHANGES}?since={line['cursor']}")[1]["items"] == lines[place:]

    def test_costs_two_queries(
        self, client: Client, article: ArticlePage, django_assert_max_num_queries: Any
    ) -> None:
        client.get(CHANGES)
        with django_assert_max_num_queries(2):
            client.get(CHANGES)

    def test_says_when_a_page_is_updated_and_when_nothing_is(self, article: ArticlePage) -> None:
        follower = Follower()
        article.save_revision()
        article.save_revision().publish()
        assert {kind for kind, _ in follower.news()} <= {"updated"}
        article.lead = "Another lead."
        article.save_revision().publish()
        assert follower.news() == [("updated", article.pk)]

    def test_spells_out_a_moved_section(
        self, home: HomePage, section: SectionPage, article: ArticlePage
    ) -> None:
        other = SectionPageFactory(parent=home, slug="other")
        follower = Follower()
        section.move(other, pos="last-child")

        moved = [item for item in follower.items() if item["change"] == "moved"]
        assert [(item["path_before"], item["path_after"]) for item in moved] == [
            ("/en/about/", "/en/other/about/"),
            ("/en/about/mission/", "/en/other/about/mission/"),
        ]

    def test_a_renamed_section_updates_what_shows_its_name(
        self, section: SectionPage, article: ArticlePage
    ) -> None:
        follower = Follower()
        section.title = "About us"
        section.save_revision().publish()
        assert follower.news() == [("updated", section.pk), ("updated", article.pk)]

    def test_unpublishing_deleting_and_restricting(
        self, section: SectionPage, article: ArticlePage
    ) -> None:
        follower = Follower()
        article.unpublish()
        assert follower.news() == [("unpublished", article.pk)]
        article.save_revision().publish()
        assert follower.news() == [("published", article.pk)]
        restriction = PageViewRestriction.objects.create(
            page=section, restriction_type=PageViewRestriction.LOGIN
        )
        assert follower.news() == [("unpublished", section.pk), ("unpublished", article.pk)]
        article.refresh_from_db()
        article.title = "Secret"
        article.save_revision().publish()
        assert follower.news() == []
        restriction.delete()
        assert follower.news() == [("published", section.pk), ("published", article.pk)]
        Page.objects.get(pk=section.pk).delete()
        assert follower.news() == [("deleted", section.pk), ("deleted", article.pk)]

    def test_a_bulk_deletion_is_spelled_out(self, section: SectionPage) -> None:
        pages = [ArticlePageFactory(parent=section).pk for _ in range(3)]
        follower = Follower()
        section.get_children().delete()
        assert sorted(follower.news()) == [("deleted", page) for page in pages]

    def test_a_page_with_an_alias_is_deleted(
        self, section: SectionPage, article: ArticlePage
    ) -> None:
        alias = article.create_alias(parent=section, update_slug="alias")
        follower = Follower()
        article.delete()
        assert ("deleted", article.pk) in follower.news()
        assert get("/api/v2/pages/?type=relations.ArticlePage")[1]["items"] == []
        assert alias.pk != article.pk

    def test_a_changed_image_updates_the_pages_that_show_it(self, section: SectionPage) -> None:
        image = SiteImageFactory()
        page = ArticlePageFactory(
            parent=section, lead_image=image, lead_image_alternative_text="A flag"
        )
        follower = Follower()
        image.credit = "Somebody else"
        image.save()
        assert follower.news() == [("updated", page.pk)]

    def test_what_is_rolled_back_was_never_there(self, article: ArticlePage) -> None:
        follower = Follower()
        savepoint = transaction.savepoint_create()
        article.unpublish()
        transaction.savepoint_rollback(savepoint)
        assert follower.news() == []
        assert not Change.objects.filter(kind="unpublished").exists()


class MirroredSite(SiteMachine):
    """The site, followed by a mirror that began with nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.mirror = Mirror(get)

    @invariant()
    def mirror_equals_the_site(self) -> None:
        self.mirror.follow()
        # The feed tells of a page whose time is over when the worker has taken it down.
        if not Page.objects.filter(live=True, expire_at__lt=timezone.now()).exists():
            assert self.mirror.pages == whole_site(get)


def test_a_mirror_equals_the_site_after_any_sequence() -> None:
    run_state_machine_as_test(
        MirroredSite,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
