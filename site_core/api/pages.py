"""``/pages/``: v2's parameters choose the pages, published documents describe them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from django.apps import apps
from django.db.models import QuerySet
from django.http import Http404, HttpResponseRedirect
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.validators import SiteFilterValidator
from wagtail.models import AbstractPage, Page

from site_core.api import cursors, listing, locating, ranges, selection
from site_core.api.describe import Describer
from site_core.api.endpoint import Endpoint
from site_core.api.filters import TREE_POSITION, valid
from site_core.api.locale import fallback_variant, known_variant
from site_core.api.markdown import refuse_other_formats
from site_core.api.operations import (
    Operation,
    field_filters,
    filters_of_types,
    list_of,
    own_parameters,
)
from site_core.api.parameters import (
    FALLBACK,
    FIELDS,
    FORMAT,
    LOCALE,
    MAX_ID,
    PATH_ID,
    Parameter,
    known_names,
    number_of,
    refuse_unknown_parameters,
    whole_number,
)
from site_core.api.problems import ProblemError, quoted, shortened
from site_core.delivery import generation, surrogate_keys
from site_core.languages.variants import Variant, authored_variant
from site_core.published import documents, reading
from site_core.published.json_schema import STRING, nullable
from site_core.published.links import ORIGIN
from site_core.published.models import PublishedDocument

_DETAIL = (LOCALE, FALLBACK, FIELDS, FORMAT, listing.SITE)


@dataclass(frozen=True)
class FieldNames:
    """Names of what a page of a type can show, of what stands under ``meta``, and of v2's filters."""

    available: tuple[str, ...]
    meta: frozenset[str]
    filters: frozenset[str]


@cache
def _field_names(viewset: Any, model: Any) -> FieldNames:
    meta = viewset.get_meta_fields_names(model)
    return FieldNames(
        available=(*viewset.get_body_fields_names(model), *meta),
        meta=frozenset(meta),
        filters=frozenset(viewset.get_available_fields(model, db_fields_only=True))
        | ranges.names(viewset, model),
    )


