"""Streams that keep what they do not know: blocks of a plugin that is switched off or uninstalled.

Such a block stands in the stream as an ``UnavailableBlock`` while it is unknown. It is a locked line in the
editor, nothing to readers, and is stored as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter
from wagtail.blocks import Block, FieldBlock, StreamBlock
from wagtail.blocks.stream_block import StreamBlockAdapter

#: The name of what is unknown in every stream that can hold it.
UNAVAILABLE = "unavailable"
_SCRIPT = "site_core/js/unavailable_block.js"
#: What an editor sends back is what the editor was given.
_SALT = "site_core.blocks.streams"


@dataclass(frozen=True)
class Unavailable:
    """A block as it is stored: its name, and its value as JSON."""

    kind: str
    value: Any

    def form_state(self) -> str:
        """The block for a form, from which it comes back as it was."""
        signed = signing.dumps([self.kind, self.value], salt=_SALT, compress=True)
        return json.dumps({"kind": self.kind, "signed": signed})

    @classmethod
    def from_form_state(cls, state: Any) -> Unavailable:
        """Raises ``ValueError`` for a state that was not made by ``form_state``."""
        try:
            found = json.loads(state) if isinstance(state, str) else state
            kind, value = signing.loads(found["signed"], salt=_SALT)
        except (TypeError, KeyError, signing.BadSignature) as error:
            raise ValueError("This is not a block as it was given to the editor.") from error
        return cls(kind, value)


class LockedWidget(forms.HiddenInput):
    """A line that says that a block is kept, and carries it."""

    template_name = "site_core/admin/unavailable_block.html"

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """With the templates of the site: those of forms know nothing of them."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class UnavailableBlock(FieldBlock):
    """A block that no plugin which is on brings. It cannot be changed, and is kept."""

    def __init__(self, **kwargs: Any) -> None:
        self.field = forms.CharField(widget=LockedWidget(), required=False)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Unavailable:
        if isinstance(value, Unavailable):
            return value
        if isinstance(value, Mapping) and value.keys() == {"kind", "value"}:
            return Unavailable(value["kind"], value["value"])
        return Unavailable.from_form_state(value)

    def normalize(self, value: Any) -> Any:
        return value if value is None else self.to_python(value)

    def get_prep_value(self, value: Unavailable) -> dict[str, Any]:
        return {"kind": value.kind, "value": value.value}

    def value_for_form(self, value: Unavailable | None) -> str:
        return value.form_state() if value is not None else ""

    def value_from_form(self, value: str) -> Unavailable | None:
        try:
            return Unavailable.from_form_state(value)
        except ValueError:
            return None

    def clean(self, value: Unavailable | None) -> Unavailable:
        if value is None:
            raise ValidationError(
                _("This block was not kept as it was. Reload the page and try again.")
            )
        return value

    def get_api_representation(self, value: Unavailable, context: Any = None) -> Any:
        """For tools that write pages back; readers are not given it."""
        return json.loads(value.form_state())

    def render(self, value: Any, context: Any = None) -> SafeString:
        return SafeString("")

    def render_basic(self, value: Any, context: Any = None) -> SafeString:
        return SafeString("")

    def get_searchable_content(self, value: Any) -> list[str]:
        return []

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """For wagtail-localize: nothing of it can be translated while it is unknown."""
        return []

    class Meta:
        icon = "lock"
        label = _("Block of a plugin that is off")
        group = _("Unavailable")
        description = _("A block that is kept while the plugin it belongs to is switched off.")
        preview_value = None


class OpenStreamBlock(StreamBlock):
    """A stream that plugins add blocks to, and that keeps them while their plugin is off."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__([*(local_blocks or ()), (UNAVAILABLE, UnavailableBlock())], **kwargs)

    @property
    def offered_blocks(self) -> dict[str, Block]:
        """The blocks that an editor can choose."""
        return {name: block for name, block in self.child_blocks.items() if name != UNAVAILABLE}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                return super().to_python(value)
        if isinstance(value, (list, tuple)):
            value = [self._locked(item) for item in value]
        return super().to_python(value)

    def bulk_to_python(self, values: Iterable[Any]) -> Any:
        return super().bulk_to_python([[self._locked(item) for item in value] for value in values])

    def _locked(self, item: Any) -> Any:
        if not isinstance(item, dict) or item.get("type") in self.child_blocks:
            return item
        kept = {"kind": item["type"], "value": item.get("value")}
        return {**item, "type": UNAVAILABLE, "value": kept}

    def get_api_representation(self, value: Any, context: Any = None) -> list[dict[str, Any]]:
        """Readers are not given what is unavailable; tools that write pages back are."""
        items = super().get_api_representation(value, context)
        if not (context or {}).get("is_for_readers"):
            return items
        return [item for item in items if item["type"] != UNAVAILABLE]

    def get_prep_value(self, value: Any) -> list[dict[str, Any]]:
        return [_as_stored(item) for item in super().get_prep_value(value)]


def _as_stored(item: dict[str, Any]) -> dict[str, Any]:
    if item["type"] != UNAVAILABLE:
        return item
    kept = item["value"]
    return {**item, "type": kept["kind"], "value": kept["value"]}


def offered_blocks(stream: StreamBlock) -> dict[str, Block]:
    """The blocks of any stream that an editor can choose."""
    if isinstance(stream, OpenStreamBlock):
        return stream.offered_blocks
    return dict(stream.child_blocks)


class OpenStreamBlockAdapter(StreamBlockAdapter):
    """The stream in the editor, without a way to add a block that is unknown."""

    js_constructor = "site_core.OpenStreamBlock"

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=[_SCRIPT])


class LockedWidgetAdapter(WidgetAdapter):
    """The locked line in the editor."""

    js_constructor = "site_core.LockedWidget"

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=[_SCRIPT])


register(OpenStreamBlockAdapter(), OpenStreamBlock)
register(LockedWidgetAdapter(), LockedWidget)
