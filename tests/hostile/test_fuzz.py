"""Whatever is sent, the server does not fail: a small part of what ``tests.support.hostile`` tries."""

from __future__ import annotations

from itertools import chain

import pytest
from django.test import Client

from home.models import HomePage
from relations.models import SectionPage
from tests.support.factories import (
    ArticlePageFactory,
    ContactPageFactory,
    SiteDocumentFactory,
    SiteImageFactory,
    key_point,
    office_with_channels,
)
from tests.support.hostile import Generator, places, try_all

pytestmark = pytest.mark.django_db
#: Requests of the sweep, and besides: less than a minute on a busy machine.
SWEPT, MADE = 600, 300


@pytest.fixture
def content(home: HomePage, section: SectionPage, serbian_home: HomePage) -> None:
    points = [key_point("It was agreed.", date=(2015, 1, 20))]
    ArticlePageFactory(parent=section, slug="mission", key_points=points)
    ContactPageFactory(parent=home, slug="contact", form_is_on=True, recipients="press@example.org")
    office_with_channels()
    SiteDocumentFactory()
    SiteImageFactory()


@pytest.mark.parametrize("seed", [20261130])
def test_no_request_makes_the_server_fail(client: Client, content: None, seed: int) -> None:
    generator = Generator(seed, places())
    findings = try_all(client, chain(generator.sweep()[:SWEPT], generator.requests(MADE)))
    assert findings.failed == {}
    assert findings.tried == SWEPT + MADE


#: What failed once, so that it is asked each time.
FAILED = [
    *("/api/v2/pages/?limit=" + "9" * 5000, "/api/v2/images/?limit=" + "9" * 5000),
    *("/api/v2/pages/?offset=" + "9" * 5000, "/api/v2/navigation/?depth=" + "9" * 5000),
    *("/api/v2/pages/find/?id=" + "9" * 5000, "/sitemap-en.xml?page=" + "9" * 5000),
    *("/sitemap-en.xml?page=9223372036854775808", f"/documents/{'9' * 5000}/paper.pdf"),
    *(
        f"/documents/{'9' * 25}/paper.pdf",
        f"/api/v2/pages/{'9' * 4000}/",
        f"/en/offices/{'9' * 25}.vcf",
    ),
    *("/api/v2/resolve/?path=//%5B", "/api/v2/pages/find/?html_path=http://%5Bx", "/en/%00/"),
    *("/api/v2/resolve/?path=%2500", "/en/%00", "/sr/search/%00/", "/%00", "/documents/1/%00"),
    *(
        "/api/v2/pages/?type=relations.ArticlePage&related_pages=abc",
        "/api/v2/pages/?alias_of=-" + "9" * 19,
    ),
    *("/api/v2/pages/?first_published_at=9999-12-31T23:59:59-23:59", "/api/v2/pages/?order=-"),
    *("/api/v2/pages/?last_published_at=0001-01-01", "/api/v2/offices/?latitude=1e999999999"),
    *(
        "/api/v2/offices/?latitude=0e999999999",
        '/api/v2/pages/?search=a"b',
        "/api/v2/images/?search=<'\"<",
    ),
    *("/api/v2/documents/?tags=" + "a," * 700, "/api/v2/pages/?fields=" + "a(" * 1500),
]


@pytest.mark.parametrize("address", FAILED, ids=lambda address: address[:60])
def test_what_failed_once_does_not_fail(client: Client, content: None, address: str) -> None:
    path, _, query = address.partition("?")
    status = client.get(path, QUERY_STRING=query).status_code
    assert status < 500
