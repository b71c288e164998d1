"""The admin speaks Serbian in both scripts: a walk through what an administrator opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection, Locale, Page, PageLogEntry, Site
from wagtail.users.models import UserProfile

from home.models import HomePage
from offices.models import ContactPage, Office
from site_core.models import SiteSettings, User
from tests.support import admin_words, factories, translating

ROUTES = (
    "",
    "pages/",
    "pages/{home}/",
    "pages/{article}/edit/",
    "pages/{home}/edit/",
    "pages/{contact}/edit/",
    "pages/{translation}/edit/",
    "pages/{home}/add_subpage/",
    "pages/add/relations/articlepage/{section}/",
    "pages/{article}/history/",
    "pages/{article}/usage/",
    "pages/{article}/delete/",
    "pages/{article}/unpublish/",
    "pages/{article}/move/",
    "pages/{article}/copy/",
    "pages/{article}/workflow_history/",
    "pages/{article}/preview-links/",
    "pages/{article}/privacy/",
    "pages/search/?q=1",
    "pages/{home}/?q=1",
    "collections/",
    "collections/add/",
    "workflows/list/",
    "workflows/add/",
    "workflows/edit/{workflow}/",
    "workflows/usage/{workflow}/",
    "workflows/tasks/select_type/",
    "workflows/tasks/index/",
    "workflows/tasks/edit/{task}/",
    "reports/locked/",
    "reports/workflow/",
    "reports/workflow_tasks/",
    "reports/site-history/",
    "reports/aging-pages/",
    "reports/page-types-usage/",
    "reports/translation-work/",
    "reports/translation-status/",
    "reports/unused-images/",
    "reports/unused-documents/",
    "translations/{article}/publish/",
    "translations/files/",
    "localize/submit/page/{untranslated}/",
    "redirects/",
    "redirects/add/",
    "redirects/import/",
    "forms/",
    "snippets/offices/office/",
    "snippets/offices/office/add/",
    "snippets/offices/office/edit/{office}/",
    "snippets/offices/office/history/{office}/",
    "snippets/offices/office/delete/{office}/",
    "snippets/",
    "documents/",
    "documents/add/",
    "documents/multiple/add/",
    "documents/edit/{document}/",
    "documents/delete/{document}/",
    "images/",
    "images/add/",
    "images/multiple/add/",
    "images/{image}/",
    "images/{image}/delete/",
    "images/usage/{image}/",
    "images/chooser/",
    "documents/chooser/",
    "choose-page/",
    "choose-external-link/",
    "choose-email-link/",
    "settings/site_core/sitesettings/",
    "terms/",
    "terms/new/",
    "webhooks/",
    "webhooks/new/",
    "locales/",
    "sites/",
    "sites/new/",
    "sites/edit/{site}/",
    "users/",
    "users/new/",
    "users/edit/{user}/",
    "users/history/{user}/",
    "groups/",
    "groups/new/",
    "groups/edit/{group}/",
    "groups/delete/{group}/",
    "api-tokens/",
    "api-tokens/new/",
    "account/",
    "second-factor/set-up/",
    "pages/{article}/revisions/compare/earliest...live/",
    "bulk/wagtailcore/page/publish/?id={untranslated}",
    "bulk/wagtailcore/page/unpublish/?id={untranslated}",
    "bulk/wagtailcore/page/move/?id={untranslated}",
    "bulk/wagtailcore/page/delete/?id={untranslated}",
    "bulk/site_core/siteimage/add_tags/?id={image}",
    "bulk/site_core/siteimage/add_to_collection/?id={image}",
    "bulk/site_core/siteimage/delete/?id={image}",
    "bulk/site_core/sitedocument/delete/?id={document}",
    "bulk/offices/office/delete/?id={office}",
    "bulk/site_core/user/delete/?id={user}",
    "bulk/site_core/user/assign_role/?id={user}",
    "bulk/site_core/user/set_active_state/?id={user}",
    "snippets/offices/office/usage/{office}/",
    "snippets/offices/office/unpublish/{office}/",
    "documents/usage/{document}/",
    "choose-phone-link/",
    "choose-anchor-link/",
    "nowhere/",
)
#: What somebody sees who has not signed in.
DOORS = ("login/", "password_reset/", "password_reset/done/", "password_reset/confirm/x/x-x/")


@pytest.fixture
def places(home: HomePage, serbian_home: HomePage, serbian: Locale, site: Site) -> dict[str, Any]:
    """The ids of one object of each kind. Their own words are numbers."""
    section = factories.SectionPageFactory(parent=home, title="10", slug="10", lead="1")
    key_points = [factories.key_point("1")]
    article = factories.ArticlePageFactory(
        parent=section, title="11", slug="11", lead="1", key_points=key_points
    )
    untranslated = factories.ArticlePageFactory(
        parent=section, title="12", slug="12", lead="1", key_points=key_points
    )
    factories.ContactPageFactory(parent=home, title="13", slug="13")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(translating, "MARK", "1")
        translating.translate(section, serbian)
        translation = translating.translate(article, serbian)
    office = factories.OfficeFactory(
        name="14", street="1", postal_code="1", city="1", country="1", unit="1"
    )
    office.save_revision().publish()
    for page in Page.objects.filter(depth__gt=1).specific():
        page.title = page.draft_title = str(page.pk)
        page.slug = page.title if page.locale == serbian else page.slug
        page.save_revision().publish()
    settings = SiteSettings.for_site(site)
    settings.search_synonyms = ""
    settings.save()
    image = factories.SiteImageFactory(title="15", description="1")
    document = factories.SiteDocumentFactory(title="16")
    Collection.objects.update(name="1")
    PageLogEntry.objects.all().delete()
    site.hostname, site.site_name = "1.1.1.1", "1"
    site.save()
    workflow = home.get_workflow()
    workflow.name = "11"
    workflow.save()
    task = workflow.tasks.get()
    task.name = "12"
    task.save()
    return {
        "home": home.pk,
        "section": section.pk,
        "article": article.pk,
        "untranslated": untranslated.pk,
        "contact": ContactPage.objects.get().pk,
        "translation": translation.pk,
        "office": Office.objects.get().pk,
        "image": image.pk,
        "document": document.pk,
        "workflow": workflow.pk,
        "task": task.pk,
        "site": site.pk,
        "group": Group.objects.create(name="17").pk,
        "role": Group.objects.get(name="Editor").pk,
    }


def signed_in(language: str) -> tuple[Client, User]:
    """An administrator without a name, who has chosen this language."""
    user = User.objects.create_superuser("1", "1@example.org", "x")
    UserProfile.objects.create(user=user, preferred_language=language)
    client = Client()
    client.force_login(user)
    return client, user


def said(response: Any) -> set[str]:
    """What an answer says, a dialogue within JSON too."""
    if response.headers["Content-Type"].startswith("application/json"):
        return admin_words.words_of(response.json().get("html", ""))
    return admin_words.words_of(response.content.decode())


def walk(places: dict[str, Any], language: str) -> dict[str, set[str]]:
    """What each route says in a language."""
    client, user = signed_in(language)
    heard: dict[str, set[str]] = {}
    for route in ROUTES:
        response = client.get(f"/admin/{route.format(user=user.pk, **places)}", follow=True)
        assert response.status_code == (404 if route == "nowhere/" else 200), route
        heard[route] = said(response)
    stranger = Client(headers={"accept-language": language})
    for route in DOORS:
        heard[route] = said(stranger.get(f"/admin/{route}", follow=True))
    user.delete()
    return heard


@time_machine.travel(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(
    ("language", "left_over"),
    [("sr", admin_words.left_in_latin), ("sr-latn", admin_words.strange_in_latin)],
)
def test_no_english_word_is_met(
    places: dict[str, Any], language: str, left_over: Callable[[set[str]], set[str]]
) -> None:
    met: dict[str, str] = {}
    for route, texts in walk(places, language).items():
        met |= dict.fromkeys(left_over(texts), route)
    assert met == {}
