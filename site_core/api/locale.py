"""``locale`` of an API request: a Wagtail locale, or a variant in which one is read."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.api.v2.filters import LocaleFilter

from site_core.api.problems import ProblemError, quoted
from site_core.languages.kept_script import OPTION
from site_core.languages.values import NAMES, is_address
from site_core.languages.variants import (
    DEFAULT_VARIANT,
    VARIANTS,
    Variant,
    authored_variant,
    variant_for_name,
)
from site_core.published.links import ORIGIN, is_rich_text
from site_core.published.models import PublishedDocument


def requested_variant(request: HttpRequest | None) -> Variant | None:
    """The variant that the parameter ``locale`` names: a locale's code, or a BCP 47 tag."""
    name = request.GET.get("locale") if request is not None else None
    return variant_for_name(name) if name else None


def known_variant(request: HttpRequest) -> Variant | None:
    """The variant that the parameter ``locale`` names, or ``None`` for a request without it.

    Raises ``ProblemError`` for a name that is no variant.
    """
    if "locale" not in request.GET:
        return None
    variant = requested_variant(request)
    if variant is None:
        known = ", ".join(
            sorted(
                {variant.locale_code for variant in VARIANTS}
                | {variant.tag for variant in VARIANTS}
            )
        )
        raise ProblemError(
            "unknown_locale",
            f"There is no locale {quoted(request.GET['locale'])}. It takes one of {known}.",
            "locale",
        )
    return variant


def fallback_variant(request: HttpRequest) -> Variant | None:
    """The variant that stands in for one that is missing, where the parameter ``fallback`` asks for it.

    Raises ``ProblemError`` for anything but the default language.
    """
    name = request.GET.get("fallback")
    if name is None:
        return None
    if name != DEFAULT_VARIANT.tag:
        raise ProblemError(
            "invalid_parameter",
            f"fallback takes {DEFAULT_VARIANT.tag} only, not {quoted(name)}",
            "fallback",
        )
    return DEFAULT_VARIANT


def with_fallback(locale: str, instead: str) -> QuerySet[PublishedDocument]:
    """The public documents of a locale, and those of another that have no counterpart in it."""
    public = PublishedDocument.objects.public()
    own = public.filter(locale=locale)
    missing = public.filter(locale=instead).exclude(
        translation_key__in=own.values("translation_key")
    )
    return public.filter(Q(pk__in=own.values("pk")) | Q(pk__in=missing.values("pk")))


class VariantFilter(LocaleFilter):
    """v2's filter by ``locale``, which takes ``sr-Latn`` and ``sr-Cyrl`` as well."""

    def filter_queryset(self, request: Any, queryset: QuerySet, view: Any) -> QuerySet:
        variant = known_variant(request)
        instead = fallback_variant(request)
        if variant is None:
            return queryset
        by_child_of = getattr(queryset, "_filtered_by_child_of", None)
        if instead is not None and instead.locale_code != variant.locale_code:
            shown = with_fallback(variant.locale_code, instead.locale_code)
            queryset = queryset.filter(pk__in=shown.values("pk"))
        else:
            queryset = queryset.filter(locale__language_code=variant.locale_code)
        if by_child_of:
            queryset._filtered_by_child_of = by_child_of  # type: ignore[attr-defined] # v2's own mark
        return queryset


def _is_plain(item: Any) -> bool:
    """Whether a value is plain text, which an editor can ask to be left in its script as a whole."""
    return isinstance(item, str) and not (is_rich_text(item) or item.startswith(ORIGIN))


def _is_kept(key: str, item: Any, keeps_script: bool) -> bool:
    return isinstance(item, str) and (key in NAMES or (keeps_script and _is_plain(item)))


def _is_of(variant: Variant, value: dict[str, Any]) -> bool:
    """Whether what an object leads to is read in a variant: by its locale, or else by its URL."""
    if "locale" in value:
        return value["locale"] == variant.locale_code
    authored = authored_variant(variant.locale_code)
    return str(value.get("html_url", "")).startswith(f"{ORIGIN}/{authored.code}/")


def in_variant(value: Any, variant: Variant) -> Any:
    """JSON data of a variant's locale as it is read in that variant: its texts, and URLs of pages.

    What carries a ``tag`` of its own, such as an alternate, is in that variant already.
    """
    if isinstance(value, str):
        authored = authored_variant(variant.locale_code)
        text = value if is_address(value) else variant.render(value)
        return text.replace(f"{ORIGIN}/{authored.code}/", f"{ORIGIN}/{variant.code}/")
    if isinstance(value, dict):
        if "tag" in value and "id" in value:
            return value
        keeps_script = value.get(OPTION) is True
        converted = {
            key: item if _is_kept(key, item, keeps_script) else in_variant(item, variant)
            for key, item in value.items()
            if key != OPTION
        }
        if "detail_url" in value and _is_of(variant, value):
            converted["detail_url"] = f"{value['detail_url']}?locale={variant.tag}"
        if value.get("tag") == authored_variant(variant.locale_code).tag:
            converted["tag"] = variant.tag
        return converted
    if isinstance(value, (list, tuple)):
        return [in_variant(item, variant) for item in value]
    return value
