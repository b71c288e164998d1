"""A plugin opens a stream of its own, and another adds blocks to it."""

from __future__ import annotations

from pathlib import Path

from tests.support.commands import install, manage

MODELS = """
from wagtail import blocks
from wagtail.api import APIField
from wagtail_localize.fields import TranslatableField

from site_core.models import BasePage
from site_core.pages.fields import OpenStreamField


class Text(blocks.TextBlock):
    class Meta:
        icon, label, group, description = "pilcrow", "Text", "Texts", "A text."
        preview_value = "Text"


class Letter(BasePage):
    corrections = OpenStreamField([("text", Text())], stream="letters.corrections")

    parent_page_types = subpage_types = []
    template = "404.html"
    page_description = "A letter."
    api_fields = [*BasePage.base_api_fields, APIField("corrections")]
    search_fields = [*BasePage.search_fields]
    override_translatable_fields = [
        *BasePage.base_translatable_fields, TranslatableField("corrections"),
    ]
"""
BLOCKS = """
from wagtail import blocks


class Stamp(blocks.CharBlock):
    class Meta:
        icon, label, group, description = "tag", "Stamp", "Texts", "A stamp."
        preview_value = "Stamp"
"""
ASK = """
from letters.models import Letter
field = Letter._meta.get_field("corrections")
print(sorted(field.stream_block.offered_blocks), field.deconstruct()[2:])
"""


def letters(folder: Path) -> Path:
    packages = install(folder / "packages", "letters")
    (packages / "letters" / "models.py").write_text(MODELS)
    return packages


def stamps(packages: Path, stream: str) -> None:
    config = f"    name = 'stamps'\n    blocks = {{{stream!r}: {{'stamp': 'stamps.blocks.Stamp'}}}}"
    install(packages, "stamps", config)
    (packages / "stamps" / "blocks.py").write_text(BLOCKS)


def test_it_offers_what_others_add(tmp_path: Path) -> None:
    packages = letters(tmp_path)
    stamps(packages, "letters.corrections")
    checked = manage("check", data_dir=tmp_path, packages=packages)
    assert checked.returncode == 0, checked.stderr
    answer = manage("shell", "-v0", "-c", ASK, data_dir=tmp_path, packages=packages)
    assert answer.stdout.strip() == ("['stamp', 'text'] ([], {'stream': 'letters.corrections'})"), (
        answer.stderr
    )


def test_a_misspelt_one_is_answered_with_its_name(tmp_path: Path) -> None:
    packages = letters(tmp_path)
    stamps(packages, "letters.correction")
    checked = manage("check", data_dir=tmp_path, packages=packages)
    assert checked.stderr.strip() == (
        "manage.py: Plugin 'stamps' adds blocks to the stream 'letters.correction', which no page has. "
        "Did you mean 'letters.corrections'? There are body, letters.corrections."
    )


def test_without_the_plugin_that_opens_it_nothing_is_wrong(tmp_path: Path) -> None:
    packages = letters(tmp_path)
    stamps(packages, "letters.corrections")
    checked = manage("check", data_dir=tmp_path, packages=packages, DISABLED_PLUGINS="letters")
    assert checked.returncode == 0, checked.stderr
