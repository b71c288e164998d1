"""System checks tell the author of a plugin what is missing, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_core.pages.checks import DECLARATIONS
from tests.support.commands import install, manage

#: A plugin that forgets whatever can be forgotten.
MODELS = '''
from django.db import models
from modelcluster.fields import ParentalKey
from site_core.models import BasePage
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail_localize.fields import TranslatableField


class Foreign(Page):
    """A page type that does not extend BasePage."""


class Forgetful(BasePage):
    """A page type that declares nothing."""

    words = models.CharField(max_length=10)


class Deep(blocks.StructBlock):
    inner = blocks.StructBlock([("items", blocks.ListBlock(blocks.CharBlock()))])


class Careless(BasePage):
    """A page type whose declarations are wrong."""

    parent_page_types = subpage_types = api_fields = []
    page_description = "x"
    template = "careless/none.html"
    search_fields = []
    body = StreamField(
        [
            ("raw", blocks.RawHTMLBlock()),
            ("table", TypedTableBlock([("text", blocks.CharBlock())])),
            ("deep", Deep()),
        ]
    )
    override_translatable_fields = [
        *BasePage.base_translatable_fields,
        TranslatableField("body"),
        TranslatableField("children_of_it"),
    ]


class Spoilt(BasePage):
    """A page type whose template cannot be compiled."""

    parent_page_types = subpage_types = api_fields = []
    page_description = "x"
    template = "careless/spoilt.html"
    search_fields = [*BasePage.search_fields]
    override_translatable_fields = [*BasePage.base_translatable_fields]


class Child(Orderable):
    """A child whose words would stay in English."""

    careless = ParentalKey(Careless, on_delete=models.CASCADE, related_name="children_of_it")
'''


COMPONENTS = """
from laces.components import Component


class Card(Component):
    template_name = "careless/card.html"
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What ``manage.py check`` says of the plugin."""
    folder: Path = tmp_path_factory.mktemp("careless")
    config = '    name = "careless"\n    regions = {"aside": ["careless.components.Card"]}'
    packages = install(folder / "packages", "careless", config)
    (packages / "careless" / "models.py").write_text(MODELS)
    (packages / "careless" / "components.py").write_text(COMPONENTS)
    templates = packages / "careless" / "templates" / "careless"
    templates.mkdir(parents=True)
    (templates / "spoilt.html").write_text("{% if %}")
    checked = manage("check", data_dir=folder, packages=packages)
    assert checked.returncode == 1
    return checked.stderr


@pytest.mark.parametrize(
    "sentence",
    [
        "(liaison.E001) careless.Foreign does not extend site_core.models.BasePage.",
        *(
            f"(liaison.E002) careless.Forgetful does not declare {name}: {meaning}."
            for name, meaning in DECLARATIONS.items()
        ),
        "(liaison.E003) careless.Careless.search_fields leaves out those of BasePage.",
        "(liaison.E004) careless.Forgetful.words has no translatable policy.",
        "(liaison.E005) careless.Child, the children_of_it of careless.Careless, does not extend "
        "wagtail.models.TranslatableMixin.",
        "(liaison.E006) The block careless.Careless.body.raw does not declare description",
        "(liaison.E007) The block careless.Careless.body.raw holds raw HTML, which is never "
        "translated.",
        "(liaison.E007) The block careless.Careless.body.table is a stock table block, which is "
        "never translated: use site_core's TableBlock.",
        "(liaison.E007) The block careless.Careless.body.deep.inner.items is a list inside a struct "
        "inside a struct, which is never translated.",
        "(liaison.E008) careless.Careless is rendered by careless/none.html, which does not exist.",
        "(liaison.E008) careless.components.Card, a component of the plugin 'careless', is rendered by "
        "careless/card.html, which does not exist.",
        "(liaison.E009) careless.Spoilt is rendered by careless/spoilt.html, which is no valid template:",
    ],
)
def test_what_is_missing_is_said(said: str, sentence: str) -> None:
    assert sentence in said


def test_every_rule_has_its_cure(said: str) -> None:
    ours = [line for line in said.splitlines() if "(liaison." in line]
    assert len(ours) >= 8 + len(DECLARATIONS) - 1
    assert said.count("HINT:") >= len(ours)


def test_this_site_keeps_the_rules(tmp_path: Path) -> None:
    checked = manage("check", "--fail-level", "WARNING", data_dir=tmp_path)

    assert checked.returncode == 0, checked.stderr
