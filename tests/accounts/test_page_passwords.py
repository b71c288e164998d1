"""Passwords that many share: none are made any more, and what they protect stays protected."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.checks import Tags, run_checks
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from relations.models import SectionPage
from site_core.models import User
from tests.support.commands import manage


@pytest.fixture
def admin(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    return client


@pytest.fixture
def behind_password(section: SectionPage) -> PageViewRestriction:
    """A restriction of an earlier version."""
    return PageViewRestriction.objects.create(
        page=section, restriction_type=PageViewRestriction.PASSWORD, password="sesame"
    )


def privacy(section: SectionPage) -> str:
    return f"/admin/pages/{section.pk}/privacy/"


def test_a_page_gets_none(admin: Client, section: SectionPage) -> None:
    path = privacy(section)
    assert "shared password" not in admin.get(path).content.decode().lower()
    admin.post(path, {"restriction_type": "password", "password": "sesame"})
    assert not PageViewRestriction.objects.exists()


def test_a_collection_gets_none(admin: Client) -> None:
    collection = Collection.get_first_root_node().add_child(name="Press kit")
    path = f"/admin/collections/{collection.pk}/privacy/"
    admin.post(path, {"restriction_type": "password", "password": "sesame"})
    assert not CollectionViewRestriction.objects.exists()


def test_an_old_one_goes_on_protecting(
    admin: Client, section: SectionPage, behind_password: PageViewRestriction
) -> None:
    client = Client()
    asked = client.get(section.url)
    assert "Password" in asked.content.decode()
    path = f"/en/_util/authenticate_with_password/{behind_password.pk}/{section.pk}/"
    wrong = client.post(path, {"password": "simsim", "return_url": section.url})
    assert wrong.status_code == 200
    right = client.post(path, {"password": "sesame", "return_url": section.url})
    assert urlsplit(right["Location"]).path == urlsplit(section.url).path
    assert client.get(section.url).status_code == 200


@pytest.mark.parametrize("data", [{}, {"restriction_type": "password"}])
def test_saving_the_form_as_it_is_makes_nothing_public(
    admin: Client,
    section: SectionPage,
    behind_password: PageViewRestriction,
    data: dict[str, str],
) -> None:
    admin.post(privacy(section), data)
    assert PageViewRestriction.objects.get().password == "sesame"
    assert "Password" in Client().get(section.url).content.decode()


def test_the_check_of_the_database_names_it(behind_password: PageViewRestriction) -> None:
    found = [m for m in run_checks(tags=[Tags.database]) if m.id == "liaison.W010"]
    assert [message.msg for message in found] == [
        f"The page {behind_password.page_id} is private by a shared password, "
        "which the database holds as it was typed."
    ]


def test_the_check_passes_before_the_first_migration(tmp_path: Path) -> None:
    checked = manage("check", "--database", "default", data_dir=tmp_path)
    assert checked.returncode == 0, checked.stderr


def test_the_check_without_a_database_asks_none(behind_password: PageViewRestriction) -> None:
    assert not [m for m in run_checks() if m.id == "liaison.W010"]
