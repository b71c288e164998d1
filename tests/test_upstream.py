"""Private names of other packages that the platform uses. One that is gone says here what to look at.

What a test says after "instead" is where the name is used, and what would be done without it.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages.storage.base import BaseStorage
from django.contrib.staticfiles.finders import find
from django.http import HttpRequest
from django.template.response import SimpleTemplateResponse
from modelsearch.backends.database.postgres.postgres import PostgresIndex
from modelsearch.backends.database.sqlite.sqlite import SQLiteIndex
from treebeard.mp_tree import MP_Node
from wagtail import hooks
from wagtail.api.v2 import filters
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail_localize.models import String
from wagtail_localize.wagtail_hooks import (
    page_listing_more_buttons,
    register_snippet_listing_buttons,
)

from site_core.prefixes import MAX_REDIRECTED_PATH
from site_core.translations import row_buttons


def test_the_serializer_of_an_endpoint_can_be_asked_for() -> None:
    """``api/schema.py`` describes endpoints by it; instead, what replaces it in Wagtail."""
    parameters = inspect.signature(BaseAPIViewSet._get_serializer_class).parameters
    assert list(parameters) == ["router", "model", "fields_config", "show_details", "nested"]


def test_v2_marks_a_queryset_that_child_of_has_filtered() -> None:
    """``api/locale.py`` hands the mark on; instead, nothing where v2 has none any more."""
    assert "_filtered_by_child_of" in inspect.getsource(filters.ChildOfFilter)
    assert "_filtered_by_child_of" in inspect.getsource(filters.DescendantOfFilter)


def test_treebeard_remembers_a_parent() -> None:
    """``published/tree.py`` makes it forget; instead, nothing where it does not remember."""
    assert "_cached_parent_obj" in inspect.getsource(MP_Node.get_parent)


def test_a_response_can_be_rendered_again() -> None:
    """``translations/text_views.py`` adds to an answer of wagtail-localize's before it is sent."""
    response: Any = SimpleTemplateResponse("404.html")
    assert response._is_rendered is False
    assert response.is_rendered is False


def test_routing_can_be_done_beforehand() -> None:
    """``views.serve`` says which page a path leads to; instead, ``Page.route_for_request`` overridden."""
    assert "_wagtail_route_for_request" in inspect.getsource(Page.route_for_request)


def test_a_string_has_a_hash() -> None:
    """``bench/generated/translations.py`` finds strings by it."""
    assert String._get_data_hash("text") == String._get_data_hash("text")


def test_redirects_have_so_much_room() -> None:
    """``BasePage.get_route_paths`` leaves out what would not fit."""
    assert Redirect._meta.get_field("old_path").max_length == MAX_REDIRECTED_PATH


def test_messages_of_a_request_are_queued_in_its_storage() -> None:
    """``delivery/deadlocks.py`` forgets what a first attempt has said."""
    storage: Any = BaseStorage(HttpRequest())
    assert storage._queued_messages == []


def test_the_buttons_of_a_row_depend_on_two_things() -> None:
    """``translations/row_buttons.py`` makes them itself: let it make what is made there.

    Once wagtail-localize looks at ``_has_untranslated_locale``, nothing of it is needed.
    """
    source = inspect.getsource(page_listing_more_buttons)
    assert source.count("yield ") == 2
    assert source.count(".exists()") == 2
    assert "exclude(alias_of__isnull=False)" in source
    assert "TranslationSource.objects.get_for_instance_or_none(page)" in source
    assert "_has_untranslated_locale" not in source


@pytest.mark.parametrize(
    ("hook", "original", "ours"),
    [
        (row_buttons.HOOK, page_listing_more_buttons, row_buttons.translation_buttons),
        (row_buttons.HEAD_HOOK, page_listing_more_buttons, row_buttons.head_buttons),
        (row_buttons.SNIPPET_HOOK, register_snippet_listing_buttons, row_buttons.snippet_buttons),
    ],
)
def test_lists_and_heads_call_our_functions_instead(hook: str, original: Any, ours: Any) -> None:
    """``translations/row_buttons.py`` takes wagtail-localize's functions away: each stands there once."""
    called = hooks.get_hooks(hook)
    assert original not in called
    assert called.count(ours) == 1


def test_buttons_are_known_by_their_icons() -> None:
    """``translations/row_buttons.py`` names them; with one name for each act upstream, delete it."""
    for function in (page_listing_more_buttons, register_snippet_listing_buttons):
        source = inspect.getsource(function)
        assert source.count(f'icon_name="{row_buttons.SUBMISSION}"') == 1
        assert source.count(f'icon_name="{row_buttons.UPDATE}"') == 1
    assert '_("Translate")' in inspect.getsource(register_snippet_listing_buttons)


@pytest.mark.parametrize("index", [PostgresIndex, SQLiteIndex])
def test_new_entries_are_weighed_by_all_titles(index: Any) -> None:
    """``published/search_backend.py`` weighs them by a kept average; without this, delete it."""
    assert list(inspect.signature(index._refresh_title_norms).parameters) == ["self", "full"]
    assert 'aggregate(Avg("title_length"))' in inspect.getsource(index._refresh_title_norms)
    assert inspect.getsource(index.add_items).rstrip().endswith("self._refresh_title_norms()")
    assert list(inspect.signature(index.add_items).parameters) == ["self", "model", "objs"]


def test_the_translation_editor_asks_what_wagtail_no_longer_answers() -> None:
    """``translations/chosen_objects.py`` answers; instead, nothing once it asks elsewhere."""
    script = find("wagtail_localize/js/wagtail-localize.js")
    assert isinstance(script, str)
    text = Path(script).read_text(encoding="utf-8")
    for kind in ("pages", "images", "documents"):
        assert f"api/main/{kind}/" in text
    assert "n.thumbnail.url" in text  # of whatever an image answers, an error included
