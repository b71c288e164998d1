"""The admin on its own host, for its own networks, or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from site_core.delivery.admin_door import AdminDoorMiddleware
from site_core.models import User

ADMIN = ["/admin/", "/admin", "/admin/login/", "/admin/pages/3/edit/", "/api/v3-preview/pages/"]
PUBLIC = ["/en/", "/api/v2/pages/", "/documents/1/a.pdf", "/adminer/", "/sr/admin/"]


def answered(rf: RequestFactory, path: str, **told: Any) -> int:
    middleware = AdminDoorMiddleware(lambda request: HttpResponse())
    request: HttpRequest = rf.get(path, **told)
    return middleware(request).status_code


def test_it_costs_nothing_where_nothing_is_set() -> None:
    with pytest.raises(MiddlewareNotUsed):
        AdminDoorMiddleware(lambda request: HttpResponse())


@pytest.mark.parametrize("path", [*ADMIN, *PUBLIC])
def test_a_public_node_has_none(rf: RequestFactory, settings: Any, path: str) -> None:
    settings.PUBLIC_ONLY = True
    assert answered(rf, path) == (404 if path in ADMIN else 200)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("admin.example.org", 200),
        ("ADMIN.example.org:443", 200),
        ("www.example.org", 404),
        ("admin.example.org.evil.example", 404),
        ("", 404),
    ],
)
def test_on_its_own_host(rf: RequestFactory, settings: Any, host: str, status: int) -> None:
    settings.ADMIN_HOSTS = ["admin.example.org"]
    assert answered(rf, "/admin/", headers={"host": host}) == status
    assert answered(rf, "/en/", headers={"host": host}) == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [("10.1.2.3", 200), ("2001:db8::7", 200), ("11.1.2.3", 404), ("", 404), ("unknown", 404)],
)
def test_for_its_own_networks(rf: RequestFactory, settings: Any, address: str, status: int) -> None:
    settings.ADMIN_NETWORKS = ["10.0.0.0/8", "2001:db8::/32"]
    assert answered(rf, "/admin/", REMOTE_ADDR=address) == status
    # What a client writes itself is believed of a trusted proxy alone, and of it the last word.
    forged = {"headers": {"x-forwarded-for": "10.1.1.1"}, "REMOTE_ADDR": address}
    assert answered(rf, "/admin/", **forged) == status
    settings.API_TRUSTS_PROXY = True
    passed_on = {
        "headers": {"x-forwarded-for": f"10.1.1.1, {address or 'x'}"},
        "REMOTE_ADDR": "127.0.0.1",
    }
    assert answered(rf, "/admin/", **passed_on) == status


@pytest.mark.django_db
def test_whoever_does_nothing_signs_in_again(client: Client, settings: Any) -> None:
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "password"))
    response = client.get("/admin/")
    cookie = response.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == settings.SESSION_COOKIE_AGE
    assert client.session.get_expiry_date() > timezone.now()


@pytest.mark.django_db
def test_nobody_else_is_told_who_edits(client: Client) -> None:
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "password"))
    response = client.get("/admin/")
    assert "gravatar" not in response.content.decode()
    assert "gravatar" not in response["Content-Security-Policy"]
    assert "https://" not in response["Content-Security-Policy"]
