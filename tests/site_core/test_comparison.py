"""Two revisions are compared in words that somebody who writes understands."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from relations.models import ArticlePage, SectionPage
from site_core.models import User
from tests.support.factories import ArticlePageFactory, SiteImageFactory, key_point

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss", "boss@example.org", "password"))
    return client


def a_body(level: str, alt_text: str, cell: str, image: int) -> str:
    table = {
        "columns": [{"type": "text", "heading": "Year"}],
        "rows": [{"values": [cell]}],
        "caption": "Acts",
    }
    shown = {"image": image, "alt_text": alt_text, "decorative": False}
    items: list[tuple[str, Any]] = [
        ("heading", {"text": "What was agreed", "level": level}),
        ("image", {"image": shown, "caption": ""}),
        ("table", table),
    ]
    return json.dumps(
        [
            {"type": name, "value": value, "id": f"{number}1111111-1111-4111-8111-111111111111"}
            for number, (name, value) in enumerate(items)
        ]
    )


def test_what_has_changed_is_said_in_words(editor: Client, section: SectionPage) -> None:
    image = SiteImageFactory(title="Door").pk
    page = ArticlePageFactory(
        parent=section,
        key_points=[key_point("It opened.", date=(2006, 12, 18)), key_point("It stays.")],
        body=a_body("2", "A door", "2006", image),
    )
    page.save_revision().publish()
    page = ArticlePage.objects.get(pk=page.pk)  # type: ignore[assignment] # the factory makes it
    points = [dict(item) for item in page.key_points.raw_data]
    points[0]["value"]["date"]["month"] = "11"
    page.key_points = json.dumps(points)
    page.body = a_body("3", "A red door", "2007", image)
    page.save_revision()
    compared = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
    html = editor.get(compared).content.decode()
    main = html[html.index("<main") :]
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main))
    for expected in ("December", "November", "Subheading", "Door: A", "red", "2007"):
        assert expected in text, expected
    assert "None" not in text
    assert "False" not in text
