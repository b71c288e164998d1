"""The operations of an endpoint: parameters, answer and errors, and their description in OpenAPI 3.1.

A viewset names its operations itself (``get_operations``). An endpoint that answers with Wagtail's own
serializers, as most plugins' do, is described from its filters and fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models
from taggit.managers import TaggableManager
from wagtail.api.v2.filters import FieldsFilter, OrderingFilter, SearchFilter
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Page

from site_core.api import ranges
from site_core.api.parameters import (
    FIELDS,
    LOCALE,
    OFFSET,
    OPERATOR,
    ORDER,
    PATH_ID,
    SEARCH,
    STOCK_LIMIT,
    Parameter,
    known_names,
)
from site_core.api.schema import Schemas
from site_core.published.json_schema import (
    MOMENT,
    STRING,
    Schema,
    Shape,
    array,
    closed,
    nullable,
)
from site_core.published.models import installed_types

#: Statuses that every endpoint can give besides 200 and 304.
COMMON_STATUSES = (400, 404, 405, 406, 414, 429, 503)
_HEADERS = {
    "ETag": "The generation of the public content. Send it back in `If-None-Match`.",
    "Content-Language": "The variant of the answer, where it has one.",
    "RateLimit": "What is left to your address.",
}
#: What a filter by a model field takes.
_FILTERS: tuple[tuple[type[models.Field], Schema], ...] = (
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.ForeignKey, {"type": "integer"}),
    (models.DateTimeField, MOMENT),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.UUIDField, {"type": "string", "format": "uuid"}),
    (models.DecimalField, {"type": "number"}),
    (models.CharField, STRING),
    (models.TextField, STRING),
)


@dataclass(frozen=True)
class Operation:
    """A GET of one address.

    ``id`` names the function of a generated client, ``summary`` is its first line of documentation.
    ``answer`` is a shape, or makes a schema with the named ones at hand; without one the endpoint
    redirects. ``statuses`` are those beyond the common ones.
    """

    id: str
    summary: str
    parameters: tuple[Parameter, ...]
    answer: type[Shape] | Callable[[Schemas], Schema] | None
    statuses: tuple[int, ...] = ()
    tag: str = ""
    #: Where an endpoint that redirects leads.
    leads_to: str = "the detail of the page"

    @cached_property
    def known_names(self) -> frozenset[str]:
        """The names that the query string of a request may have."""
        return known_names(self.parameters)

    def described(self, schemas: Schemas, tag: str, about: str) -> Schema:
        """The operation as OpenAPI describes it, under ``tag`` where it names none itself.

        ``about`` is what its endpoint says of itself.
        """
        errors = sorted({*COMMON_STATUSES, *self.statuses})
        return {
            "get": {
                "operationId": self.id,
                "summary": self.summary,
                "description": about,
                "tags": [self.tag or tag],
                "parameters": [parameter.described() for parameter in self.parameters],
                "responses": {
                    **self._success(schemas),
                    "304": {
                        "description": "Nothing has changed since the answer with this entity tag."
                    },
                    **{
                        str(status): {"$ref": f"#/components/responses/{status}"}
                        for status in errors
                    },
                },
            }
        }

    def _success(self, schemas: Schemas) -> dict[str, Schema]:
        if self.answer is None:
            return {"302": {"description": f"`Location` is {self.leads_to}."}}
        answer = self.answer
        schema = schemas.shape(answer) if isinstance(answer, type) else answer(schemas)
        return {
            "200": {
                "description": "What was asked for.",
                "headers": {
                    name: {"schema": STRING, "description": text} for name, text in _HEADERS.items()
                },
                "content": {"application/json": {"schema": schema}},
            }
        }


def list_of(item: Schema, **meta: Schema) -> Schema:
    """A list as v2 gives it: how many there are in all, then some of them."""
    counted = {"total_count": {"type": "integer"}, **meta}
    return closed({"meta": closed(counted, required=["total_count"]), "items": array(item)})


def stock_operations(viewset: Any, name: str, router: Any) -> dict[str, Operation]:
    """Path below the endpoint → operation of a viewset that answers with Wagtail's own serializers."""
    locale = (LOCALE,) if "locale" in viewset.known_query_parameters else ()
    filters = viewset.filter_backends
    listing = [FIELDS, STOCK_LIMIT, OFFSET, *locale]
    if any(issubclass(backend, OrderingFilter) for backend in filters):
        listing.append(ORDER)
    if any(issubclass(backend, SearchFilter) for backend in filters):
        listing += [SEARCH, OPERATOR]
    if any(issubclass(backend, FieldsFilter) for backend in filters):
        listing += field_filters(viewset, viewset.model)
    listing += own_parameters(viewset, BaseAPIViewSet, {item.name for item in listing})

    def item(schemas: Schemas) -> Schema:
        return schemas.item(viewset, name, router)

    def items(schemas: Schemas) -> Schema:
        return list_of(item(schemas), next_cursor=nullable(STRING))

    return {
        "": Operation(f"list_{name}", f"List {name}", tuple(listing), items),
        "{id}/": Operation(
            f"get_{name}", f"Retrieve one of the {name}", (PATH_ID, FIELDS, *locale), item
        ),
    }


def own_parameters(viewset: Any, base: Any, described: Set[str]) -> Iterator[Parameter]:
    """The parameters that an endpoint takes besides those of the class that it extends.

    It describes them in ``parameters``, or its filters do in theirs; one that only stands in
    ``known_query_parameters`` is a text of which no more is known.
    """
    sources = (viewset, *viewset.filter_backends)
    known = {item.name: item for source in sources for item in getattr(source, "parameters", ())}
    taken = viewset.known_query_parameters - base.known_query_parameters
    for name in sorted({*known, *taken} - described):
        yield known.get(name) or Parameter(name, "What the endpoint says of it.")


def field_filters(viewset: Any, model: type[models.Model]) -> Iterator[Parameter]:
    """v2's filters that compare a field of the model with a value, by the field's own name."""
    for name in dict.fromkeys(viewset.get_available_fields(model, db_fields_only=True)):
        field = model._meta.get_field(name)
        if isinstance(field, TaggableManager):
            yield Parameter(name, "Tags that an item must have, separated by commas.")
            continue
        schema = next((known for kind, known in _FILTERS if isinstance(field, kind)), None)
        if schema is not None and name != "locale":
            yield Parameter(name, f"Only items whose `{name}` is this.", schema)
    yield from ranges.parameters(viewset, model)


def filters_of_types(viewset: Any, base: type[Page], described: Set[str]) -> list[Parameter]:
    """The filters that go with some page types alone: each says with which."""
    types: dict[str, list[str]] = {}
    found: dict[str, Parameter] = {}
    for label in installed_types():
        model = apps.get_model(label)
        if model is base or not issubclass(model, base):
            continue
        for item in field_filters(viewset, model):
            if item.name not in described:
                types.setdefault(item.name, []).append(f"`type={label}`")
                found.setdefault(item.name, item)
    return [
        replace(item, description=f"{item.description} Goes with {' or '.join(types[name])}.")
        for name, item in found.items()
    ]
