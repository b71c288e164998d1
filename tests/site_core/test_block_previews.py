"""What an editor sees of a block before choosing it."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.blocks import Block
from wagtail.models import Site
from wagtail.users.models import UserProfile

from relations.models import ArticlePage
from site_core.blocks.streams import offered_blocks
from site_core.models import User

pytestmark = pytest.mark.django_db
BLOCKS = [
    *ArticlePage.key_points.field.stream_block.child_blocks.values(),
    *offered_blocks(ArticlePage.body.field.stream_block).values(),
]


@pytest.mark.parametrize("language", ["en", "sr"])
@pytest.mark.parametrize("block", BLOCKS, ids=[block.name for block in BLOCKS])
def test_every_block_has_a_preview(client: Client, site: Site, block: Block, language: str) -> None:
    editor = User.objects.create_superuser("editor", "editor@example.org", "password")
    UserProfile.objects.create(user=editor, preferred_language=language)
    client.force_login(editor)

    response = client.get("/admin/block-preview/", {"id": block.definition_prefix})

    assert response.status_code == 200
    shown = response.content.decode().partition("<main")[2].partition("</main>")[0]
    assert len(shown.partition(">")[2].strip()) > 20
