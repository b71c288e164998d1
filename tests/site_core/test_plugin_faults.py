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


MODULE = """
from laces.components import Component
from wagtail.api.v2.views import BaseAPIViewSet

number = 3


class Plain:
    pass


class Unmodelled(BaseAPIViewSet):
    pass


class Costly(Component):
    def __init__(self):
        raise ValueError("too costly")
"""
BLOCKS = """
from wagtail import blocks

number = 3


class Text(blocks.CharBlock):
    pass


class Unmade(blocks.CharBlock):
    def __init__(self):
        raise ValueError("too costly")
"""


@pytest.mark.parametrize(
    ("declared", "line"),
    [
        (
            "api_endpoints = {'things': 'broken.parts.number'}",
            "Plugin 'broken' names 'broken.parts.number' as its API endpoint 'things', which is not a "
            "viewset of Wagtail's API v2.",
        ),
        (
            "api_endpoints = {'things': 'broken.parts.Unmodelled'}",
            "Plugin 'broken' names 'broken.parts.Unmodelled' as its API endpoint 'things', which names "
            "no model.",
        ),
        (
            "api_endpoints = {'pages': 'offices.api.OfficesAPIViewSet'}",
            "Plugin 'broken' adds the API endpoint 'pages', which belongs to the platform.",
        ),
        (
            "api_fields = {'relations.ArticelPage': {'length': 'broken.parts.Plain'}}",
            "Plugin 'broken' adds fields to 'relations.ArticelPage', which is no type that the API "
            "shows. Did you mean 'relations.ArticlePage'?",
        ),
        (
            "api_fields = {'relations.ArticlePage': {'lead': 'broken.parts.Plain'}}",
            "Plugin 'broken' adds the field 'lead' to relations.ArticlePage, which has one of that name "
            "already.",
        ),
        (
            "api_fields = {'relations.ArticlePage': {'length': 'broken.parts.Plain'}}",
            "Plugin 'broken' names 'broken.parts.Plain' as its field 'length' of relations.ArticlePage, "
            "which is not a serializer field of Django REST framework.",
        ),
        (
            "urlconf = 'broken.parts'",
            "Plugin 'broken' names 'broken.parts' as its urlconf, which has no list urlpatterns of "
            "path() and re_path().",
        ),
        (
            "regions = {'aside': ['broken.parts.number']}",
            "Plugin 'broken' names 'broken.parts.number' as its component in the region 'aside', which "
            "cannot be made: TypeError: 'int' object is not callable",
        ),
        (
            "regions = {'aside': ['broken.parts.Costly']}",
            "Plugin 'broken' names 'broken.parts.Costly' as its component in the region 'aside', which "
            "cannot be made: ValueError: too costly",
        ),
        (
            "regions = {'aside': ['broken.parts.Plain']}",
            "Plugin 'broken' names 'broken.parts.Plain' as its component in the region 'aside', which "
            "is no component: it has no method render_html.",
        ),
        (
            "blocks = {'body': {'paragraph': 'broken.blocks.Text'}}",
            "Plugin 'broken' adds the block 'paragraph' to 'body', which has a block of that name already.",
        ),
        (
            "blocks = {'body': {'text': 'broken.blocks.number'}}",
            "Plugin 'broken' names 'broken.blocks.number' as its block 'text', of which no block can be "
            "made: TypeError: 'int' object is not callable",
        ),
        (
            "blocks = {'body': {'text': 'broken.blocks.Unmade'}}",
            "Plugin 'broken' names 'broken.blocks.Unmade' as its block 'text', of which no block can be "
            "made: ValueError: too costly",
        ),
        (
            "blocks = {'bodi': {'text': 'broken.blocks.Text'}}",
            "Plugin 'broken' adds blocks to the stream 'bodi', which no page has. Did you mean 'body'? "
            "There are body.",
        ),
    ],
)
def test_what_cannot_be_used_is_named_in_one_line(tmp_path: Path, declared: str, line: str) -> None:
    packages = install(tmp_path / "packages", "broken", f"    name = 'broken'\n    {declared}")
    (packages / "broken" / "parts.py").write_text(MODULE)
    (packages / "broken" / "blocks.py").write_text(BLOCKS)
    started = manage("check", data_dir=tmp_path, packages=packages)
    assert started.returncode == 1
    assert started.stderr.strip() == f"manage.py: {line}"


def test_where_it_went_wrong_stands_in_the_log(tmp_path: Path) -> None:
    packages = install(
        tmp_path / "packages",
        "broken",
        "    name = 'broken'\n    regions = {'aside': ['broken.parts.Costly']}",
    )
    (packages / "broken" / "parts.py").write_text(MODULE)
    started = manage("check", data_dir=tmp_path, packages=packages, LOG_LEVEL="DEBUG")
    assert 'raise ValueError("too costly")' in started.stderr
    assert started.stderr.strip().splitlines()[-1].startswith("manage.py: Plugin 'broken' names")


def test_a_shape_is_not_named_as_one_of_the_platform(tmp_path: Path) -> None:
    packages = install(tmp_path / "packages", "broken")
    (packages / "broken" / "models.py").write_text(
        "from site_core.published.json_schema import Shape\n\n\n"
        "class Correction(Shape):\n    text: str\n"
    )
    started = manage("check", data_dir=tmp_path, packages=packages)
    assert started.stderr.strip() == (
        "manage.py: Two shapes are named 'Correction', in broken.models and in site_core.api.search: "
        "rename one of them."
    )
