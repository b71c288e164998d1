"""The admin, and what it sends by e-mail, in the language of whoever reads it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from wagtail.admin.localization import get_available_admin_time_zones
from wagtail.users.models import UserProfile

from home.models import HomePage
from site_core.models import User
from tests.support.factories import SectionPageFactory


def reader(name: str, language: str, **fields: Any) -> User:
    """Somebody who has chosen a language for the admin."""
    user = User.objects.create_user(name, f"{name}@example.org", "x", **fields)
    UserProfile.objects.create(user=user, preferred_language=language)
    return user


def signed_in(language: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(reader("reader", language, is_superuser=True))
    return client


# Before somebody has signed in, the browser says which language


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["login/", "password_reset/"])
@pytest.mark.parametrize(
    ("accepted", "words"),
    [
        ("sr", ("Пријав", "лозинк")),
        ("sr-Latn", ("Prijav", "lozink")),
        ("hr", ("Prijav", "lozink")),
        ("en", ("Sign in", "password")),
        ("de", ("Sign in", "password")),
    ],
)
def test_a_strangers_browser_is_answered_in_its_language(
    path: str, accepted: str, words: tuple[str, str]
) -> None:
    response = Client(headers={"accept-language": accepted}).get(f"/admin/{path}")
    assert any(word in response.content.decode() for word in words)
    assert "Accept-Language" in response.headers["Vary"]


# Afterwards it is the reader's, whatever the browser asks for


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("sr", "није пронађена"), ("sr-latn", "nije pronađena"), ("en", "could not be found")],
)
def test_a_missing_page_is_told_in_the_readers_language(language: str, words: str) -> None:
    response = signed_in(language).get("/admin/nowhere/")
    assert response.status_code == 404
    assert words in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sr", "Немате право приступа"),
        ("sr-latn", "Nemate pravo pristupa"),
        ("en", "Sorry, you do not"),
    ],
)
def test_a_refusal_is_told_in_the_readers_language(language: str, words: str) -> None:
    client = signed_in(language)
    assert words in client.get("/admin/snippets/", follow=True).content.decode()


@pytest.mark.django_db
def test_whoever_has_chosen_no_language_gets_that_of_the_server() -> None:
    client = Client(headers={"accept-language": "sr"})
    client.force_login(User.objects.create_superuser("reader", "reader@example.org", "x"))
    response = client.get("/admin/nowhere/")
    assert "could not be found" in response.content.decode()
    assert "Accept-Language" not in response.get("Vary", "")


@pytest.mark.django_db
def test_the_public_site_is_not_asked(home: HomePage) -> None:
    response = signed_in("sr").get(home.url)
    assert response.headers["Content-Language"] == "en"


# E-mails are in the language of whoever gets them


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("sr", "Нова лозинка", "Нову лозинку можете да поставите преко ове везе:"),
        ("sr-latn", "Nova lozinka", "Novu lozinku možete da postavite preko ove veze:"),
        ("en", "Password reset", "Please follow the link below to reset your password:"),
    ],
)
def test_a_new_password_is_offered_in_the_recipients_language(
    language: str, subject: str, words: str
) -> None:
    reader("reader", language)
    Client(headers={"accept-language": "en"}).post(
        "/admin/password_reset/", {"email": "reader@example.org"}
    )
    (message,) = mail.outbox
    assert message.subject == subject
    assert words in message.body


@pytest.mark.django_db
def test_without_a_choice_the_e_mail_is_in_the_language_of_the_form() -> None:
    User.objects.create_user("reader", "reader@example.org", "x")
    Client(headers={"accept-language": "sr"}).post(
        "/admin/password_reset/", {"email": "reader@example.org"}
    )
    assert mail.outbox[0].subject == "Нова лозинка"


def test_reviewers_are_told_each_in_their_language(
    home: HomePage, django_capture_on_commit_callbacks: Any
) -> None:
    reviewers = Group.objects.get(name="Editor")
    for name, language in (("ana", "sr"), ("bojan", "sr-latn"), ("claire", "en")):
        reader(name, language).groups.add(reviewers)
    page = SectionPageFactory(parent=home, title="11", slug="11", live=False)
    page.save_revision()
    author = reader("author", "en", is_superuser=True)

    with django_capture_on_commit_callbacks(execute=True):
        page.get_workflow().start(page, author)

    subjects = {message.to[0]: message.subject for message in mail.outbox}
    subjects.pop(author.email, None)  # an administrator is told that something was submitted
    task = "Review of English pages"
    assert subjects == {
        "ana@example.org": f"Страница „11“ послата је на одобравање у кораку „{task}“",
        "bojan@example.org": f"Stranica „11“ poslata je na odobravanje u koraku „{task}“",
        "claire@example.org": f'The page "11" has been submitted for approval in moderation stage "{task}"',
    }


def test_browsers_know_every_time_zone_that_is_offered() -> None:
    zones = get_available_admin_time_zones()
    assert {"Europe/Belgrade", "UTC"} <= set(zones)
    assert "localtime" not in zones
