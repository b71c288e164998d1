"""Which language an address is in, and what stands outside all languages."""

from __future__ import annotations

import pytest
from django.test import Client

from home.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "address"), [("sr", "/sr/"), ("en", "/en/"), ("fr", "/en/"), ("", "/en/")]
)
def test_the_root_leads_to_the_readers_language(
    client: Client, serbian_home: HomePage, accepted: str, address: str
) -> None:
    response = client.get("/", headers={"accept-language": accepted})

    assert (response.status_code, response["Location"]) == (302, address)


def test_an_address_with_a_language_is_in_that_language(
    client: Client, serbian_home: HomePage
) -> None:
    response = client.get("/sr/", headers={"accept-language": "en"})

    assert response["Content-Language"] == "sr-Cyrl"
    assert '<html lang="sr-Cyrl">' in response.content.decode()


@pytest.mark.parametrize("path", ["/api/v2/nothing/", "/api/", "/api/v2/pages/999/", "/api/x?y"])
def test_the_api_is_in_no_language(client: Client, home: HomePage, path: str) -> None:
    response = client.get(path, headers={"accept-language": "sr"})

    assert response.status_code == 404
    assert response["Content-Type"].startswith("application/problem+json")


def test_a_public_page_sets_no_cookie(client: Client, home: HomePage) -> None:
    assert not client.get("/en/").cookies
