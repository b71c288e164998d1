"""A plugin at fault is named with what is wrong, before a reader meets it; one that is off harms nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.commands import install, manage

STREAM = """
from wagtail import blocks
from wagtail.fields import StreamField
from site_core.models import BasePage
from wagtail_localize.fields import TranslatableField


class Bare(blocks.StructBlock):
    text = blocks.CharBlock()

    class Meta:
        {meta}


class Page(BasePage):
    parent_page_types = subpage_types = []
    api_fields = BasePage.base_api_fields
    search_fields = [*BasePage.search_fields]
    page_description = "x"
    template = "404.html"
    body = StreamField([("bare", Bare())])
    override_translatable_fields = [
        *BasePage.base_translatable_fields, TranslatableField("body"),
    ]
"""
META = {
    "icon": 'icon = "mail"',
    "description": 'description = "A text."',
    "label": 'label = "Bare"',
    "group": 'group = "Texts"',
    "preview_value": 'preview_value = {"text": "x"}',
}


def test_a_plugin_that_is_off_need_not_be_importable(tmp_path: Path) -> None:
    packages = install(tmp_path / "packages", "broken", "    import no_such_module")
    on = manage("check", data_dir=tmp_path, packages=packages)
    off = manage("check", data_dir=tmp_path, packages=packages, DISABLED_PLUGINS="broken")
    assert (on.returncode, off.returncode) == (1, 0), off.stderr


def test_two_plugins_do_not_share_an_endpoint(tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    for name in ("first", "second"):
        install(
            packages,
            name,
            f"    name = {name!r}\n    api_endpoints = {{'things': 'offices.api.OfficesAPIViewSet'}}",
        )
    started = manage("check", data_dir=tmp_path, packages=packages)
    assert started.returncode == 1
    assert started.stderr.strip() == (
        "manage.py: Plugin 'second' adds the API endpoint 'things', "
        "which the plugin 'first' has already."
    )


def test_a_job_that_does_not_exist_stops_the_start(tmp_path: Path) -> None:
    packages = install(
        tmp_path / "packages", "broken", "    name = 'broken'\n    jobs = ('broken.jobs.missing',)"
    )
    started = manage("check", data_dir=tmp_path, packages=packages)
    assert started.returncode == 1
    assert started.stderr.strip() == (
        "manage.py: Plugin 'broken' names 'broken.jobs.missing' as its job, "
        "which cannot be imported: No module named 'broken.jobs'"
    )


@pytest.mark.parametrize("missing", META)
def test_a_block_says_what_an_editor_chooses_it_by(tmp_path: Path, missing: str) -> None:
    packages = install(tmp_path / "packages", "bare", "    name = 'bare'")
    declared = [line for name, line in META.items() if name != missing] or ["pass"]
    models = STREAM.replace("{meta}", "\n        ".join(declared))
    (packages / "bare" / "models.py").write_text(models)
    checked = manage("check", data_dir=tmp_path, packages=packages)
    expected = f"The block bare.Page.body.bare does not declare {missing}."
    assert expected in checked.stderr
    assert checked.stderr.count("(liaison.") == 1
