"""Several ids in one request, and ranges of dates: what v2 has no filters for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DateField, DateTimeField, Model, QuerySet
from django.utils import timezone

from site_core.api.parameters import MAX_ID, Parameter, number_of, whole_number
from site_core.api.problems import ProblemError, quoted
from site_core.published.json_schema import MOMENT, Schema, array

IDS = "id__in"
#: Ids in one request: as many as a list gives at once.
MAX_IDS = 100
#: Ends of the name of a parameter → what it says of the field before.
LOOKUPS = {"__gte": "is this or later", "__lt": "is before this"}
_DAY: Schema = {"type": "string", "format": "date"}
_NUMBERS: Schema = array(whole_number(1, MAX_ID))


def parameters(viewset: Any, model: type[Model]) -> list[Parameter]:
    """Those that an endpoint takes of a model: of its id, and of each of its dates that can be shown."""
    names = dict.fromkeys(viewset.get_available_fields(model, db_fields_only=True))
    found = []
    if "id" in names:
        schema = {**_NUMBERS, "maxItems": MAX_IDS, "minItems": 1}
        found.append(Parameter(IDS, f"Ids, separated by commas, at most {MAX_IDS}.", schema))
    for name in names:
        field = model._meta.get_field(name)
        if isinstance(field, DateField):
            schema = MOMENT if isinstance(field, DateTimeField) else _DAY
            found += [
                Parameter(f"{name}{lookup}", f"Only items whose `{name}` {words}.", schema)
                for lookup, words in LOOKUPS.items()
            ]
    return found


def names(viewset: Any, model: type[Model]) -> frozenset[str]:
    """The names of these parameters."""
    return frozenset(parameter.name for parameter in parameters(viewset, model))


def filtered(request: Any, queryset: QuerySet, view: Any) -> QuerySet:
    """The rows that a request chooses by these parameters. Raises ``ProblemError`` for a bad value."""
    for name in names(view, queryset.model) & request.GET.keys():
        value = request.GET[name]
        if name == IDS:
            # Some clients write a list as one parameter several times.
            queryset = queryset.filter(pk__in=_ids(",".join(request.GET.getlist(name))))
        else:
            field_name = name.rpartition("__")[0]
            field: Any = queryset.model._meta.get_field(field_name)
            queryset = queryset.filter(**{name: _date(field, name, value)})
    return queryset


def _ids(text: str) -> list[int]:
    numbers = [number_of(part) for part in text.split(",")]
    found = [number for number in numbers if number is not None and 1 <= number <= MAX_ID]
    if len(found) < len(numbers):
        raise ProblemError(
            "invalid_parameter",
            f"{IDS} must be positive whole numbers, separated by commas, not {quoted(text)}",
            IDS,
        )
    if len(found) > MAX_IDS:
        raise ProblemError(
            "invalid_parameter", f"{IDS} takes at most {MAX_IDS} values at once", IDS
        )
    return found


def _date(field: DateField, name: str, value: str) -> Any:
    try:
        if isinstance(field, DateTimeField):
            return moment(field, value)
        found = field.to_python(value)
    except (ValidationError, ValueError, OverflowError):
        found = None
    if found is None:
        raise ProblemError(
            "invalid_parameter",
            f"{name} must be a date such as 2026-01-31"
            + (", or a moment such as 2026-01-31T09:00:00Z" * isinstance(field, DateTimeField))
            + f", not {quoted(value)}",
            name,
        )
    return found


def moment(field: DateTimeField, value: str) -> datetime:
    """A moment as a filter names it; one without a time zone is the site's.

    Raises ``ValidationError``, ``ValueError``, or ``OverflowError`` where it is none in UTC, which is what
    databases count in.
    """
    found = field.to_python(value)
    if found is None:
        raise ValueError(value)
    aware = timezone.make_aware(found) if timezone.is_naive(found) else found
    return aware.astimezone(UTC)
