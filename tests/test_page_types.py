"""Every page type on its whole way through the admin: created, previewed, published, moved, translated."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Site, get_page_models
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)
from wagtail_localize.models import Translation

from home.models import HomePage
from offices.models import ContactPage
from site_core.models import BasePage, PublishedDocument, User
from site_core.published.projection import project
from site_core.published.rebuild import differences
from tests.support.factories import HomePageFactory, SectionPageFactory, office_with_channels
from tests.support.translating import MARK, translate

pytestmark = pytest.mark.django_db
Commits = Callable[..., AbstractContextManager[Any]]

PARAGRAPH = "<p>A sentence of the text.</p>"


@dataclass(frozen=True)
class Case:
    """What an editor enters for one page type, and what a reader then finds."""

    label: str
    parent: str
    destination: str
    entered: Callable[[], dict[str, Any]]
    read: list[str] = field(default_factory=list)


def home_page() -> dict[str, Any]:
    return {
        "lead": "What we are here for.",
        "notice": rich_text(PARAGRAPH, features=["bold", "link"]),
        "featured_pages": inline_formset([]),
    }


def section_page() -> dict[str, Any]:
    return {"lead": "What this section holds."}


def article_page() -> dict[str, Any]:
    point = {
        "statement": "It was agreed.",
        "date": {"year": "2015", "month": "1", "day": ""},
        "detail": rich_text("<p>In detail.</p>"),
    }
    return {
        "lead": "What this article says.",
        "key_points": streamfield([("key_point", point)]),
        "body": streamfield(
            [
                ("heading", {"text": "A heading", "level": "2"}),
                ("paragraph", rich_text(PARAGRAPH)),
            ]
        ),
        "related_pages": inline_formset([]),
        "tags": '"dialogue"',
    }


def contact_page() -> dict[str, Any]:
    office = office_with_channels()
    return {
        "lead": "How to reach us.",
        "who_may_write": rich_text(PARAGRAPH),
        "contact_offices": inline_formset([{"office": str(office.pk), "ORDER": "1"}]),
        "form_is_on": "",
        "recipients": "press@example.org",
    }


CASES = [
    Case("home.HomePage", "root", "first among siblings", home_page, ["What we are here for."]),
    Case("relations.SectionPage", "home", "section", section_page, ["What this section holds."]),
    Case(
        "relations.ArticlePage",
        "section",
        "other section",
        article_page,
        ["It was agreed.", "January 2015", "In detail.", "A heading", "A sentence of the text."],
    ),
    Case(
        "offices.ContactPage",
        "home",
        "other home",
        contact_page,
        ["How to reach us.", "A sentence of the text.", "Bircaninova 5", "+381 11 000 0000"],
    ),
]


@pytest.fixture
def places(home: HomePage, serbian_home: HomePage, serbian: Locale) -> dict[str, Page]:
    """Where pages can be put. Each has a Serbian counterpart, so that pages below it can have one."""
    section = SectionPageFactory(parent=home, title="Section", slug="section")
    other = SectionPageFactory(parent=home, title="Other section", slug="other-section")
    for page in (section, other):
        translate(page, serbian)
    return {
        "root": cast("Page", Page.objects.get(depth=1)),
        "home": home,
        "other home": HomePageFactory(parent=Page.objects.get(depth=1), slug="other-home"),
        "section": section,
        "other section": other,
    }


@pytest.fixture
def editor(client: Client, site: None) -> Client:
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "password"))
    return client


def enter(editor: Client, case: Case, parent: Page) -> dict[str, Any]:
    """The form for a new page, filled in."""
    app_label, model_name = case.label.lower().split(".")
    address = reverse("wagtailadmin_pages:add", args=[app_label, model_name, parent.pk])
    form = querydict_from_html(editor.get(address).content.decode(), form_id="page-edit-form")
    return {
        **form.dict(),
        **nested_form_data({"title": "A new page", "slug": "a-new-page", **case.entered()}),
    }


def test_every_page_type_is_tried() -> None:
    ours = {model._meta.label for model in get_page_models() if issubclass(model, BasePage)}
    assert {case.label for case in CASES} == ours


@pytest.mark.parametrize("case", CASES, ids=[case.label for case in CASES])
def test_the_whole_way(
    editor: Client,
    places: dict[str, Page],
    serbian: Locale,
    django_capture_on_commit_callbacks: Commits,
    case: Case,
) -> None:
    parent = places[case.parent]
    app_label, model_name = case.label.lower().split(".")
    place = [app_label, model_name, parent.pk]
    entered = enter(editor, case, parent)

    # Previewed before it is saved
    preview = reverse("wagtailadmin_pages:preview_on_add", args=place)
    assert editor.post(preview, entered).json()["is_valid"]
    shown = editor.get(preview)
    assert shown.status_code == 200
    for text in ["A new page", *case.read]:
        assert text in shown.content.decode()

    # Created as a draft: nobody reads it
    editor.post(reverse("wagtailadmin_pages:add", args=place), entered)
    page = Page.objects.get(slug="a-new-page", locale__language_code="en").specific
    assert not page.live
    assert not PublishedDocument.objects.filter(pk=page.pk).exists()

    # Published
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(
            edit,
            {
                **querydict_from_html(
                    editor.get(edit).content.decode(), form_id="page-edit-form"
                ).dict(),
                **{
                    name: value
                    for name, value in entered.items()
                    if not name.startswith("contact_offices")
                },
                "action-publish": "action-publish",
            },
        )
    page = Page.objects.get(pk=page.pk).specific
    assert page.live
    if case.parent == "root":
        Site.objects.create(hostname="second.example.org", root_page=page)
    previewed = project(page.get_latest_revision_as_object())
    published = PublishedDocument.objects.get(pk=page.pk)
    assert previewed is not None
    assert previewed.representation == published.representation
    reader = Client(headers={"host": page.get_site().hostname})
    read = reader.get(published.path)
    assert read.status_code == 200
    for text in ["A new page", *case.read]:
        assert text in read.content.decode()

    # Moved
    if case.destination == "first among siblings":
        editor.post(f"{reverse('wagtailadmin_pages:set_page_position', args=[page.pk])}?position=0")
        assert Page.objects.get(depth=1).get_children().first().pk == page.pk
    else:
        destination = places[case.destination]
        moved = editor.post(
            reverse("wagtailadmin_pages:move_confirm", args=[page.pk, destination.pk])
        )
        assert moved.status_code == 302
        assert Page.objects.get(pk=page.pk).get_parent().pk == destination.pk
        if case.destination != "other home":
            assert reader.get(published.path, follow=True).redirect_chain == [
                (f"{destination.url}a-new-page/", 301)
            ]
    assert differences() == []

    # Translated
    if case.destination == "other home":
        translate(HomePage.objects.get(pk=destination.pk), serbian)
    translate_through_admin(editor, page, serbian, django_capture_on_commit_callbacks)
    counterpart = page.get_translation(serbian)
    assert counterpart.live
    assert counterpart.title == f"{MARK}A new page"
    assert counterpart.specific.lead.startswith(MARK)
    assert Page.find_problems() == ([], [], [], [], [])
    assert differences() == []


def translate_through_admin(editor: Client, page: Page, locale: Locale, commits: Commits) -> None:
    """Submit a page for translation, write every text in the translation editor, and publish."""
    if isinstance(page, ContactPage):
        for contact in page.contact_offices.all():
            translate(contact.office, locale)
    with commits(execute=True):
        submitted = editor.post(
            reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
            {"locales": [locale.pk]},
        )
    assert submitted.status_code == 302
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=locale
    )
    for segment in translation.source.stringsegment_set.select_related("string"):
        written = editor.put(
            reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk]),
            urlencode({"value": f"{MARK}{segment.string.data}"}),
            content_type="application/x-www-form-urlencoded",
        )
        assert written.status_code in (200, 201)  # the slug comes with the title
    address = reverse("wagtailadmin_pages:edit", args=[page.get_translation(locale).pk])
    assert "js-translation-editor" in editor.get(address).content.decode()
    with commits(execute=True):
        editor.post(address, {"action": "publish"})
