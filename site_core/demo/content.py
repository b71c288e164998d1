"""What a plugin's demo function works with."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import DraftStateMixin, Locale, Page, Site, TranslatableMixin

from site_core.demo import picture
from site_core.demo.exceptions import DemoError
from site_core.demo.phrases import Phrasebook
from site_core.demo.translation import Translatable, translate_all
from site_core.jobs.queues import run_due
from site_core.published import renditions

#: Everything the demo makes carries a translation key that is computed from this and from its name.
#: So the demo recognises what it made, whatever an editor renames or moves, and can be continued
#: where it was interrupted.
NAMESPACE = uuid.UUID("5f0d9f0e-6d0f-4a63-9d0f-0c3c1f7f8f52")

Stage = Callable[["DemoContent"], None]
AnyPage = TypeVar("AnyPage", bound=Page)
AnyObject = TypeVar("AnyObject", bound=TranslatableMixin)


def key(name: str) -> uuid.UUID:
    """The translation key of the object with this name, in every language."""
    return uuid.uuid5(NAMESPACE, name)


@dataclass
class Stages:
    """The functions that plugins have registered, in the order of registration."""

    make: list[Stage] = field(default_factory=list)
    connect: list[Stage] = field(default_factory=list)


class DemoContent:
    """The demo under construction: what is there already, and how to add to it.

    Objects are known by *names* that are unique over all plugins. An object that exists is never
    made again, so a stage can be run until it is complete. Objects are made in ``source_locale``;
    those given with a ``Phrasebook`` are translated into ``target_locale`` when every plugin is done.
    """

    def __init__(
        self,
        site: Site,
        source_locale: Locale,
        target_locale: Locale,
        report: Callable[[str], None],
    ) -> None:
        self.site = site
        self.source_locale = source_locale
        self.target_locale = target_locale
        #: Tells whoever waits what is being done: one short line.
        self.report = report
        self.stages = Stages()
        self._to_translate: dict[str, Translatable] = {}

    # What a demo function calls

    def make(self, stage: Stage) -> None:
        """Register a function that makes pages and snippets; those of required plugins are called first."""
        self.stages.make.append(stage)

    def connect(self, stage: Stage) -> None:
        """Register a function that is called when every plugin has made its pages."""
        self.stages.connect.append(stage)

    # What its stages call

    def page(self, name: str) -> Any:
        """The page of that name in the source language, as its own type, as it now is.

        Raises ``DemoError`` where there is none.
        """
        page = self.find_page(name)
        if page is None:
            raise DemoError(f"The demo has no page “{name}”: the plugin that makes it is off.")
        return page

    def find_page(self, name: str) -> Any | None:
        """Like ``page``, but ``None`` where there is none."""
        page = Page.objects.filter(translation_key=key(name), locale=self.source_locale).first()
        return page.specific if page else None

    def missing_pages(self, names: Iterable[str]) -> list[str]:
        """Those of the names that no page in the source language has, in their order."""
        by_key = {key(name): name for name in names}
        existing = set(
            Page.objects.filter(
                translation_key__in=list(by_key), locale=self.source_locale
            ).values_list("translation_key", flat=True)
        )
        return [name for identifier, name in by_key.items() if identifier not in existing]

    def find(self, model: type[AnyObject], name: str) -> AnyObject | None:
        """The object of that name and type in the source language."""
        found: AnyObject | None = model._default_manager.filter(
            translation_key=key(name), locale=self.source_locale
        ).first()
        return found

    @transaction.atomic
    def add_page(
        self, name: str, parent: Page, page: AnyPage, phrases: Phrasebook | None = None
    ) -> AnyPage:
        """Publish a new page as the last child of ``parent``; return it, or the one that exists."""
        existing = self.find(type(page), name)
        if existing is None:
            page.translation_key = key(name)
            page.locale = self.source_locale
            page.live = False
            Page.objects.get(pk=parent.pk).specific.add_child(instance=page)
            page.save_revision().publish()
            self.report(page.title)
            existing = self.find(type(page), name)
        return self._remember(name, existing, phrases)

    @transaction.atomic
    def add_object(
        self, name: str, instance: AnyObject, phrases: Phrasebook | None = None
    ) -> AnyObject:
        """Save a new translatable snippet, and publish it where it can be a draft."""
        existing = self.find(type(instance), name)
        if existing is None:
            instance.translation_key = key(name)
            instance.locale = self.source_locale
            instance.save()
            draft: Any = instance if isinstance(instance, DraftStateMixin) else None
            if draft is not None:
                draft.save_revision().publish()
            self.report(str(instance))
            existing = self.find(type(instance), name)
        return self._remember(name, existing, phrases)

    @transaction.atomic
    def adopt_page(self, name: str, page: AnyPage, phrases: Phrasebook | None = None) -> AnyPage:
        """Publish changes of a page that was there before the demo, and give it a name."""
        if page.translation_key != key(name):
            page.translation_key = key(name)
            page.locale = self.source_locale
            page.save()
            page.save_revision().publish()
            self.report(page.title)
        return self._remember(name, self.find(type(page), name), phrases)

    def translate(self) -> None:
        """Translate what was added since the last time.

        The runner does this after the ``connect`` stages. Not inside a transaction: translations are
        published when their own one ends.
        """
        translate_all(self._to_translate.values(), self.target_locale, self.report)
        self._to_translate.clear()

    @transaction.atomic
    def update_page(self, page: Page) -> None:
        """Publish changes of a page that the demo made."""
        page.save_revision().publish()

    def add_image(self, title: str, alternative_text: str, mood: str = "noon") -> Any:
        """A calm abstract picture for the library; the one with this title where it exists.

        ``mood`` is one of ``picture.MOODS``.
        """
        image = get_image_model().objects.filter(title=title).first()
        if image is None:
            image = get_image_model()(title=title, description=alternative_text)
            image.file = picture.draw(title, mood)
            image.save()
            run_due(renditions.QUEUE)  # so that the first reader finds every copy
            self.report(title)
        return image

    def stream(self, name: str, blocks: Iterable[tuple[str, Any]]) -> str:
        """The value of a stream field: block type and raw value of each block.

        The blocks get ids that are computed from ``name`` and their place, so that their
        translations find them again.
        """
        return json.dumps(
            [
                {"type": block_type, "value": value, "id": self.block_id(name, index)}
                for index, (block_type, value) in enumerate(blocks)
            ]
        )

    def block_list(self, name: str, values: Iterable[Any]) -> list[dict[str, Any]]:
        """The raw value of a list block."""
        return [
            {"type": "item", "value": value, "id": self.block_id(name, index)}
            for index, value in enumerate(values)
        ]

    @staticmethod
    def block_id(name: str, index: int) -> str:
        """The id of one block of the stream with this name."""
        return str(key(f"{name} block {index}"))

    def _remember(self, name: str, instance: Any, phrases: Phrasebook | None) -> Any:
        if instance is None:
            raise DemoError(f"“{name}” is already the name of an object of another type.")
        if phrases is not None:
            self._to_translate[name] = Translatable(instance, phrases)
        return instance
