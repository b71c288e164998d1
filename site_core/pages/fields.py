"""Model fields of the platform."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.blocks import Block, StreamValue
from wagtail.fields import StreamField

from site_core import blocks
from site_core.blocks.streams import UNAVAILABLE, OpenStreamBlock
from site_core.plugins import streams

#: The blocks that every body has. Plugins add to them by ``PluginConfig.blocks["body"]``.
BODY_BLOCKS: dict[str, type[Block]] = {
    "heading": blocks.HeadingBlock,
    "paragraph": blocks.ParagraphBlock,
    "image": blocks.ImageFigureBlock,
    "quote": blocks.QuoteBlock,
    "table": blocks.TableBlock,
    "document": blocks.DocumentBlock,
    "callout": blocks.CalloutBlock,
    "video": blocks.VideoBlock,
    "page_links": blocks.PageLinksBlock,
}


class OpenStreamField(StreamField):
    """A stream that plugins add blocks to, by ``PluginConfig.blocks`` under the name of the stream.

    Blocks of a plugin that is off are kept. Its migrations name the field and not the blocks, or switching a
    plugin on would ask for a migration in somebody else's app.
    """

    def __init__(self, block_types: Any = None, *, stream: str, **kwargs: Any) -> None:
        self.stream = stream
        own = dict(block_types or ())
        added = streams.contributed_blocks(stream, own)
        super().__init__(OpenStreamBlock([*own.items(), *added.items()]), **kwargs)

    def deconstruct(self) -> Any:
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], {**kwargs, "stream": self.stream}

    def pre_save(self, model_instance: Model, add: bool) -> Any:
        """What is locked stays as it is stored, whatever is copied over it meanwhile.

        A translation that is made anew from its source would otherwise get the words of the source.
        """
        value = super().pre_save(model_instance, add)
        if add or not isinstance(value, StreamValue):
            return value
        locked = [index for index, item in enumerate(value.raw_data) if _is_locked(item)]
        if locked:
            stored = self._stored(model_instance)
            for index in locked:
                kept = stored.get(value.raw_data[index].get("id"))
                if kept is not None:
                    value.raw_data[index] = kept
        return value

    def _stored(self, instance: Model) -> dict[str, Any]:
        rows = type(instance)._base_manager.filter(pk=instance.pk)
        stored = rows.values_list(self.attname, flat=True).first()
        items = stored.raw_data if isinstance(stored, StreamValue) else ()
        return {item["id"]: item for item in items if _is_locked(item) and item.get("id")}


def _is_locked(item: Any) -> bool:
    return item["type"] == UNAVAILABLE


class BodyField(OpenStreamField):
    """The running content of a page: the blocks of the platform and those that plugins add to ``body``."""

    def __init__(self, block_types: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("stream", streams.BODY)
        own = block_types or [(name, block_class()) for name, block_class in BODY_BLOCKS.items()]
        super().__init__(own, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if kwargs["stream"] == streams.BODY:
            del kwargs["stream"]
        return name, path, args, kwargs
