"""The buttons of wagtail-localize in the rows of the page explorer, without its four queries a row.

Wagtail's own queryset of the explorer says of each page what the buttons depend on, and a function of ours
stands in the place of wagtail-localize's, which is still asked about pages that come from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
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
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

#: Wagtail's hook for the menu of a row.
HOOK = "register_page_listing_more_buttons"
PERMISSION = "wagtail_localize.submit_translation"


def register_hooks() -> None:
    """Put the function of this module where wagtail-localize's was.

    Leaving a temporary registration is Wagtail's way to take a hook away. Raises ``ValueError`` where
    wagtail-localize registers its function otherwise than it did.
    """
    hooks.register_temporarily(HOOK, page_listing_more_buttons).__exit__(None, None, None)
    hooks.register(HOOK, translation_buttons)
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


def translation_buttons(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Submission for translation, and the update of translations, where wagtail-localize offers them."""
    if not hasattr(page, "followed_source_id"):
        yield from page_listing_more_buttons(page, user, next_url=next_url)
        return
    if page.is_root() or not user.has_perm(PERMISSION):
        return
    if page.has_locale_to_translate_to:
        yield Button(
            _("Translate this page"),
            reverse("wagtail_localize:submit_page_translation", args=[page.alias_of_id or page.pk]),
            priority=60,
            icon_name="wagtail-localize-language",
        )
    if page.followed_source_id is not None:
        url = reverse("wagtail_localize:update_translations", args=[page.followed_source_id])
        yield Button(
            _("Sync translated pages"),
            url + ("?" + urlencode({"next": next_url}) if next_url is not None else ""),
            priority=60,
            icon_name="resubmit",
        )
