"""The URLs of the admin: ours stand before those that they replace, and reading takes no lock."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from home.models import HomePage
from site_core.translations.admin_hooks import CompleteUpdateTranslationsView
from site_core.translations.exchange_views import SubmitSnippetView, SubmitSubtreeView
from site_core.translations.page_views import (
    TranslatedDeleteView,
    TranslatedEditView,
    TranslatedMoveConfirmView,
    TranslatedUnpublishView,
)
from site_core.translations.text_views import save_text
from site_core.translations.translation_views import (
    download_po,
    machine_translate,
    upload_po,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "arguments", "ours"),
    [
        ("wagtail_localize:upload_pofile", [1], upload_po),
        ("wagtail_localize:download_pofile", [1], download_po),
        (
            "wagtail_localize:submit_snippet_translation",
            ["offices", "office", "1"],
            SubmitSnippetView,
        ),
        ("wagtail_localize:machine_translate", [1], machine_translate),
        ("wagtail_localize:edit_string_translation", [1, 2], save_text),
        ("wagtail_localize:submit_page_translation", [1], SubmitSubtreeView),
        ("wagtail_localize:update_translations", [1], CompleteUpdateTranslationsView),
        ("wagtailadmin_pages:edit", [1], TranslatedEditView),
        ("wagtailadmin_pages:delete", [1], TranslatedDeleteView),
        ("wagtailadmin_pages:unpublish", [1], TranslatedUnpublishView),
        ("wagtailadmin_pages:move_confirm", [1, 2], TranslatedMoveConfirmView),
    ],
)
def test_our_view_answers_under_the_name_of_the_one_that_it_replaces(
    name: str, arguments: list[Any], ours: object, admin_client: Client, home: HomePage
) -> None:
    """By upstream's own names, so that a URL that is renamed there is noticed."""
    view = resolve(reverse(name, args=arguments)).func
    while hasattr(view, "__wrapped__") and view is not ours:
        view = view.__wrapped__
    found = getattr(view, "view_class", view)
    if isinstance(ours, type) and name.startswith("wagtailadmin_pages:"):
        path = reverse(name, args=[home.pk] * len(arguments))
        response: Any = admin_client.get(path)
        shown = response.context_data.get("view")
        # Wagtail's view of a deletion does not name itself: ours asks about the translations.
        assert isinstance(shown, ours) or (shown is None and "include" in response.context_data)
    else:
        assert found is ours


@pytest.mark.parametrize("name", ["wagtailadmin_home", "wagtailadmin_explore_root"])
def test_reading_begins_no_transaction(admin_client: Client, name: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        admin_client.get(reverse(name))
    first = [query["sql"].split(" ", 1)[0] for query in captured][:3]
    assert "SAVEPOINT" not in first


def test_what_changes_something_is_one_transaction(admin_client: Client, home: HomePage) -> None:
    with CaptureQueriesContext(connection) as captured:
        admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[home.pk]))
    statements = [query["sql"] for query in captured]
    begin = next(number for number, sql in enumerate(statements) if sql.startswith("SAVEPOINT"))
    # Who asks, and in which language, is known before.
    tables = {sql.partition(" FROM ")[2].split()[0].strip('"') for sql in statements[:begin]}
    assert tables <= {
        "django_session",
        "otp_totp_totpdevice",
        "site_core_user",
        "wagtailusers_userprofile",
    }
