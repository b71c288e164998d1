"""Requests that no browser sends by itself: other methods, other hosts, forms that lead elsewhere."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from home.models import HomePage
from relations.models import SectionPage
from site_core.models import User

PASSWORD = "a-password-of-some-length"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("is_checked", [True, False])
def test_a_page_is_read_and_not_replaced(
    home: HomePage, section: SectionPage, method: str, is_checked: bool
) -> None:
    client = Client(enforce_csrf_checks=is_checked)
    for path in ("/en/", section.url):
        response = getattr(client, method)(path)
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_a_page_says_what_it_takes(client: Client, home: HomePage) -> None:
    response = client.options("/en/")
    assert response["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_a_host_that_is_none_gets_a_page_with_style(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["www.example.org"]
    response = client.get("/en/", headers={"host": "evil.example"})
    page = response.content.decode()
    assert response.status_code == 400
    assert "This address cannot be read" in page
    assert "Адреса не може да се прочита" in page
    assert "server_error.css" in page
    assert "evil.example" not in page


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""]
)
def test_who_signs_in_is_led_to_a_page_that_exists(
    home: HomePage, section: SectionPage, where: str
) -> None:
    User.objects.create_user("reader", "reader@example.org", PASSWORD)
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    client = Client()
    path = urlsplit(client.get(section.url)["Location"]).path
    data = {"username": "reader", "password": PASSWORD, "next": where}
    response = client.post(path, data, follow=True)
    assert response.redirect_chain[0][0] == "/"
    assert response.status_code == 200


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_so_is_who_gives_the_password_of_a_page(
    home: HomePage, section: SectionPage, where: str
) -> None:
    restriction = PageViewRestriction.objects.create(
        page=section, restriction_type=PageViewRestriction.PASSWORD, password="sesame"
    )
    path = f"/en/_util/authenticate_with_password/{restriction.pk}/{section.pk}/"
    data = {"password": "sesame", "return_url": where}
    response = Client().post(path, data, follow=True)
    assert response.redirect_chain[0][0] == "/"
    assert response.status_code == 200
