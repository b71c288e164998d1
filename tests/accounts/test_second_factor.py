"""A second factor for whoever may publish: asked for at every door, once for each code."""

from __future__ import annotations

import re
from base64 import b32decode
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from site_core.accounts import second_factor
from site_core.accounts.models import RecoveryCode, User
from tests.support.people import with_permissions
from tests.support.second_factor import (
    ASKED,
    KEY,
    PASSWORD,
    SET_UP,
    code,
    give_password,
    is_let_in,
    words,
)


@pytest.fixture(autouse=True)
def demanded(settings: Any) -> None:
    settings.SECOND_FACTOR = "publishers"


class TestSigningIn:
    def test_a_password_alone_leads_to_the_second_factor(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        give_password(client, enrolled)
        response = client.get("/admin/pages/")
        assert response.status_code == 302
        assert urlsplit(response["Location"]).path == ASKED
        assert parse_qs(urlsplit(response["Location"]).query) == {"next": ["/admin/pages/"]}

    def test_the_code_lets_in_and_leads_on(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        give_password(client, enrolled)
        response = client.post(ASKED, {"code": code(), "next": "/admin/reports/plugins/"})
        assert (response.status_code, response["Location"]) == (302, "/admin/reports/plugins/")
        assert is_let_in(client)

    def test_a_foreign_address_is_not_led_to(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        give_password(client, enrolled)
        response = client.post(ASKED, {"code": code(), "next": "https://evil.example/"})
        assert response["Location"] == "/admin/"

    def test_a_code_is_right_once(self, client: Client, enrolled: User, clock: Any) -> None:
        give_password(client, enrolled)
        client.post(ASKED, {"code": code()})
        other = Client()
        give_password(other, enrolled)
        response = other.post(ASKED, {"code": code()})
        assert "already been used" in words(response)
        assert not is_let_in(other)

    def test_the_session_has_another_name_after_each_factor(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        client.get("/admin/login/")
        names = []
        give_password(client, enrolled)
        names.append(client.session.session_key)
        client.post(ASKED, {"code": code()})
        names.append(client.session.session_key)
        assert len(set(names)) == 2

    def test_whoever_guesses_has_to_wait_ever_longer(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        give_password(client, enrolled)
        assert "is wrong" in words(client.post(ASKED, {"code": "000000"}))
        assert "again in 1 second." in words(client.post(ASKED, {"code": code()}))
        clock.shift(timedelta(seconds=2))
        assert "is wrong" in words(client.post(ASKED, {"code": "000000"}))
        assert "again in 2 seconds." in words(client.post(ASKED, {"code": code()}))
        clock.shift(timedelta(seconds=3))
        client.post(ASKED, {"code": code()})
        assert is_let_in(client)

    def test_nobody_waits_longer_than_nine_minutes(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        for _number in range(15):
            second_factor.check(enrolled, "000000")
            clock.shift(timedelta(seconds=513))
        give_password(client, enrolled)
        client.post(ASKED, {"code": code()})
        assert is_let_in(client)

    def test_tries_are_counted_for_an_address_too(
        self, client: Client, enrolled: User, clock: Any, settings: Any
    ) -> None:
        settings.SIGN_INS_PER_HOUR = 3
        give_password(client, enrolled)
        statuses = [client.post(ASKED, {"code": "000000"}).status_code for _number in range(3)]
        assert statuses == [200, 200, 429]

    def test_the_second_factor_waits_for_a_quarter_of_an_hour(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        give_password(client, enrolled)
        clock.shift(timedelta(minutes=16))
        response = client.post(ASKED, {"code": code()})
        assert response["Location"].startswith("/admin/login/")
        assert not is_let_in(client)

    def test_without_a_password_there_is_nothing_to_ask(self, client: Client, editor: User) -> None:
        for path in (ASKED, SET_UP, f"{ASKED}recovery-codes/", f"{ASKED}remove/"):
            response = client.get(path)
            assert response["Location"].startswith("/admin/login/?next="), path

    def test_who_has_one_is_asked_even_where_nobody_demands_it(
        self, client: Client, enrolled: User, clock: Any, settings: Any
    ) -> None:
        settings.SECOND_FACTOR = "nobody"
        give_password(client, enrolled)
        assert not is_let_in(client)

    def test_somebody_else_can_sign_in_instead(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        give_password(client, enrolled)
        assert "Sign in as someone else" in words(client.get(ASKED))
        client.post(f"{ASKED}give-up/")
        assert "Password" in words(client.get("/admin/login/"))

    def test_the_page_speaks_the_editors_language(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        UserProfile.objects.create(user=enrolled, preferred_language="sr")
        give_password(client, enrolled)
        assert '<html lang="sr"' in client.get(ASKED).content.decode()


class TestSettingItUp:
    def test_who_has_none_sets_one_up_at_sign_in(
        self, client: Client, editor: User, clock: Any
    ) -> None:
        give_password(client, editor)
        response = client.get("/admin/", follow=True)
        assert urlsplit(response.redirect_chain[-1][0]).path == SET_UP
        page = response.content.decode()
        assert "<svg" in page
        key = re.search(r"second-factor__key\">([A-Z2-7 ]+)<", page)
        assert key is not None
        secret = b32decode(key[1].replace(" ", "")).hex()
        done = client.post(SET_UP, {"code": code(secret), "next": "/admin/pages/"})
        codes = re.findall(r"<code>([A-Z2-7-]{19})</code>", done.content.decode())
        assert len(set(codes)) == 10
        assert is_let_in(client)
        assert ModelLogEntry.objects.filter(action="liaison.second_factor_set_up").count() == 1

    def test_nothing_is_asked_of_anybody_else(
        self, client: Client, editor: User, clock: Any
    ) -> None:
        give_password(client, editor)
        response = client.get(SET_UP)
        page = response.content.decode()
        assert not re.search(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//', page)
        assert "img-src 'self' data: blob:" in response["Content-Security-Policy"]
        assert response["Cache-Control"] == (
            "max-age=0, no-cache, no-store, must-revalidate, private"
        )

    def test_the_drawing_says_what_the_key_says(self, editor: User) -> None:
        address = urlsplit(second_factor.address(editor, KEY))
        assert (address.scheme, address.netloc) == ("otpauth", "totp")
        assert address.path == "/Liaison%3Aana"
        assert b32decode(parse_qs(address.query)["secret"][0]).hex() == KEY

    def test_a_wrong_code_sets_nothing_up(self, client: Client, editor: User, clock: Any) -> None:
        give_password(client, editor)
        client.get(SET_UP)
        assert "Is the clock" in words(client.post(SET_UP, {"code": "000000"}))
        assert second_factor.devices_of(editor) == []

    def test_a_password_alone_replaces_nothing(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        give_password(client, enrolled)
        assert urlsplit(client.get(SET_UP)["Location"]).path == ASKED
        assert urlsplit(client.post(SET_UP, {"code": "000000"})["Location"]).path == ASKED

    def test_another_app_needs_a_code_of_the_present_one(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        give_password(client, enrolled)
        client.post(ASKED, {"code": code()})
        page = client.get(SET_UP).content.decode()
        found = re.search(r"second-factor__key\">([A-Z2-7 ]+)<", page)
        assert found is not None
        key = b32decode(found[1].replace(" ", "")).hex()
        assert "is wrong" in words(client.post(SET_UP, {"code": code(key), "held-code": "000000"}))
        clock.shift(timedelta(seconds=40))
        client.post(SET_UP, {"code": code(key), "held-code": code()})
        assert is_let_in(client)
        clock.shift(timedelta(seconds=40))
        other = Client()
        give_password(other, enrolled)
        other.post(ASKED, {"code": code(KEY)})
        assert not is_let_in(other)

    def test_other_sessions_end_when_another_app_is_set_up(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        give_password(client, enrolled)
        client.post(ASKED, {"code": code()})
        second_factor.set_up(enrolled, "41" * 20, step=-1)
        assert not is_let_in(client)


class TestRecovery:
    def test_a_recovery_code_signs_in_once(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        codes = second_factor.new_recovery_codes(enrolled)
        give_password(client, enrolled)
        client.post(ASKED, {"code": f" {codes[0].lower()} "})
        assert "You have 9 recovery codes left." in words(client.get("/admin/"))
        other = Client()
        give_password(other, enrolled)
        other.post(ASKED, {"code": codes[0]})
        assert not is_let_in(other)
        assert ModelLogEntry.objects.filter(action="liaison.recovery_code_used").count() == 1

    def test_no_code_is_kept(self, enrolled: User) -> None:
        codes = second_factor.new_recovery_codes(enrolled)
        kept = " ".join(RecoveryCode.objects.values_list("digest", flat=True))
        assert not [one for one in codes if one in kept or one.replace("-", "") in kept]

    def test_new_codes_need_a_code_and_end_the_old_ones(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        old = second_factor.new_recovery_codes(enrolled)
        give_password(client, enrolled)
        client.post(ASKED, {"code": code()})
        path = f"{ASKED}recovery-codes/"
        client.post(path, {"code": "123456"})
        assert enrolled.recovery_codes.count() == 10
        clock.shift(timedelta(seconds=40))
        assert "Your recovery codes" in words(client.post(path, {"code": code()}))
        assert not second_factor.check(enrolled, old[0]).is_right

    def test_an_administrator_resets_it_and_it_is_written_down(
        self, client: Client, enrolled: User, clock: Any, settings: Any
    ) -> None:
        give_password(client, enrolled)
        client.post(ASKED, {"code": code()})
        assert is_let_in(client)
        settings.SECOND_FACTOR = "nobody"
        boss = User.objects.create_superuser("boss", "boss@example.org", PASSWORD)
        admin = Client()
        admin.force_login(boss)
        path = f"/admin/users/{enrolled.pk}/second-factor/"
        assert path in admin.get("/admin/users/").content.decode()
        assert "signs in with a password and a code" in words(admin.get(path))
        clock.shift(timedelta(seconds=1))
        admin.post(path)
        entry = ModelLogEntry.objects.get(action="liaison.second_factor_removed")
        assert (entry.user, entry.object_id) == (boss, str(enrolled.pk))
        assert not is_let_in(client)
        assert second_factor.devices_of(enrolled) == []

    def test_who_is_no_administrator_resets_none(self, enrolled: User, settings: Any) -> None:
        settings.SECOND_FACTOR = "nobody"
        path = f"/admin/users/{enrolled.pk}/second-factor/"
        assert with_permissions("manager", "change_user").post(path).status_code == 302
        assert with_permissions("writer").post(path).status_code == 302
        assert second_factor.devices_of(enrolled) != []

    def test_a_command_helps_the_last_administrator(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        give_password(client, enrolled)
        client.post(ASKED, {"code": code()})
        clock.shift(timedelta(seconds=1))
        call_command("second_factor_reset", "ana")
        assert not is_let_in(client)
        assert second_factor.devices_of(enrolled) == []
        assert ModelLogEntry.objects.filter(action="liaison.second_factor_removed").count() == 1
        with pytest.raises(CommandError, match="Nobody is called “nobody”"):
            call_command("second_factor_reset", "nobody")

    def test_nobody_resets_ones_own(self, client: Client, enrolled: User, clock: Any) -> None:
        give_password(client, enrolled)
        client.post(ASKED, {"code": code()})
        client.post(f"/admin/users/{enrolled.pk}/second-factor/")
        assert second_factor.devices_of(enrolled) != []

    def test_it_is_removed_by_a_code_where_nobody_demands_it(
        self, client: Client, enrolled: User, clock: Any, settings: Any
    ) -> None:
        give_password(client, enrolled)
        client.post(ASKED, {"code": code()})
        clock.shift(timedelta(seconds=40))
        path = f"{ASKED}remove/"
        client.post(path, {"code": code()})
        assert second_factor.devices_of(enrolled) != []
        settings.SECOND_FACTOR = "nobody"
        client.post(path, {"code": code()})
        assert second_factor.devices_of(enrolled) == []
        assert is_let_in(client)

    def test_the_account_page_says_how_it_stands(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        give_password(client, enrolled)
        client.post(ASKED, {"code": code()})
        page = client.get("/admin/account/").content.decode()
        assert f"{ASKED}recovery-codes/" in page
        assert f"{ASKED}remove/" not in page
