"""Forms that readers meet: sign-in, passwords of pages and files, and a form that was refused."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.test import Client, RequestFactory
from django.views.defaults import permission_denied
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from home.models import HomePage
from relations.models import SectionPage
from site_core.languages.variants import VARIANTS, Variant
from site_core.models import SiteDocument, User
from tests.support.factories import SectionPageFactory
from tests.support.translating import translate

pytestmark = pytest.mark.django_db
PASSWORD = "a-password-of-some-length"
every_variant = pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.code)


@pytest.fixture
def private(home: HomePage, serbian_home: HomePage, serbian: Any) -> SectionPage:
    """A page in the menu, in both languages."""
    page = SectionPageFactory(
        parent=home, title="Papers", slug="papers", lead="What is in them.", show_in_menus=True
    )
    translate(page, serbian)
    return page


@pytest.fixture
def restricted(private: SectionPage) -> list[PageViewRestriction]:
    """The restriction of the page by a password, in each language."""
    return [
        PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.PASSWORD, password="secret"
        )
        for page in (private, *private.get_translations())
    ]


def soup(response: Any, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def assert_is_of_the_site(page: BeautifulSoup, variant: Variant) -> None:
    assert page.html is not None
    assert page.html["lang"] == variant.tag
    assert page.select_one("header .brand")["href"] == f"/{variant.code}/"  # type: ignore[index] # there is one
    assert page.select_one("footer.site-footer") is not None
    assert page.select_one("meta[name=robots]")["content"] == "noindex"  # type: ignore[index] # there is one
    assert page.select("script:not([src]), style, [style]") == []


def path_of(private: SectionPage, variant: Variant) -> str:
    page = private if variant.locale_code == "en" else private.get_translations().get()
    below = page.url.partition("/")[2].partition("/")[2]
    return f"/{variant.code}/{below}"


class TestSignIn:
    @every_variant
    def test_is_a_page_of_the_site_in_the_readers_variant(
        self, client: Client, private: SectionPage, variant: Variant
    ) -> None:
        for page in (private, *private.get_translations()):
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        path = path_of(private, variant)

        led_to = client.get(path)["Location"]
        page = soup(client.get(led_to))

        assert urlsplit(led_to).path == f"/{variant.code}/_util/login/"
        assert_is_of_the_site(page, variant)
        form = page.select_one("main form")
        assert form is not None
        assert form["action"] == f"/{variant.code}/_util/login/"
        assert [label["for"] for label in form.select("label")] == ["id_username", "id_password"]
        assert form.select_one("[name=next]")["value"] == path  # type: ignore[index] # there is one
        assert [link["href"] for link in page.select(".language-switch a")] == [
            f"/{other.code}/_util/login/?next={path.replace('/', '%2F')}" for other in VARIANTS
        ]
        assert "Papers" not in page.get_text()

    def test_says_what_is_wrong_and_keeps_the_name(
        self, client: Client, private: SectionPage
    ) -> None:
        sent = {"username": "reader", "password": "wrong", "next": "/en/papers/"}
        page = soup(client.post("/en/_util/login/", sent))

        assert "Please enter a correct" in page.select_one(".form-errors[role=alert]").get_text()  # type: ignore[union-attr] # there is one
        assert page.select_one("#id_username")["value"] == "reader"  # type: ignore[index] # there is one
        assert page.select_one("[name=next]")["value"] == "/en/papers/"  # type: ignore[index] # there is one

    def test_lets_whoever_may_read_in_and_tells_the_others(
        self, client: Client, private: SectionPage
    ) -> None:
        PageViewRestriction.objects.create(page=private, restriction_type="groups")
        User.objects.create_user("reader", "reader@example.org", PASSWORD)
        sent = {"username": "reader", "password": PASSWORD, "next": "/en/papers/"}

        led_to = client.post("/en/_util/login/", sent)["Location"]
        refused = client.get(led_to)["Location"]

        assert led_to == "/en/papers/"
        assert "Your account may not read this page." in soup(client.get(refused)).get_text()


class TestThePasswordOfAPage:
    @every_variant
    def test_is_asked_for_on_a_page_of_the_site_that_names_nothing(
        self,
        client: Client,
        private: SectionPage,
        restricted: list[PageViewRestriction],
        variant: Variant,
    ) -> None:
        response = client.get(path_of(private, variant))
        page = soup(response)

        assert_is_of_the_site(page, variant)
        assert page.select_one("main form [name=password]") is not None
        for secret in ("Papers", "What is in them", "What is in"):
            assert secret not in response.content.decode()
        assert "no-store" in response["Cache-Control"]

    def test_leads_on_when_it_is_right(
        self, client: Client, private: SectionPage, restricted: list[PageViewRestriction]
    ) -> None:
        form = soup(client.get("/en/papers/")).select_one("main form")
        assert form is not None
        hidden = {"return_url": form.select_one("[name=return_url]")["value"]}  # type: ignore[index] # there is one

        again = soup(client.post(str(form["action"]), {"password": "guess", **hidden}))
        assert "not correct" in again.select_one(".form__field--wrong").get_text()  # type: ignore[union-attr] # there is one
        passed = client.post(str(form["action"]), {"password": "secret", **hidden})

        assert passed["Location"] == "/en/papers/"
        assert "What is in them." in client.get("/en/papers/").content.decode()

    def test_of_a_file_too(self, client: Client, private: SectionPage) -> None:
        collection = Collection.get_first_root_node().add_child(name="Private")
        CollectionViewRestriction.objects.create(
            collection=collection, restriction_type="password", password="secret"
        )
        document = SiteDocument.objects.create(
            title="Paper", file=ContentFile(b"%PDF-", "paper.pdf"), collection=collection
        )

        page = soup(client.get(document.url))

        assert_is_of_the_site(page, VARIANTS[0])
        assert page.select_one("main form [name=password]") is not None


class TestARefusedForm:
    @every_variant
    def test_is_a_page_of_the_site_with_a_sentence(
        self, private: SectionPage, variant: Variant
    ) -> None:
        strict = Client(enforce_csrf_checks=True)
        for path in (f"/{variant.code}/_util/login/", path_of(private, variant)):
            page = soup(strict.post(path, {"username": "reader"}), status=403)

            assert_is_of_the_site(page, variant)
            assert "CSRF" not in page.get_text()
            assert page.select_one("main p") is not None
            assert page.select_one("main a")["href"] == f"/{variant.code}/"  # type: ignore[index] # there is one

    def test_says_what_to_do(self, home: HomePage) -> None:
        strict = Client(enforce_csrf_checks=True)
        page = soup(strict.post("/en/_util/login/", {"username": "reader"}), status=403)
        assert "Go back, load the page again and send the form once more." in page.get_text()

    def test_in_the_admin_it_is_djangos_own(self, home: HomePage) -> None:
        strict = Client(enforce_csrf_checks=True)
        page = soup(strict.post("/admin/login/", {"username": "editor"}), status=403)
        assert "CSRF verification failed" in page.get_text()


def test_what_is_not_allowed_is_said_on_a_page_of_the_site(
    rf: RequestFactory, home: HomePage
) -> None:
    response = permission_denied(rf.get("/en/"), PermissionDenied("Ask somebody else."))
    page = soup(response, status=403)
    assert_is_of_the_site(page, VARIANTS[0])
    assert page.select_one("h1").get_text() == "Not allowed"  # type: ignore[union-attr] # there is one
    assert "Ask somebody else." in page.get_text()
