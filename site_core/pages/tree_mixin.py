"""Acts that change the page tree, each in one transaction that begins with the lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.models import Page

from site_core.pages import privacy
from site_core.published.models import ChangeCounter
from site_core.published.tree import refresh_tree_position

if TYPE_CHECKING:
    _Base = Page
else:
    _Base = object


class TreeMixin(_Base):
    """Adding, copying, moving and deleting, at the place where a page is now and as private as it was."""

    def add_child(self, **kwargs: Any) -> Page:
        """Add a page below this one, at the place where this one is *now*.

        Treebeard counts from the instance in memory. Where somebody else has moved it or added to it
        meanwhile, the tree would break.
        """
        with transaction.atomic():
            ChangeCounter.lock()
            refresh_tree_position(self)
            return super().add_child(**kwargs)

    def add_sibling(self, pos: str | None = None, **kwargs: Any) -> Page:
        with transaction.atomic():
            ChangeCounter.lock()
            refresh_tree_position(self)
            return super().add_sibling(pos, **kwargs)

    def move(self, target: Page, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            ChangeCounter.lock()
            refresh_tree_position(self)
            refresh_tree_position(target)
            super().move(target, *args, **kwargs)

    def copy(
        self,
        *args: Any,
        process_child_object: Callable[[Page, Page, Any, Any], None] | None = None,
        **kwargs: Any,
    ) -> Page:
        """Copy the page, as private as it is here.

        Wagtail gives child objects that a draft holds without a row as a list, which its own
        ``process_child_object`` does not expect: they would keep the locale of the original.
        """

        from site_core.published import sync  # noqa: PLC0415 - serializers of API v2 need loaded models

        def process(original: Page, copied: Page, relation: Any, found: Any) -> None:
            for child in found if isinstance(found, list) else [found]:
                process_child_object(original, copied, relation, child)  # type: ignore[misc] # only where given

        with transaction.atomic():
            ChangeCounter.lock()
            made = super().copy(  # type: ignore[misc] # nobody gives seven arguments by place
                *args,
                process_child_object=process if process_child_object is not None else None,
                **kwargs,
            )
            sync.page_copied(made.pk)
            privacy.keep_in_copy(self, made)
        return made

    def create_alias(self, **kwargs: Any) -> Page:
        from site_core.published import sync  # noqa: PLC0415 - serializers of API v2 need loaded models

        with transaction.atomic():
            ChangeCounter.lock()
            made = super().create_alias(**kwargs)
            sync.page_copied(made.pk)
        return made

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            ChangeCounter.lock()
            return super().delete(*args, **kwargs)
