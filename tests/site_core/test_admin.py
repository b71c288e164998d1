"""What the platform adds to the admin."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Site

from site_core.models import User

pytestmark = pytest.mark.django_db


def signed_in(client: Client, *, superuser: bool) -> Client:
    create = User.objects.create_superuser if superuser else User.objects.create_user
    client.force_login(create("somebody", "somebody@example.org", "password"))
    return client


def test_the_report_lists_the_plugins_that_are_on(client: Client, site: Site) -> None:
    page = signed_in(client, superuser=True).get("/admin/reports/plugins/").content.decode()

    for text in (
        *("relations.ArticlePage", "/api/v2/offices/", "home.HomePage", "OFFICES_ENQUIRY_DAYS"),
        *("aside (100)", "offices/css/enquiry.css", "body.office_card", "&gt;=0.1,&lt;1"),
    ):
        assert text in page


def test_the_report_is_for_administrators(client: Client, site: Site) -> None:
    response = signed_in(client, superuser=False).get("/admin/reports/plugins/")

    assert response.status_code in (302, 403)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/pages/",
        "/admin/snippets/offices/office/",
        "/admin/snippets/offices/office/add/",
        "/admin/images/",
        "/admin/documents/",
        "/admin/reports/site-history/",
        "/admin/localize/reports/translations/",
        "/admin/users/",
        "/admin/settings/site_core/sitesettings/",
    ],
)
@pytest.mark.filterwarnings(
    "ignore:Pagination may yield:RuntimeWarning"
)  # wagtail-localize's report
def test_the_pages_of_the_admin_open(client: Client, site: Site, path: str) -> None:
    response = signed_in(client, superuser=True).get(path, follow=True)

    assert response.status_code == 200
