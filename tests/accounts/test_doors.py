"""Who needs a second factor; and that nobody goes round it through another door."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.tokens import default_token_generator
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.models import APIToken, GroupPagePermission, PageViewRestriction

from home.models import HomePage
from relations.models import SectionPage
from site_core.models import User
from tests.support.people import with_permissions
from tests.support.second_factor import ASKED, code, give_password, is_let_in, words


@pytest.fixture(autouse=True)
def demanded(settings: Any) -> None:
    settings.SECOND_FACTOR = "publishers"


def publish_permission() -> Permission:
    return Permission.objects.get(codename="publish_page", content_type__app_label="wagtailcore")


class TestWhoNeedsOne:
    @pytest.mark.parametrize(
        ("permissions", "for_pages", "is_needed"),
        [
            ((), ("add_page", "change_page"), False),
            ((), ("add_page", "change_page", "publish_page"), True),
            (("change_user",), (), True),
            (("change_sitesettings",), (), True),
            (("add_redirect",), (), True),
        ],
    )
    def test_whoever_may_publish_or_give_rights(
        self,
        home: HomePage,
        permissions: tuple[str, ...],
        for_pages: tuple[str, ...],
        is_needed: bool,
    ) -> None:
        client = with_permissions("somebody", *permissions, pages=(home,), for_pages=for_pages)
        assert is_let_in(client) is not is_needed

    def test_everyone_by_setting(self, home: HomePage, settings: Any) -> None:
        client = with_permissions("writer", pages=(home,), for_pages=("add_page",))
        assert is_let_in(client)
        settings.SECOND_FACTOR = "everyone"
        assert not is_let_in(client)

    def test_a_right_given_later_is_noticed_at_once(self, home: HomePage) -> None:
        client = with_permissions("writer", pages=(home,), for_pages=("add_page", "change_page"))
        group = Group.objects.get(name="writer")
        assert is_let_in(client)
        GroupPagePermission.objects.create(group=group, page=home, permission=publish_permission())
        assert not is_let_in(client)


class TestOtherDoors:
    """Whoever has a password and no code is a stranger everywhere."""

    def test_private_pages(
        self, client: Client, enrolled: User, section: SectionPage, clock: Any
    ) -> None:
        PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
        login = client.get(section.url)["Location"]
        give_password(client, enrolled, urlsplit(login).path, next=section.url)
        response = client.get(section.url)
        assert response.status_code == 302
        asked = client.get(response["Location"])
        assert urlsplit(asked["Location"]).path == ASKED
        client.post(ASKED, {"code": code(), "next": section.url})
        assert client.get(section.url).status_code == 200

    def test_private_pages_where_the_admin_is_not(
        self, enrolled: User, section: SectionPage, clock: Any, settings: Any
    ) -> None:
        settings.ADMIN_HOSTS = ["admin.example.org"]
        PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
        client = Client()
        login = client.get(section.url)["Location"]
        give_password(client, enrolled, urlsplit(login).path, next=section.url)
        response = client.get(login)
        assert response.status_code == 403
        assert "sign in through the admin" in words(response)
        assert client.get(section.url).status_code == 302

    def test_a_new_password_signs_nobody_in(self, client: Client, enrolled: User) -> None:

        name = urlsafe_base64_encode(force_bytes(enrolled.pk))
        token = default_token_generator.make_token(enrolled)
        path = client.get(f"/admin/password_reset/confirm/{name}/{token}/")["Location"]
        new = "another-password-of-some-length"
        done = client.post(path, {"new_password1": new, "new_password2": new})
        assert done.status_code == 302
        enrolled.refresh_from_db()
        assert enrolled.check_password(new)
        assert not is_let_in(client)

    def test_background_requests_of_the_admin(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        give_password(client, enrolled)
        response = client.get("/admin/", headers={"x-requested-with": "XMLHttpRequest"})
        assert response.status_code == 403

    def test_the_next_api_with_a_session(
        self, client: Client, enrolled: User, clock: Any, settings: Any
    ) -> None:
        settings.API_V3_PREVIEW = True
        give_password(client, enrolled)
        assert client.get("/api/v3-preview/pages/").status_code == 404

    def test_a_token_is_given_by_whoever_has_signed_in(
        self, client: Client, enrolled: User, clock: Any, settings: Any
    ) -> None:
        """A program has no app: whoever makes its token has shown both factors in the admin."""
        settings.API_V3_PREVIEW = True
        _token, key = APIToken.create_token(user=enrolled, name="robot")
        headers = {"authorization": f"Bearer {key}"}
        assert client.get("/api/v3-preview/pages/", headers=headers).status_code == 200
        User.objects.filter(pk=enrolled.pk).update(is_active=False)
        assert client.get("/api/v3-preview/pages/", headers=headers).status_code == 404

    def test_an_asynchronous_view_sees_a_stranger_too(
        self, client: Client, enrolled: User, clock: Any
    ) -> None:
        own = connections[DEFAULT_DB_ALIAS]

        def share_connection() -> None:
            connections[DEFAULT_DB_ALIAS] = own

        def seen(request: Any) -> Any:
            """In a thread of its own: a browser's test may have left an event loop in this one."""
            own.inc_thread_sharing()
            try:
                with ThreadPoolExecutor(max_workers=1, initializer=share_connection) as thread:
                    return thread.submit(async_to_sync(request.auser)).result()
            finally:
                own.dec_thread_sharing()

        give_password(client, enrolled)
        asked = client.get(ASKED).wsgi_request
        assert not seen(asked).is_authenticated
        client.post(ASKED, {"code": code()})
        assert seen(client.get("/admin/").wsgi_request) == enrolled

    def test_there_is_no_other_admin(self, client: Client, enrolled: User, clock: Any) -> None:
        give_password(client, enrolled)
        for path in ("/django-admin/", "/accounts/login/", "/accounts/profile/"):
            assert client.get(path, follow=True).status_code == 404, path

    def test_a_draft_of_the_admin(
        self, client: Client, enrolled: User, section: SectionPage, clock: Any
    ) -> None:
        give_password(client, enrolled)
        response = client.get(f"/admin/pages/{section.pk}/view_draft/")
        assert urlsplit(response["Location"]).path == ASKED
