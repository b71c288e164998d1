"""The buttons of wagtail-localize in lists and at the head of a page: one name for each of the two acts.

In the rows of the page explorer without its four queries a row: Wagtail's own queryset of the explorer says
of each page what the buttons depend on. Functions of ours stand in the place of wagtail-localize's, which
are still asked about snippets and about pages that come from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.wagtail_hooks import (
    page_listing_more_buttons,
    register_snippet_listing_buttons,
)

#: Wagtail's hooks for the menu of a row, for the head of a page, and for the row of a snippet.
HOOK = "register_page_listing_more_buttons"
HEAD_HOOK = "register_page_header_buttons"
SNIPPET_HOOK = "register_snippet_listing_buttons"
#: The icons by which wagtail-localize's buttons are known, which have three names for one act.
SUBMISSION, UPDATE = "wagtail-localize-language", "resubmit"
PERMISSION = "wagtail_localize.submit_translation"


def register_hooks() -> None:
    """Put the functions of this module where wagtail-localize's were.

    Leaving a temporary registration is Wagtail's way to take a hook away. Raises ``ValueError`` where
    wagtail-localize registers its function otherwise than it did.
    """
    for hook, original, ours in (
        (HOOK, page_listing_more_buttons, translation_buttons),
        (HEAD_HOOK, page_listing_more_buttons, head_buttons),
        (SNIPPET_HOOK, register_snippet_listing_buttons, snippet_buttons),
    ):
        hooks.register_temporarily(hook, original).__exit__(None, None, None)
        hooks.register(hook, ours)
    hooks.register("construct_explorer_page_queryset", with_translations)


def with_translations(
    parent_page: Page, pages: QuerySet[Page], request: HttpRequest
) -> QuerySet[Page]:
    """With ``has_locale_to_translate_to`` and ``followed_source_id``, on which the buttons depend.

    The second is the id of the page's texts in wagtail-localize where a translation follows them.
    """
    if not request.user.has_perm(PERMISSION):
        return pages
    translated = Page.objects.filter(
        translation_key=OuterRef(OuterRef("translation_key")), alias_of__isnull=True
    )
    followed = TranslationSource.objects.filter(
        Exists(Translation.objects.filter(source=OuterRef("pk"), enabled=True)),
        object_id=OuterRef("translation_key"),
        locale_id=OuterRef("locale_id"),
    )
    return pages.annotate(
        has_locale_to_translate_to=Exists(
            Locale.objects.exclude(pk__in=translated.values("locale_id"))
        ),
        followed_source_id=Subquery(followed.values("pk")[:1]),
    )


def _named(buttons: Iterable[Button]) -> Iterator[Button]:
    """Wagtail-localize's buttons under the names that they have everywhere."""
    for button in buttons:
        if button.icon_name == SUBMISSION:
            button.label = _("Submit for translation")
        elif button.icon_name == UPDATE:
            button.label = _("Update the translation")
        button.attrs.pop("aria-label", None)  # which begins with the name that it had
        yield button


def head_buttons(*args: Any, **kwargs: Any) -> Iterator[Button]:
    """At the head of a page."""
    return _named(page_listing_more_buttons(*args, **kwargs))


def snippet_buttons(*args: Any, **kwargs: Any) -> Iterator[Button]:
    """In the row of an office or another snippet."""
    return _named(register_snippet_listing_buttons(*args, **kwargs))


def translation_buttons(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Submission for translation, and the update of translations, where wagtail-localize offers them."""
    if not hasattr(page, "followed_source_id"):
        yield from head_buttons(page, user, next_url=next_url)
        return
    if page.is_root() or not user.has_perm(PERMISSION):
        return
    if page.has_locale_to_translate_to:
        yield Button(
            _("Submit for translation"),
            reverse("wagtail_localize:submit_page_translation", args=[page.alias_of_id or page.pk]),
            priority=60,
            icon_name=SUBMISSION,
        )
    if page.followed_source_id is not None:
        url = reverse("wagtail_localize:update_translations", args=[page.followed_source_id])
        yield Button(
            _("Update the translation"),
            url + ("?" + urlencode({"next": next_url}) if next_url is not None else ""),
            priority=60,
            icon_name=UPDATE,
        )
