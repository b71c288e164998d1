"""Whoever's password or second factor was changed is told by e-mail, in their own language."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from wagtail.users.models import UserProfile

from site_core.accounts import second_factor
from site_core.models import User
from tests.support.second_factor import ASKED, KEY, PASSWORD, give_password

NEW = "sasvim-drugacija-lozinka"


@pytest.fixture(autouse=True)
def demanded(settings: Any) -> None:
    settings.SECOND_FACTOR = "publishers"


@pytest.fixture
def known(editor: User, client: Client) -> User:
    """Somebody who has signed in before."""
    client.force_login(editor)
    client.logout()
    editor.refresh_from_db()
    return editor


def bodies(mailoutbox: list[EmailMessage]) -> str:
    return "\n".join(str(message.body) for message in mailoutbox)


@pytest.mark.usefixtures("clock")
class TestSecondFactor:
    def test_setting_one_up_and_taking_it_away(
        self,
        known: User,
        mailoutbox: list[EmailMessage],
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            second_factor.set_up(known, KEY, step=-1)
        assert [message.to for message in mailoutbox] == [["ana@example.org"]]
        assert "An app was set up as your second factor." in bodies(mailoutbox)
        assert "2 March 2026" in bodies(mailoutbox)

        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            second_factor.forget(known, by=None)
        assert "Your second factor was removed." in bodies(mailoutbox)

    def test_signing_in_by_a_recovery_code(
        self,
        client: Client,
        enrolled: User,
        mailoutbox: list[EmailMessage],
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        recovery_code = second_factor.new_recovery_codes(enrolled)[0]
        give_password(client, enrolled)

        with django_capture_on_commit_callbacks(execute=True):
            client.post(ASKED, {"code": recovery_code})

        assert "One of your recovery codes was used to sign in." in bodies(mailoutbox)
        assert recovery_code not in bodies(mailoutbox)


class TestPassword:
    def change(self, client: Client, user: User) -> None:
        client.force_login(user)
        account = client.get("/admin/account/").content.decode()
        fields = dict(re.findall(r'name="([^"]+)"[^>]*value="([^"]*)"', account))
        answer = client.post(
            "/admin/account/",
            {
                **fields,
                "name_email-first_name": "Ana",
                "name_email-last_name": "Anić",
                "name_email-email": user.email,
                "locale-preferred_language": "",
                "locale-current_time_zone": "Europe/Belgrade",
                "theme-theme": "system",
                "theme-contrast": "system",
                "theme-density": "default",
                "password-old_password": PASSWORD,
                "password-new_password1": NEW,
                "password-new_password2": NEW,
            },
        )
        assert answer.status_code == 302, answer.content
        user.refresh_from_db()
        assert user.check_password(NEW)

    def test_a_change_on_the_account_page(
        self,
        client: Client,
        known: User,
        settings: Any,
        mailoutbox: list[EmailMessage],
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        settings.SECOND_FACTOR = "nobody"
        with django_capture_on_commit_callbacks(execute=True):
            self.change(client, known)

        assert "Your password was changed." in bodies(mailoutbox)
        assert NEW not in bodies(mailoutbox)

    @pytest.mark.parametrize(
        ("language", "expected"),
        [
            ("sr", ("Ваша лозинка је промењена.", "Ваш налог")),
            ("sr-latn", ("Vaša lozinka je promenjena.", "Vaš nalog")),
        ],
    )
    def test_it_is_in_the_language_of_its_owner(
        self,
        known: User,
        language: str,
        expected: tuple[str, str],
        mailoutbox: list[EmailMessage],
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        UserProfile.objects.update_or_create(user=known, defaults={"preferred_language": language})
        with django_capture_on_commit_callbacks(execute=True):
            known.set_password(NEW)
            known.save()

        assert expected[0] in bodies(mailoutbox)
        assert expected[1] in str(mailoutbox[0].subject)

    def test_a_first_password_is_no_news(
        self,
        db: None,
        mailoutbox: list[EmailMessage],
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            User.objects.create_user("new", "new@example.org", PASSWORD)

        assert mailoutbox == []

    def test_a_mail_server_that_does_not_answer_changes_nothing(
        self,
        known: User,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        def refuse(self: EmailBackend, messages: Any) -> int:
            raise ConnectionRefusedError

        monkeypatch.setattr(EmailBackend, "send_messages", refuse)
        with django_capture_on_commit_callbacks(execute=True):
            known.set_password(NEW)
            known.save()

        known.refresh_from_db()
        assert known.check_password(NEW)
        assert "no e-mail about an account" in caplog.text