class PublishedPagesAPIViewSet(Endpoint, PagesAPIViewSet):
    """Wagtail's pages endpoint, answered from published documents.

    What v2 takes as parameters holds here. Each page carries in addition ``breadcrumb``,
    ``alternates`` and ``translation``, and references are whole: no second request is needed to make
    sense of them.
    """

    filter_backends: ClassVar[list[type]] = valid(PagesAPIViewSet.filter_backends)
    known_query_parameters = PagesAPIViewSet.known_query_parameters.union(["cursor", "fallback"])
    detail_query_parameters = known_names(_DETAIL)
    body_fields: ClassVar[list[str]] = [
        *PagesAPIViewSet.body_fields,
        "breadcrumb",
        "alternates",
        "translation",
    ]
    meta_fields: ClassVar[list[str]] = [
        *PagesAPIViewSet.meta_fields,
        "tag",
        "translation_key",
        "last_published_at",
        TREE_POSITION,
    ]
    #: A list can show the parent too: it costs nothing here.
    detail_only_fields: ClassVar[list[str]] = []
    #: The variant of the answer, where no parameter asks for another; the renderer reads it.
    answer_variant: Variant | None = None
    #: The URL, without a path, of the site whose pages are given, where it is not the one that is asked.
    answer_origin: str = ""

    @classmethod
    def get_operations(cls, name: str, router: Any) -> dict[str, Operation]:
        if hasattr(cls, "operation"):
            return {"": cls.operation}
        model: Any = cls.model
        is_any = model is Page
        kind = "page" if is_any else f"{model._meta.verbose_name} page"
        parameters = listing.list_parameters()
        named = {parameter.name for parameter in parameters}
        filters = [item for item in field_filters(cls, model) if item.name not in named]
        named |= {item.name for item in filters}
        filters += filters_of_types(cls, model, named)
        named |= {item.name for item in filters}
        filters += own_parameters(cls, PublishedPagesAPIViewSet, named)
        html_path = Parameter("html_path", "Any URL that the site has emitted.")
        by_id = Parameter("id", "Id of a page.", whole_number(1, MAX_ID))
        return {
            "": Operation(
                f"list_{name}",
                "List public pages" if is_any else f"List public {name}",
                (*parameters, *filters),
                lambda schemas: list_of(
                    schemas.listed_pages(model, cls.listing_default_fields),
                    next_cursor=nullable(STRING),
                ),
            ),
            "{id}/": Operation(
                "get_page" if is_any else f"get_{name}",
                f"Retrieve a {kind}",
                (PATH_ID, *_DETAIL),
                lambda schemas: schemas.pages(model),
            ),
            "find/": Operation(
                "find_page" if is_any else f"find_{name}",
                f"Redirect from a URL or an id to the detail of a {kind}",
                (html_path, by_id, *_DETAIL),
                answer=None,
                statuses=(410,),
            ),
        }

    # Choosing pages

    @property
    def site_id(self) -> int | None:
        """Id of the site whose pages are asked for. Raises ``BadRequestError`` for an unclear one."""
        if "site" not in self.request.GET:
            return generation.site(self.request).id
        try:
            site = SiteFilterValidator(
                site=self.request.GET.get("site"), request=self.request
            ).site_obj
        except (ValueError, Http404) as error:
            raise ProblemError(
                "invalid_parameter", f"There is no such site: {shortened(str(error))}", "site"
            ) from error
        if site is None:
            return None
        self.answer_origin = site.root_url
        return site.pk

    def get_base_queryset(self) -> QuerySet[AbstractPage]:
        # A subquery, since a search cannot filter by fields that are not in its index.
        public = PublishedDocument.objects.public().filter(site=self.site_id)
        return Page.objects.filter(pk__in=public.values("page_id"))

    def find_object(
        self, queryset: QuerySet[AbstractPage], request: Request
    ) -> AbstractPage | None:
        return queryset.filter(pk=self._requested_id(request)).first()

    @staticmethod
    def _requested_id(request: Request) -> int:
        identifier = request.GET["id"]
        number = number_of(identifier)
        if number is None or not 1 <= number <= MAX_ID:
            raise ProblemError(
                "invalid_parameter",
                f"id must be a positive whole number, not {quoted(identifier)}",
                "id",
            )
        return number

    def find_view(self, request: Request) -> HttpResponseBase:
        """Lead to the page in the variant in which its path is read; a moved one where it is now."""
        refuse_unknown_parameters(
            request, self.detail_query_parameters | self.find_query_parameters
        )
        for check in (known_variant, fallback_variant):
            check(request)
        refuse_other_formats(request)
        if "id" in request.GET:
            self._requested_id(request)
        elif "html_path" not in request.GET:
            raise ProblemError("missing_parameter", "html_path or id is missing", "html_path")
        if "html_path" not in request.GET:
            return super().find_view(request)
        url = request.GET["html_path"]
        found = locating.locate_page(request, url)
        document = found.document or found.redirect_document
        if found.is_gone:
            raise ProblemError(
                "gone", f"The page at {shortened(url)} is not published any more.", "html_path"
            )
        if document is None:
            raise Http404(f"There is no page at {shortened(url)}.")
        query = request.GET.copy()
        for name in self.find_query_parameters:
            query.pop(name, None)
        if not found.variant.is_authored and "locale" not in query:
            query["locale"] = found.variant.tag
        origin = generation.site(request).origin
        return HttpResponseRedirect(
            f"{origin}{self._detail_prefix()}{document.page_id}/?{query.urlencode()}"
        )

    # Answering

    def listing_view(self, request: Request) -> Response:
        variant, fallback = known_variant(request), fallback_variant(request)
        model, types = listing.requested_types(request, self.model)
        refuse_unknown_parameters(request, self._names(model).filters | self.known_query_parameters)
        refuse_other_formats(request)
        limit, offset = listing.limit_and_offset(request)
        describer_of = self._describers(model)
        order = request.GET.get("order", "")
        if "cursor" in request.GET:
            if order or offset:
                raise ProblemError(
                    "conflicting_parameters", "cursor cannot be used with order or offset", "cursor"
                )
            cursors.decode(request.GET["cursor"], "pages")
        is_quick = not order or order.removeprefix("-") in reading.ORDERINGS
        if is_quick and set(request.GET) <= listing.SIMPLE:
            listed, total = listing.pages_in_order(
                request, self.site_id, types, variant, limit=limit, offset=offset
            )
        else:
            listed, total = self._listed_by_filters(request, limit, offset)
        contexts = documents.contexts(listed)
        items = [describer_of(item.type).describe(item, contexts[item.page_id]) for item in listed]
        if fallback is not None:
            for item, document in zip(items, listed, strict=True):
                self._add_served_locale(item, document, variant)
        meta: dict[str, Any] = {"total_count": total}
        if not order and not offset and "search" not in request.GET:
            meta["next_cursor"] = listing.next_cursor(listed, limit)
        response = Response({"meta": meta, "items": items})
        if variant is not None and fallback is None:
            response["Content-Language"] = variant.tag
        return response

    def detail_view(self, request: Request, pk: int) -> Response:
        variant, fallback = known_variant(request), fallback_variant(request)
        site_id = self.site_id
        document = reading.by_id(site_id, pk)
        if document is not None and not issubclass(apps.get_model(document.type), self.model):
            document = None
        if document is None:
            raise Http404(f"There is no published page with the id {pk}.")
        if variant is not None and variant.locale_code != document.locale:
            other = reading.counterpart_of(site_id, pk, variant.locale_code)
            if other is None and fallback is not None and document.locale != fallback.locale_code:
                other = reading.counterpart_of(site_id, pk, fallback.locale_code)
            if other is None and (fallback is None or document.locale != fallback.locale_code):
                raise Http404(f"The page {pk} is not published in {variant.tag}.")
            document = other or document
        return self.answer_with(document, variant)

    def answer_with(
        self, document: PublishedDocument, variant: Variant | None, **around: Any
    ) -> Response:
        """The page whole, in a variant where that is one of its own. ``around`` comes before it."""
        described = self.describe_detail(document)
        if "fallback" in self.request.GET:
            self._add_served_locale(described, document, variant)
        if variant is None or variant.locale_code != document.locale:
            served = authored_variant(document.locale)
        else:
            served = variant
        self.answer_variant = served
        response = Response({**around, "page": described} if around else described)
        response["Content-Language"] = served.tag
        surrogate_keys.of_page(response, document.page_id)
        return response

    def describe_detail(self, document: PublishedDocument) -> dict[str, Any]:
        """A page as its detail shows it."""
        model = apps.get_model(document.type)
        refuse_unknown_parameters(self.request, self.detail_query_parameters)
        refuse_other_formats(self.request)
        describer = self._describer(model, self.get_detail_default_fields(model), with_details=True)
        context = documents.contexts([document])[document.page_id]
        return describer.describe(document, context)

    # The pieces of an answer

    def _listed_by_filters(
        self, request: Request, limit: int, offset: int
    ) -> tuple[list[PublishedDocument], int]:
        filtered = self.filter_queryset(self.get_queryset())
        if isinstance(filtered, QuerySet):
            filtered = filtered.values_list("pk", flat=True)
            if not request.GET.get("order") and "search" not in request.GET:
                filtered = filtered.order_by("pk")
        total = filtered.count()
        if "cursor" in request.GET:
            if not isinstance(filtered, QuerySet):
                raise ProblemError(
                    "conflicting_parameters", "cursor cannot be used with search", "cursor"
                )
            filtered = filtered.filter(pk__gt=cursors.decode(request.GET["cursor"], "pages"))
        found = [getattr(item, "pk", item) for item in filtered[offset : offset + limit]]
        return reading.by_ids(found), total

    def _describers(self, model: type[Page]) -> Callable[[str], Describer]:
        """What describes a page of a type in a list. All of every page is asked for without a type."""

        def describer(described: type[Page]) -> Describer:
            default = self.get_listing_default_fields(described)
            return self._describer(described, default, with_details=False)

        if self.request.GET.get("fields") != "*" or "type" in self.request.GET:
            one = describer(model)
            return lambda name: one
        return cache(lambda name: describer(apps.get_model(name)))

    def _describer(self, model: type[Page], default: list[str], with_details: bool) -> Describer:
        available = [
            name
            for name in self._names(model).available
            if with_details or name not in self.detail_only_fields
        ]
        chosen, nested = selection.choose(
            selection.parse(self.request.GET.get("fields")), default, available
        )
        return Describer(
            chosen,
            nested,
            self._names(model).meta,
            ORIGIN + self._detail_prefix(),
            is_complete=not nested and set(default) <= set(chosen),
        )

    def _detail_prefix(self) -> str:
        return _detail_prefix(getattr(self.request, "wagtailapi_router"))  # noqa: B009 - set by the router

    def _names(self, model: Any) -> FieldNames:
        viewset: Any = type(self)
        return _field_names(viewset, model)

    @staticmethod
    def _add_served_locale(
        described: dict[str, Any], document: PublishedDocument, variant: Variant | None
    ) -> None:
        """Add to a page in which variant it was asked for, and in which it is given."""
        served = authored_variant(document.locale)
        asked = variant or served
        if asked.locale_code == document.locale:
            served = asked
        meta = described.setdefault("meta", {})
        meta["requested_locale"], meta["served_locale"] = asked.tag, served.tag


@cache
def _detail_prefix(router: Any) -> str:
    return router.get_object_detail_urlpath(Page, 0).removesuffix("0/")
