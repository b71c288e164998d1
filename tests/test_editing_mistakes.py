"""An editor's mistake gets a sentence at the field it was made in, and nothing is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from home.models import HomePage
from offices.models import ContactPage, Office
from relations.models import ArticlePage
from site_core.models import User
from tests.support.factories import SectionPageFactory, SiteImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client, site: None) -> Client:
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "password"))
    return client


def a_point(**date: str) -> dict[str, Any]:
    return {
        "key_points": streamfield(
            [
                (
                    "key_point",
                    {
                        "statement": "It was agreed.",
                        "date": {"year": "", "month": "", "day": "", **date},
                        "detail": rich_text(""),
                    },
                )
            ]
        )
    }


def an_image(decorative: str, alternative_text: str) -> dict[str, Any]:
    image = {
        "image": str(SiteImageFactory().pk),
        "decorative": decorative,
        "alt_text": alternative_text,
    }
    return {"body": streamfield([("image", {"image": image, "caption": ""})])}


def a_table(caption: str, heading: str) -> dict[str, Any]:
    table = {
        "caption": caption,
        "column-count": "1",
        "row-count": "1",
        "column": {
            "0": {"type": "text", "heading": heading, "order": "0", "deleted": ""},
        },
        "row": {"0": {"order": "0", "deleted": ""}},
        "cell": {"0": {"0": "2006"}},
    }
    return {"body": streamfield([("table", table)])}


def a_number(value: str) -> dict[str, str]:
    return {"kind": "telephone", "label": "", "value": value}


def new_article(**entered: Any) -> dict[str, Any]:
    """The form of a new article, empty but for its title and what is entered."""
    return nested_form_data(
        {
            "title": "A new page",
            "slug": "a-new-page",
            "lead": "",
            "key_points": streamfield([]),
            "body": streamfield([]),
            "related_pages": inline_formset([]),
            "comments": inline_formset([]),
            "tags": "",
            **entered,
        }
    )


def publish(editor: Client, section: Page, entered: dict[str, Any]) -> str:
    """Try to publish a new article; return the page that the editor gets."""
    data = new_article(**{"action-publish": "publish", **entered})
    response = editor.post(
        reverse("wagtailadmin_pages:add", args=["relations", "articlepage", section.pk]), data
    )
    return response.content.decode() if response.status_code == 200 else ""


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        pytest.param(
            dict,
            "Add a key point here, or a block to the body.",
            id="neither key points nor body",
        ),
        pytest.param(
            lambda: a_point(year="2007", month="2", day="30"),
            "February 2007 has no day 30.",
            id="a day that is not in the month",
        ),
        pytest.param(
            lambda: a_point(year="2007", day="3"),
            "Give the month as well, or clear the day.",
            id="a day without its month",
        ),
        pytest.param(
            lambda: a_point(month="3"),
            "Give the year as well, or clear the date.",
            id="a month without its year",
        ),
        pytest.param(
            lambda: {
                **a_point(),
                "lead_image": str(SiteImageFactory().pk),
                "lead_image_alternative_text": " ",
            },
            "Say what the image shows, or tick “decorative” below if it adds nothing to the text.",
            id="a lead image without words",
        ),
        pytest.param(
            lambda: an_image("", ""),
            "Please add some alt text for your image or mark it as decorative",
            id="an image without words",
        ),
        pytest.param(
            lambda: a_table("", "Year"),
            "Give the table a caption that says what it shows.",
            id="a table without caption",
        ),
        pytest.param(
            lambda: a_table("Agreements", ""),
            "Give every column a heading.",
            id="a column without heading",
        ),
    ],
)
def test_an_article(
    editor: Client, home: HomePage, entered: Callable[[], dict[str, Any]], sentence: str
) -> None:
    section = SectionPageFactory(parent=home)

    answer = publish(editor, section, entered())

    assert sentence in answer
    assert "A new page" in answer
    assert not ArticlePage.objects.exists()


def test_a_decorative_image_needs_no_words(editor: Client, home: HomePage) -> None:
    section = SectionPageFactory(parent=home)

    publish(editor, section, an_image("on", ""))

    assert ArticlePage.objects.get().live


def office(**entered: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "name": "Press office",
            "unit": "",
            "street": "Bircaninova 5",
            "building": "",
            "postal_code": "11000",
            "city": "Belgrade",
            "country": "Serbia",
            "latitude": "",
            "longitude": "",
            "hours": "",
            "opening_times-count": "0",
            "closed_days-count": "0",
            "sort_order": "0",
            "channels": inline_formset([]),
            "action-publish": "publish",
            **entered,
        }
    )


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        pytest.param(
            {"latitude": "44.8"},
            "Give the longitude as well, or clear the latitude.",
            id="a latitude alone",
        ),
        pytest.param(
            {"longitude": "20.4"},
            "Give the latitude as well, or clear the longitude.",
            id="a longitude alone",
        ),
        pytest.param(
            {"latitude": "91", "longitude": "20"},
            "Ensure this value is less than or equal to 90.",
            id="a latitude beyond the pole",
        ),
        pytest.param(
            {"channels": inline_formset([{"kind": "telephone", "label": "", "value": "call us"}])},
            "Write a number in international form, such as +381 11 000 0000.",
            id="a number that is none",
        ),
        pytest.param(
            {"channels": inline_formset([a_number("011/123-4567")])},
            "In Serbia the number is +381 11 123-4567.",
            id="a number of this country without its code",
        ),
        pytest.param(
            {"channels": inline_formset([a_number("00 32 2 123 45 67")])},
            "Begin with a plus sign instead of 00: +32 2 123 45 67",
            id="a number that is dialled from one country alone",
        ),
        pytest.param(
            {"channels": inline_formset([a_number("123 4567")])},
            "Begin with it and a plus sign",
            id="a number without any code",
        ),
        pytest.param(
            {"channels": inline_formset([a_number("+381 11")])},
            "from 7 to 15 digits",
            id="a number that is too short",
        ),
        pytest.param(
            {"channels": inline_formset([{"kind": "email", "label": "", "value": "call us"}])},
            "Write an e-mail address, such as press@example.org.",
            id="an address that is none",
        ),
    ],
)
def test_an_office(editor: Client, entered: dict[str, Any], sentence: str) -> None:
    response = editor.post("/admin/snippets/offices/office/add/", office(**entered))

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not Office.objects.exists()


def test_an_office_with_both_coordinates_is_published(editor: Client) -> None:
    editor.post(
        "/admin/snippets/offices/office/add/", office(latitude="44.8046", longitude="20.4573")
    )

    assert Office.objects.get().live


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"recipients": "press"}, "“press” is not an e-mail address."),
        ({"form_is_on": True}, "Name at least one recipient, or switch the form off."),
    ],
)
def test_a_contact_page(home: HomePage, fields: dict[str, Any], sentence: str) -> None:
    page = ContactPage(title="Contact", slug="contact", **fields)

    with pytest.raises(ValidationError) as caught:
        home.add_child(instance=page)

    assert caught.value.message_dict["recipients"] == [sentence]


def test_a_draft_may_be_empty_while_it_is_written(editor: Client, section: Any) -> None:
    """The editor saves it by itself from the first word on."""
    url = reverse("wagtailadmin_pages:add", args=["relations", "articlepage", section.pk])
    assert editor.post(url, new_article()).status_code == 302
    assert not ArticlePage.objects.get(slug="a-new-page").live
