"""v2's filters where bad input has to become an answer with status 400 and a sentence."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import DateTimeField, DecimalField, F, IntegerField, OneToOneField, QuerySet
from taggit.managers import TaggableManager
from wagtail.api.v2.filters import FieldsFilter, LocaleFilter, OrderingFilter, SearchFilter
from wagtail.models import Page
from wagtail.search.index import class_is_indexed

from site_core.api import ranges
from site_core.api.locale import VariantFilter, known_variant
from site_core.api.parameters import MAX_ID, MAX_VALUES, number_of
from site_core.api.problems import ProblemError, quoted

#: Sorted by it, pages stand in the order of the tree, each behind the one above it.
TREE_POSITION = "tree_position"
SEARCH_OPERATORS = ("and", "or")
MAX_QUERY_LENGTH = 200
_WORD = re.compile(r"\w+")


class ValidFieldsFilter(FieldsFilter):
    """v2's filter by field, without malformed values, and with several ids and ranges of dates."""

    def filter_queryset(self, request: Any, queryset: QuerySet, view: Any) -> QuerySet:
        try:
            _refuse_what_no_column_holds(request, queryset)
            asked = SimpleNamespace(GET=request.GET.dict() | _moments(request, queryset))
            queryset = super().filter_queryset(asked, queryset, view)
            return ranges.filtered(request, queryset, view)
        except ValidationError as error:
            sentence = f"field filter error. {' '.join(error.messages)}"
            raise ProblemError(
                "invalid_parameter", sentence, _at_fault(request, queryset)
            ) from error
        except (ValueError, TypeError, OverflowError) as error:
            raise ProblemError("invalid_parameter", f"field filter error. {error}") from error


def _refuse_what_no_column_holds(request: Any, queryset: QuerySet) -> None:
    """Raise ``ProblemError`` for a number, an id or a moment that is beyond what databases can hold.

    They fail when the query is made, far from here, and each in its own way.
    """
    for field in queryset.model._meta.get_fields():
        if field.name not in request.GET or field.name == "locale":  # which has a filter of its own
            continue
        value = request.GET[field.name]
        try:
            is_held = _is_held(field, value)
        except (ValueError, ArithmeticError):
            is_held = False
        if not is_held:
            raise ProblemError(
                "invalid_parameter",
                f"field filter error. {quoted(value)} is not a valid value for {field.name}",
                field.name,
            )


def _is_held(field: Any, value: str) -> bool:
    """Whether a database can look for a value. Raises ``ValueError`` or ``ArithmeticError`` for some."""
    if isinstance(field, TaggableManager):
        return True
    if field.is_relation:
        to_integer = isinstance(field.related_model._meta.pk, (IntegerField, OneToOneField))
        return not to_integer or (number_of(value) or MAX_ID + 1) <= MAX_ID
    if isinstance(field, DecimalField):
        number = field.to_python(value)
        field.run_validators(number)
        return abs(number.as_tuple().exponent) <= field.max_digits
    if isinstance(field, IntegerField):
        return abs(int(value)) <= MAX_ID
    if isinstance(field, DateTimeField):
        ranges.moment(field, value)
    return True


def _moments(request: Any, queryset: QuerySet) -> dict[str, str]:
    """The moments that a request names, each with its time zone."""
    return {
        field.name: ranges.moment(field, request.GET[field.name]).isoformat()
        for field in queryset.model._meta.concrete_fields
        if isinstance(field, DateTimeField) and field.name in request.GET
    }


def _at_fault(request: Any, queryset: QuerySet) -> str | None:
    """The parameter whose value its field does not take."""
    for name, value in request.GET.items():
        try:
            queryset.model._meta.get_field(name).to_python(value)
        except FieldDoesNotExist:
            continue
        except ValidationError:
            return name
    return None


def _by_alphabet(queryset: QuerySet, request: Any) -> QuerySet:
    """Pages in an order in which titles follow the alphabet of the variant that is asked for."""
    if not {"title", "-title"}.intersection(queryset.query.order_by):
        return queryset
    variant = known_variant(request)
    in_latin = variant is not None and not variant.is_authored
    column = F(f"published_document__{'title_order_latin' if in_latin else 'title_order'}")
    by_name = {"title": column.asc(), "-title": column.desc()}
    return queryset.order_by(*(by_name.get(str(name), name) for name in queryset.query.order_by))


class TreeOrderingFilter(OrderingFilter):
    """v2's ordering, by the alphabet, and the order of the page tree, which is no field of a page."""

    def filter_queryset(self, request: Any, queryset: QuerySet, view: Any) -> QuerySet:
        order = request.GET.get("order", "")
        if order.removeprefix("-") == TREE_POSITION and issubclass(queryset.model, Page):
            return queryset.order_by("-path" if order.startswith("-") else "path")
        ordered = super().filter_queryset(request, queryset, view)
        return _by_alphabet(ordered, request) if issubclass(queryset.model, Page) else ordered


class ValidSearchFilter(SearchFilter):
    """v2's search, which knows two operators and does not say so."""

    def filter_queryset(self, request: Any, queryset: QuerySet, view: Any) -> Any:
        operator = request.GET.get("search_operator")
        if operator is not None and operator not in SEARCH_OPERATORS:
            raise ProblemError(
                "invalid_parameter",
                f"search_operator must be one of {', '.join(SEARCH_OPERATORS)}, not {quoted(operator)}",
                "search_operator",
            )
        if "search" not in request.GET:
            return queryset
        text = request.GET["search"]
        words = _WORD.findall(text)
        if len(text) > MAX_QUERY_LENGTH or len(words) > MAX_VALUES:
            raise ProblemError(
                "invalid_parameter",
                f"search takes at most {MAX_QUERY_LENGTH} letters and {MAX_VALUES} words",
                "search",
            )
        if not words:
            # The index of SQLite has no answer for a query without words, and fails; so it does at
            # quotation marks.
            return queryset.none()
        asked = SimpleNamespace(GET={**request.GET.dict(), "search": " ".join(words)})
        return super().filter_queryset(asked, _searchable(queryset), view)


def _searchable(queryset: QuerySet) -> QuerySet:
    """The same rows in the same order, chosen and sorted in the way that a search takes.

    The search index knows a few of a model's fields, and refuses a query that mentions another one; what
    stands in a subquery or an expression it leaves to the database. A model without the id among its
    ``index.FilterField`` stays as it is: then only its own filter fields go with a search.
    """
    model: Any = queryset.model
    if not class_is_indexed(model):
        return queryset
    if "id" not in {field.get_attname(model) for field in model.get_filterable_search_fields()}:
        return queryset
    rows = model._default_manager.filter(id__in=queryset.order_by().values("pk"))
    names = [name for name in queryset.query.order_by if isinstance(name, str)]
    if names == ["?"] or len(names) < len(queryset.query.order_by):
        return rows.order_by(*queryset.query.order_by)
    return rows.order_by(
        *(F(name.lstrip("-")).desc() if name.startswith("-") else F(name).asc() for name in names)
    )


_OURS = {
    FieldsFilter: ValidFieldsFilter,
    OrderingFilter: TreeOrderingFilter,
    SearchFilter: ValidSearchFilter,
    LocaleFilter: VariantFilter,
}


def valid(filter_backends: list[type]) -> list[type]:
    """The filter backends of an endpoint in their order, with the stricter ones above in place of v2's."""
    return [_OURS.get(backend, backend) for backend in filter_backends]
