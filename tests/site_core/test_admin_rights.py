"""Every view of ours in the admin, asked by who has no right to it: nothing is shown, nothing is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from home.models import HomePage
from relations.models import ArticlePage
from site_core.models import (
    PreviewLink,
    PublishingDecision,
    TranslationJob,
    WebhookAttempt,
    WebhookEndpoint,
)
from site_core.translations import jobs
from tests.support.editing import stored
from tests.support.factories import ArticlePageFactory, SectionPageFactory
from tests.support.people import with_permissions
from tests.support.translating import submit, translate, write

pytestmark = pytest.mark.django_db

REFUSED = "Sorry, you do not have permission to access this area."


@dataclass
class Scene:
    """A page with a translation under way, and one of everything that views are about."""

    article: ArticlePage
    translation: Translation
    text: StringTranslation
    job: TranslationJob
    link: PreviewLink
    endpoint: WebhookEndpoint
    attempt: WebhookAttempt
    data: dict[str, Any] = field(default_factory=dict)


@pytest.fixture
def scene(home: HomePage, serbian_home: HomePage, serbian: Locale, settings: Any) -> Scene:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }
    section = SectionPageFactory(parent=home, title="Section", slug="section")
    translate(section, serbian)
    article = ArticlePageFactory(parent=section, title="Mission", slug="mission")
    translation = submit(article, serbian)
    write(translation, 1)
    article.title = "A draft that nobody may see"
    article.save_revision()
    endpoint = WebhookEndpoint(name="App", url="https://app.example/hook")
    endpoint.start_from_now()
    endpoint.save()
    return Scene(
        article=ArticlePage.objects.get(pk=article.pk),
        translation=translation,
        text=StringTranslation.objects.get(
            context__object_id=article.translation_key, context__path="title"
        ),
        job=jobs.submit(article, serbian, None, include_subtree=True),
        link=PreviewLink.make(article, None),
        endpoint=endpoint,
        attempt=WebhookAttempt.objects.create(
            endpoint=endpoint,
            change_number=1,
            event_type="page.published",
            at=endpoint.site.root_page.first_published_at or "2026-01-01T00:00:00Z",
            milliseconds=1,
            outcome="delivered",
        ),
    )


@pytest.fixture
def outsider(db: None) -> Client:
    return with_permissions("outsider")


@pytest.fixture
def serbian_editor(scene: Scene, serbian_home: HomePage) -> Client:
    """An editor of the Serbian tree, who may do nothing in the English one."""
    return with_permissions("editor", pages=(stored(serbian_home),))


#: By name: what is asked (a method, the path, the data), and of whom besides the outsider it is kept.
VIEWS: dict[str, Callable[[Scene], tuple[str, str, dict[str, Any]]]] = {
    "publish page": lambda s: ("get", reverse("liaison_publish_page", args=[s.article.pk]), {}),
    "publish together": lambda s: (
        "post",
        reverse("liaison_publish_page", args=[s.article.pk]),
        {"action": "together"},
    ),
    "publish alone": lambda s: (
        "post",
        reverse("liaison_publish_page", args=[s.article.pk]),
        {"action": "alone", "reason": "Because."},
    ),
    "take texts": lambda s: (
        "post",
        reverse("liaison_publish_page", args=[s.article.pk]),
        {"action": "take-texts"},
    ),
    "preview links": lambda s: ("get", reverse("liaison_preview_links", args=[s.article.pk]), {}),
    "make a preview link": lambda s: (
        "post",
        reverse("liaison_preview_links", args=[s.article.pk]),
        {},
    ),
    "revoke a preview link": lambda s: (
        "post",
        reverse("liaison_preview_links", args=[s.article.pk]),
        {"action": "revoke", "link": s.link.pk},
    ),
    "translation files": lambda s: ("get", reverse("liaison_translation_exchange"), {}),
    "export texts": lambda s: (
        "post",
        reverse("liaison_translation_exchange"),
        {"action": "export", "below": s.article.pk, "file_format": "po"},
    ),
    "import texts": lambda s: (
        "post",
        reverse("liaison_translation_exchange"),
        {"file": SimpleUploadedFile("a.po", b'msgid ""\nmsgstr ""\n')},
    ),
    "translation work": lambda s: ("get", reverse("liaison_translation_job", args=[s.job.pk]), {}),
    "advance the work": lambda s: ("post", reverse("liaison_translation_job", args=[s.job.pk]), {}),
    "plugin report": lambda s: ("get", reverse("liaison_plugins"), {}),
    "webhooks": lambda s: ("get", reverse("webhooks:index"), {}),
    "add a webhook": lambda s: (
        "post",
        reverse("webhooks:add"),
        {"name": "B", "url": "https://b.example/", "site": s.endpoint.site_id},
    ),
    "edit a webhook": lambda s: (
        "post",
        reverse("webhooks:edit", args=[s.endpoint.pk]),
        {"name": "Taken", "url": "https://b.example/", "site": s.endpoint.site_id},
    ),
    "see a webhook": lambda s: ("get", reverse("webhooks:inspect", args=[s.endpoint.pk]), {}),
    "delete a webhook": lambda s: ("post", reverse("webhooks:delete", args=[s.endpoint.pk]), {}),
    **{
        f"webhook: {action}": lambda s, action=action: (  # type: ignore[misc] # bound now
            "post",
            reverse("webhooks:inspect", args=[s.endpoint.pk]),
            {"action": action, "cursor": "", "attempt": s.attempt.pk},
        )
        for action in ("ping", "secret", "resume", "replay", "replay-from", "nothing")
    },
}
#: Views of a translation, which an editor of its language may use.
TRANSLATING: dict[str, Callable[[Scene], tuple[str, str, dict[str, Any]]]] = {
    "change a text": lambda s: (
        "post",
        reverse("liaison_change_text", args=[s.translation.pk, s.text.pk]),
        {"action": "convert"},
    ),
    "upload a file": lambda s: (
        "post",
        reverse("wagtail_localize:upload_pofile", args=[s.translation.pk]),
        {
            "file": SimpleUploadedFile(
                "a.po",
                (
                    'msgid ""\nmsgstr "Language: sr\\n"\n\nmsgctxt "title"\n'
                    'msgid "Mission"\nmsgstr "Преотето"\n'
                ).encode(),
            )
        },
    ),
    "translate by machine": lambda s: (
        "post",
        reverse("wagtail_localize:machine_translate", args=[s.translation.pk]),
        {},
    ),
}


def state() -> Any:
    """What none of the views may have changed."""
    return (
        list(Page.objects.order_by("pk").values_list("pk", "title", "live", "live_revision_id")),
        list(StringTranslation.objects.order_by("pk").values_list("data", "translation_type")),
        list(PreviewLink.objects.order_by("pk").values_list("pk", "revoked_at")),
        list(TranslationJob.objects.order_by("pk").values_list("pk", "pending")),
        list(
            WebhookEndpoint.objects.order_by("pk").values_list(
                "name", "secret", "position", "ping_requested_at", "parked_at"
            )
        ),
        PublishingDecision.objects.count(),
        Translation.objects.count(),
    )


def assert_refused(client: Client, asked: tuple[str, str, dict[str, Any]]) -> None:
    method, path, data = asked
    before = state()
    response = getattr(client, method)(path, data)
    assert response.status_code == 302, path
    assert response["Location"] == "/admin/", path
    shown = client.get("/admin/").content.decode()
    assert REFUSED in shown or "permission" in shown
    assert state() == before


@pytest.mark.parametrize("name", [*VIEWS, *TRANSLATING])
def test_access_to_the_admin_is_not_enough(scene: Scene, outsider: Client, name: str) -> None:
    assert_refused(outsider, {**VIEWS, **TRANSLATING}[name](scene))


@pytest.mark.parametrize("name", VIEWS)
def test_an_editor_of_one_language_does_nothing_in_the_other(
    scene: Scene, serbian_editor: Client, name: str
) -> None:
    assert_refused(serbian_editor, VIEWS[name](scene))


@pytest.mark.parametrize("name", [*VIEWS, *TRANSLATING])
def test_nobody_gets_anything_without_signing_in(scene: Scene, client: Client, name: str) -> None:
    method, path, data = {**VIEWS, **TRANSLATING}[name](scene)
    before = state()
    response = getattr(client, method)(path, data)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/?next=")
    assert state() == before


def test_an_administrator_gets_what_the_others_do_not(scene: Scene, admin_client: Client) -> None:
    for name, view in VIEWS.items():
        method, path, _data = view(scene)
        if method == "get":
            assert admin_client.get(path).status_code == 200, name


def test_an_editor_of_the_language_changes_its_texts(
    scene: Scene, serbian_editor: Client, serbian_home: HomePage
) -> None:
    _method, path, data = TRANSLATING["upload a file"](scene)
    serbian_editor.post(path, data)
    assert StringTranslation.objects.filter(data="Преотето").exists()


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_translations_are_left_by_who_may_not_touch_them(
    home: HomePage, serbian_home: HomePage, serbian: Locale, action: str
) -> None:
    section = SectionPageFactory(parent=home, title="Section", slug="section")
    counterpart = translate(section, serbian)
    english = with_permissions("english", "delete_page", pages=(stored(home),))
    path = reverse(f"wagtailadmin_pages:{action}", args=[section.pk])
    english.post(path, {"include_translations": "on"})
    gone = not Page.objects.filter(pk=section.pk, live=True).exists()
    assert gone
    assert Page.objects.get(pk=counterpart.pk).live
