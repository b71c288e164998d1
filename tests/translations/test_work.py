"""What there is to translate, pages and offices together; and offices as they are told of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from offices.models import Office
from relations.models import ArticlePage, SectionPage
from site_core.models import User
from site_core.translations.status import statuses
from site_core.translations.work import measure, open_work
from tests.support.factories import ArticlePageFactory, office_with_channels
from tests.support.people import with_permissions
from tests.support.translating import translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(section: SectionPage, serbian: Locale) -> Office:
    made = office_with_channels(name="Press office", unit="First unit")
    made.save_revision().publish()
    translate(Office.objects.get(pk=made.pk), serbian)
    return Office.objects.get(pk=made.pk)


def change_unit(office: Office, unit: str = "Quite another unit") -> None:
    draft: Any = Office.objects.get(pk=office.pk)
    draft.unit = unit
    draft.save_revision().publish()


class TestTheList:
    def test_has_pages_and_offices_in_the_order_of_waiting(
        self,
        section: SectionPage,
        article: ArticlePage,
        office: Office,
        serbian: Locale,
        user: User,
    ) -> None:
        translate(article, serbian)
        change_unit(office)
        page = ArticlePage.objects.get(pk=article.pk)
        page.lead = "What the office does now."
        page.save_revision().publish()
        ArticlePageFactory(parent=section, slug="new", title="New")
        found = measure(open_work(user, serbian), serbian)
        shown = [(str(item.source), item.status.state, item.texts, item.words) for item in found]
        assert shown[:2] == [
            (str(Office.objects.get(pk=office.pk)), "outdated", 1, 3),
            ("Mission", "outdated", 1, 5),
        ]
        assert [item[1] for item in shown[2:]] == ["missing"] * (len(shown) - 2)
        assert found[0].changed == "Unit"

    def test_costs_the_same_for_few_and_for_many(
        self,
        section: SectionPage,
        user: User,
        serbian: Locale,
        django_assert_max_num_queries: Any,
    ) -> None:
        for number in range(12):
            ArticlePageFactory(parent=section, slug=f"new-{number}")
        with django_assert_max_num_queries(20):
            assert len(open_work(user, serbian)) == 12

    def test_is_seen_in_the_admin(
        self, editor: Client, article: ArticlePage, office: Office, serbian: Locale
    ) -> None:
        change_unit(office)
        shown = editor.get(reverse("liaison_translation_work")).content.decode()
        text = re.sub(r"\s+", " ", shown)
        assert "1 text, 3 words" in text
        assert "Mission" in text
        counterpart = Office.objects.get(translation_key=office.translation_key, locale=serbian)
        assert f"/admin/snippets/offices/office/edit/{counterpart.pk}/" in text

    def test_is_empty_for_whoever_may_not_translate_it(
        self, article: ArticlePage, office: Office
    ) -> None:
        guest = with_permissions("guest")
        shown = guest.get(reverse("liaison_translation_work")).content.decode()
        assert "Nothing waits for a translation" in shown


class TestOffices:
    def test_have_the_states_of_pages(self, office: Office, serbian: Locale) -> None:
        assert statuses([office], serbian)[office.pk].state == "current"
        change_unit(office)
        fresh = Office.objects.get(pk=office.pk)
        status = statuses([fresh], serbian)[office.pk]
        assert (status.state, status.changed_fields) == ("outdated", ("unit",))
        other = office_with_channels(name="Other office")
        assert statuses([other], serbian)[other.pk].state == "missing"

    def test_are_in_the_report_and_on_the_dashboard(
        self, editor: Client, office: Office, serbian: Locale
    ) -> None:
        change_unit(office)
        counterpart = Office.objects.get(translation_key=office.translation_key, locale=serbian)
        link = f"/admin/snippets/offices/office/edit/{counterpart.pk}/"
        report = reverse("liaison_translations")
        for state, is_there in (("", True), ("outdated", True), ("current", False)):
            shown = editor.get(f"{report}?state={state}").content.decode()
            assert (link in shown) is is_there
        shown = editor.get("/admin/").content.decode()
        assert f'href="{link}"' in shown.partition('id="work-translations"')[2]

    def test_say_their_state_in_their_list_and_form(self, editor: Client, office: Office) -> None:
        change_unit(office)
        shown = editor.get("/admin/snippets/offices/office/").content.decode()
        assert "Outdated" in shown
        form = editor.get(f"/admin/snippets/offices/office/edit/{office.pk}/").content.decode()
        assert "Changed in the original:" in form

    @pytest.mark.parametrize("action", ["delete", "unpublish"])
    @pytest.mark.parametrize("include", [True, False])
    def test_are_asked_about_their_translation(
        self, editor: Client, office: Office, serbian: Locale, action: str, include: bool
    ) -> None:
        url = f"/admin/snippets/offices/office/{action}/{office.pk}/"
        counterpart = Office.objects.get(translation_key=office.translation_key, locale=serbian)
        assert str(counterpart) in editor.get(url).content.decode()
        editor.post(url, {"include_translations": "on"} if include else {})
        left = Office.objects.filter(pk=counterpart.pk).first()
        assert (left is not None and left.live) is not include
        assert not Office.objects.filter(pk=office.pk, live=True).exists()

    def test_say_where_they_are_used_before_they_are_deleted(
        self, editor: Client, office: Office, section: SectionPage
    ) -> None:
        page = ArticlePageFactory(parent=section, slug="with-card")
        page.body = [("office_card", {"office": office})]
        page.save_revision().publish()
        shown = editor.get(f"/admin/snippets/offices/office/delete/{office.pk}/").content.decode()
        assert "1 time" in shown
