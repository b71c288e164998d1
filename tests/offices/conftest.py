"""A contact page with its form on."""

from __future__ import annotations

import pytest
from django.core import mail
from wagtail.models import Locale

from home.models import HomePage
from offices.models import ContactPage
from tests.support.translating import translate


@pytest.fixture(autouse=True)
def nothing_is_left_over() -> None:
    mail.outbox = []


@pytest.fixture
def contact(home: HomePage) -> ContactPage:
    page = ContactPage(
        title="Contact",
        slug="contact",
        form_is_on=True,
        recipients="press@example.org\ndesk@example.org",
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def serbian_page(contact: ContactPage, serbian_home: HomePage, serbian: Locale) -> ContactPage:
    return translate(contact, serbian)
