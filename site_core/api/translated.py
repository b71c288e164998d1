"""An endpoint of translated objects that are no pages: each knows its counterparts, as pages do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.fields import Field
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api import APIField
from wagtail.api.v2.filters import OrderingFilter
from wagtail.api.v2.utils import get_object_detail_url
from wagtail.api.v2.views import BaseAPIViewSet

from site_core.api.filters import ValidFieldsFilter, ValidSearchFilter
from site_core.api.locale import VariantFilter, known_variant
from site_core.api.shapes import ObjectAlternate
from site_core.languages.variants import VARIANTS, authored_variant
from site_core.published.json_schema import STRING, Schema, array

_COUNTERPARTS = "_counterparts"


class LocaleField(Field):
    """The language code of an object's locale."""

    def to_representation(self, value: Any) -> str:
        return value.language_code

    def get_api_schema(self, schemas: Any) -> Schema:
        return STRING


class TagField(Field):
    """The BCP 47 tag of the variant in which an object is written."""

    def __init__(self, **options: Any) -> None:
        super().__init__(source="locale", **options)

    def to_representation(self, value: Any) -> str:
        return authored_variant(value.language_code).tag

    def get_api_schema(self, schemas: Any) -> Schema:
        return STRING


class AlternatesField(Field):
    """Each variant in which an object can be read: its tag, locale and id, and the URL of its detail."""

    def __init__(self, **options: Any) -> None:
        super().__init__(source="*", **options)

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        counterparts: dict[str, int] = getattr(value, _COUNTERPARTS)
        router, request = self.context["router"], self.context["request"]
        found = []
        for variant in VARIANTS:
            identifier = counterparts.get(variant.locale_code)
            if identifier is None:
                continue
            url = get_object_detail_url(router, request, type(value), identifier)
            query = "" if variant.is_authored else f"?locale={variant.tag}"
            found.append(
                {
                    "tag": variant.tag,
                    "locale": variant.locale_code,
                    "id": identifier,
                    "detail_url": f"{url}{query}",
                }
            )
        return found

    def get_api_schema(self, schemas: Any) -> Schema:
        return array(schemas.shape(ObjectAlternate))


class AlphabetFilter(OrderingFilter):
    """Stock's ``order``, by abeceda where the rows are read in Latin."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> QuerySet:
        """The rows in the order of the request. An unknown field is a 400 as in stock."""
        ordered = super().filter_queryset(request, queryset, view)
        variant = known_variant(request)
        names = request.GET.get("order", "").split(",")
        if variant is None or variant.is_authored or "random" in names or not any(names):
            return ordered
        return queryset.order_by_abeceda(*names)


class TranslatedAPIViewSet(BaseAPIViewSet):
    """A row a language. ``locale`` chooses the rows of a list, and the counterpart of a detail.

    ``model`` is a ``TranslatableMixin``; ``get_queryset`` gives the public rows, an ``AlphabeticalQuerySet``
    with ``locale`` selected.
    """

    filter_backends: ClassVar[list[type]] = [
        ValidFieldsFilter,
        AlphabetFilter,
        VariantFilter,
        ValidSearchFilter,
    ]
    known_query_parameters = BaseAPIViewSet.known_query_parameters.union(["locale"])
    meta_fields: ClassVar[list[Any]] = [
        *BaseAPIViewSet.meta_fields,
        APIField("locale", serializer=LocaleField()),
        APIField("tag", serializer=TagField()),
        "translation_key",
    ]
    listing_default_fields: ClassVar[list[str]] = [
        *BaseAPIViewSet.listing_default_fields,
        "locale",
        "tag",
        "translation_key",
    ]

    @classmethod
    def get_body_fields(cls, model: Any) -> Sequence[Any]:
        fields = super().get_body_fields(model)
        return [*fields, APIField("alternates", serializer=AlternatesField())]

    def paginate_queryset(self, queryset: QuerySet) -> list[Any]:
        """The rows of a part of a list, each with its counterparts: one query more."""
        found = list(super().paginate_queryset(queryset))
        self._note_counterparts(found)
        return found

    def get_object(self) -> Any:
        """The row with the id of the request, or its counterpart in the locale that is asked for.

        Raises ``Http404`` where there is none.
        """
        rows, pk = self.get_queryset(), self.kwargs["pk"]
        found = rows.filter(pk=pk).first()
        if found is None:
            raise Http404(f"There is nothing with the id {pk}.")
        variant = known_variant(self.request)
        if variant is not None and variant.locale_code != found.locale.language_code:
            same = rows.filter(translation_key=found.translation_key)
            found = same.filter(locale__language_code=variant.locale_code).first()
            if found is None:
                raise Http404(f"{pk} is not published in {variant.tag}.")
        self._note_counterparts([found])
        return found

    def detail_view(self, request: Request, pk: int) -> Response:
        """One row, in the variant that is asked for where that is one of its own."""
        response = super().detail_view(request, pk)
        variant = known_variant(request)
        if variant is not None:
            response["Content-Language"] = variant.tag
        return response

    def _note_counterparts(self, objects: Sequence[Any]) -> None:
        by_key: dict[Any, dict[str, int]] = {}
        keys = {found.translation_key for found in objects}
        rows = self.get_queryset().filter(translation_key__in=keys).order_by("pk")
        rows = rows.prefetch_related(None).select_related(None)
        for key, code, pk in rows.values_list("translation_key", "locale__language_code", "pk"):
            by_key.setdefault(key, {})[code] = pk
        for found in objects:
            setattr(found, _COUNTERPARTS, by_key[found.translation_key])
