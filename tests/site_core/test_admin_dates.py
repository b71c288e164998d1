"""Dates in the admin, as they are written in its language."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format, get_format
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html
from wagtail.users.models import UserProfile

from relations.models import SectionPage
from site_core.models import User

pytestmark = pytest.mark.django_db

MOMENT = datetime.datetime(2026, 12, 4, 9, 5)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ("4 December 2026", "4 December 2026, 9:05", "04/12/2026 9:05", "9:05")),
        ("sr", ("4. децембра 2026.", "4. децембра 2026. 9.05", "4. 12. 2026. 9.05", "9.05")),
        ("sr-latn", ("4. decembra 2026.", "4. decembra 2026. 9.05", "4. 12. 2026. 9.05", "9.05")),
    ],
)
def test_are_written_one_way(language: str, written: tuple[str, ...]) -> None:
    formats = ("DATE_FORMAT", "DATETIME_FORMAT", "SHORT_DATETIME_FORMAT", "TIME_FORMAT")
    with translation.override(language):
        assert tuple(date_format(MOMENT, name) for name in formats) == written
        assert get_format("FIRST_DAY_OF_WEEK") == 1


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("sr", "24. 12. 2126. 15.00"),
        ("sr", "24.12.2126. 15:00"),
        ("sr", "24.12.2126 15.00"),
        ("sr-latn", "24. 12. 2126, 15.00"),
        ("en", "24/12/2126 15:00"),
        ("en", "24 December 2126, 15:00"),
        ("en", "2126-12-24 15:00"),
        ("sr", "2126-12-24 15:00"),
    ],
)
def test_are_taken_as_they_are_typed(
    client: Client, section: SectionPage, language: str, typed: str
) -> None:
    user = User.objects.create_superuser("editor", "editor@example.org", "password")
    UserProfile.objects.create(user=user, preferred_language=language)
    client.force_login(user)
    url = f"/admin/pages/{section.pk}/edit/"
    form = querydict_from_html(client.get(url).content.decode(), form_id="page-edit-form")

    client.post(url, {**form.dict(), "go_live_at": typed})

    draft = Page.objects.get(pk=section.pk).get_latest_revision_as_object()
    assert timezone.localtime(draft.go_live_at).replace(tzinfo=None) == datetime.datetime(
        2126, 12, 24, 15
    )
