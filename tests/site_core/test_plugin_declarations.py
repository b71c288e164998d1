"""What a plugin declares is looked at before anything is loaded, and misspelt names are answered."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any

import pytest

from site_core.plugins import PluginConfig, PluginError
from site_core.plugins.discovery import discover, further_apps

BUILT_IN = ("home.apps.HomeConfig", "offices.apps.OfficesConfig")


@pytest.fixture
def announce(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes the entry point of a plugin that declares these attributes."""

    def announced(name: str, **attributes: Any) -> EntryPoint:
        module = ModuleType(f"{name}_apps")
        config = type("Config", (PluginConfig,), {"name": name, **attributes})
        module.Config = config  # type: ignore[attr-defined] # made here
        monkeypatch.setitem(__import__("sys").modules, module.__name__, module)
        return EntryPoint(name, f"{module.__name__}:Config", "site_core.plugins")

    return announced


def refusal(*found: EntryPoint, disabled: tuple[str, ...] = ()) -> str:
    with pytest.raises(PluginError) as refused:
        discover(BUILT_IN, [], disabled, found)
    return str(refused.value)


@pytest.mark.parametrize(
    ("attributes", "line"),
    [
        (
            {"webhook_events": {"Closed today": "It was closed."}},
            "Plugin 'board' declares the event 'Closed today': a name is made of at most 30 small letters "
            "and underscores, such as 'corrected'.",
        ),
        (
            {"api_endpoint": {"notices": "board.api.Notices"}},
            "Plugin 'board' declares 'api_endpoint', which is not an attribute of plugins. "
            "Did you mean 'api_endpoints'?",
        ),
        (
            {"colour": "red"},
            "Plugin 'board' declares 'colour', which is not an attribute of plugins. "
            "Begin a name of its own with an underscore.",
        ),
        (
            {"regions": {"asid": ["board.components.Latest"]}},
            "Plugin 'board' puts something into the region 'asid', which no page has. "
            "Did you mean 'aside'? There are head, header, "
            "home_head, home, aside, article_end, page_end, footer.",
        ),
        (
            {"regions": {"aside": "board.components.Latest"}},
            "Plugin 'board': regions['aside'] takes a list of names, such as ('home',) or a mapping.",
        ),
        (
            {"requires": "home"},
            "Plugin 'board': requires takes a list of names, such as ('home',).",
        ),
        (
            {"requires": ("hone",)},
            "Plugin 'board' requires the plugin 'hone', which is not installed or is switched off. "
            "Did you mean 'home'?",
        ),
        (
            {"blocks": {"body": ["board.blocks.Notice"]}},
            "Plugin 'board': blocks['body'] takes a mapping.",
        ),
        (
            {"roles": {"media-desk": ["board.change_notice"]}},
            "Plugin 'board' gives rights to the role 'media-desk', which nobody has. Did you mean "
            "'media_desk'? There are author, translator, editor, media_desk, administrator.",
        ),
        (
            {"roles": {"editor": ["change_notice"]}},
            "Plugin 'board' gives the role 'editor' the permission 'change_notice': write the app and the "
            "codename, such as 'offices.change_office'.",
        ),
        ({"urlconf": None}, "Plugin 'board': urlconf takes a text."),
        (
            {"csp_sources": {"frames-src": ["https://example.org"]}},
            "Plugin 'board' names sources for 'frames-src', which is not a directive that a plugin adds "
            "to. Did you mean 'frame-src'? There are script-src, style-src, img-src, media-src, "
            "font-src, connect-src, frame-src, worker-src, form-action.",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(
    announce: Any, attributes: dict[str, Any], line: str
) -> None:
    assert refusal(announce("board", **attributes)) == line


def test_what_a_plugin_keeps_for_itself_is_its_own(announce: Any) -> None:
    board = announce("board", _colour="red", connect=lambda self: None)
    assert [plugin.name for plugin in discover(BUILT_IN, [], (), [board])][-1] == "board"


def test_two_plugins_add_no_block_of_one_name(announce: Any) -> None:
    blocks = {"body": {"notice": "somewhere.Notice"}}
    assert refusal(announce("first", blocks=blocks), announce("second", blocks=blocks)) == (
        "Plugin 'second' adds the block 'notice' to 'body', which the plugin 'first' has already added."
    )


def test_two_packages_announce_no_plugin_of_one_name(announce: Any) -> None:
    assert refusal(announce("home")) == (
        "Two plugins are named 'home': one is built in, the other entry point. Uninstall one of them."
    )


def test_a_misspelt_name_of_what_is_off_is_answered_with_the_right_one() -> None:
    assert refusal(disabled=("ofices",)) == (
        "DISABLED_PLUGINS names 'ofices', which is not installed: there are home, offices. "
        "Did you mean 'offices'?"
    )


def test_an_app_that_is_not_there_is_named(announce: Any) -> None:
    found = discover(BUILT_IN, [], (), [announce("board", apps=("no_such_app",))])
    with pytest.raises(PluginError, match="'board' needs the app 'no_such_app', which cannot be"):
        further_apps(found, [])
