"""``/pages/``: v2's parameters choose the pages, published documents describe them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponseRedirect
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import page_models_from_string
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.validators import SiteFilterValidator
from wagtail.models import Page

from site_core.api import cursors, generation, locating, selection
from site_core.api.describe import Describer
from site_core.api.endpoint import MAX_ID, Endpoint, refuse_unknown_parameters
from site_core.api.filters import TREE_POSITION, valid
from site_core.api.locale import fallback_variant, known_variant
from site_core.api.markdown import refuse_other_formats
from site_core.api.problems import ProblemError
from site_core.languages.variants import Variant, authored_variant
from site_core.published import documents, reading
from site_core.published.links import ORIGIN
from site_core.published.models import PublishedDocument, installed_types

DEFAULT_LIMIT = 20
#: Parameters that a list answers from published documents alone.
_SIMPLE = frozenset(
    ["type", "locale", "fields", "limit", "offset", "order", "cursor", "rich_text_format", "_"]
)


class PublishedPagesAPIViewSet(Endpoint, PagesAPIViewSet):
    """Wagtail's pages endpoint, answered from published documents.

    What v2 takes as parameters holds here. Each page carries in addition ``breadcrumb``,
    ``alternates`` and ``translation``, and references are whole: no second request is needed to make
    sense of them.
    """

    filter_backends: ClassVar[list[type]] = valid(PagesAPIViewSet.filter_backends)
    known_query_parameters = PagesAPIViewSet.known_query_parameters.union(["cursor", "fallback"])
    detail_query_parameters = frozenset(
        ["locale", "fallback", "site", "fields", "rich_text_format", "format", "_"]
    )
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
                "invalid_parameter", f"There is no such site: {error}", "site"
            ) from error
        return site.pk if site else None

    def get_base_queryset(self) -> QuerySet[Page]:
        # A subquery, since a search cannot filter by fields that are not in its index.
        public = PublishedDocument.objects.public().filter(site=self.site_id)
        return Page.objects.filter(pk__in=public.values("page_id"))

    def find_object(self, queryset: QuerySet[Page], request: Request) -> Page | None:
        return queryset.filter(pk=self._asked_id(request)).first()

    @staticmethod
    def _asked_id(request: Request) -> int:
        identifier = request.GET["id"]
        is_number = identifier.isascii() and identifier.isdecimal()
        if not is_number or not 1 <= int(identifier) <= MAX_ID:
            raise ProblemError(
                "invalid_parameter", f"id must be a positive whole number, not {identifier!r}", "id"
            )
        return int(identifier)

    def find_view(self, request: Request) -> HttpResponseBase:
        """Lead to the page in the variant in which its path is read; a moved one where it is now."""
        refuse_unknown_parameters(
            request, self.detail_query_parameters | self.find_query_parameters
        )
        for check in (known_variant, fallback_variant):
            check(request)
        refuse_other_formats(request)
        if "id" in request.GET:
            self._asked_id(request)
        elif "html_path" not in request.GET:
            raise ProblemError("missing_parameter", "html_path or id is missing", "html_path")
        if "html_path" not in request.GET:
            return super().find_view(request)
        address = request.GET["html_path"]
        found = locating.locate_page(request, address)
        document = found.document or found.redirect_document
        if found.is_gone:
            raise ProblemError(
                "gone", f"The page at {address} is not published any more.", "html_path"
            )
        if document is None:
            raise Http404(f"There is no page at {address}.")
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
        model, types = self._asked_types()
        refuse_unknown_parameters(request, self._filter_names(model) | self.known_query_parameters)
        refuse_other_formats(request)
        limit, offset = self._slice(request)
        describer_of = self._describers(model)
        order = request.GET.get("order", "")
        if "cursor" in request.GET:
            if order or offset:
                raise ProblemError(
                    "conflicting_parameters", "cursor cannot be used with order or offset", "cursor"
                )
            cursors.decode(request.GET["cursor"], "pages")
        if set(request.GET) <= _SIMPLE and order.removeprefix("-") in ("", *reading.ORDERINGS):
            listed, total = self._simply_listed(request, types, variant, limit, offset)
        else:
            listed, total = self._listed_by_filters(request, limit, offset)
        contexts = documents.contexts(listed)
        items = [describer_of(item.type).describe(item, contexts[item.page_id]) for item in listed]
        if fallback is not None:
            for item, document in zip(items, listed, strict=True):
                self._say_what_is_served(item, document, variant)
        meta: dict[str, Any] = {"total_count": total}
        if not order and not offset and "search" not in request.GET:
            meta["next_cursor"] = self._next_cursor(listed, limit)
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
        described = self.describe_whole(document)
        if "fallback" in self.request.GET:
            self._say_what_is_served(described, document, variant)
        if variant is None or variant.locale_code != document.locale:
            served = authored_variant(document.locale)
        else:
            served = variant
        self.answer_variant = served
        response = Response({**around, "page": described} if around else described)
        response["Content-Language"] = served.tag
        return response

    def describe_whole(self, document: PublishedDocument) -> dict[str, Any]:
        """A page as its detail shows it."""
        model = apps.get_model(document.type)
        refuse_unknown_parameters(self.request, self.detail_query_parameters)
        refuse_other_formats(self.request)
        describer = self._describer(model, self.get_detail_default_fields(model), with_details=True)
        context = documents.contexts([document])[document.page_id]
        return describer.describe(document, context)

    # The pieces of an answer

    @staticmethod
    def _slice(request: Request) -> tuple[int, int]:
        """v2's ``limit`` and ``offset``, refused in v2's words."""
        found = {"limit": DEFAULT_LIMIT, "offset": 0}
        for name in found:
            text = request.GET.get(name)
            if text is None:
                continue
            if not (text.isascii() and text.isdecimal()):
                raise ProblemError("invalid_parameter", f"{name} must be a positive integer", name)
            found[name] = int(text)
        most = settings.WAGTAILAPI_LIMIT_MAX
        if found["limit"] > most:
            raise ProblemError("invalid_parameter", f"limit cannot be higher than {most}", "limit")
        return found["limit"], found["offset"]

    def _simply_listed(
        self,
        request: Request,
        types: tuple[str, ...],
        variant: Variant | None,
        limit: int,
        offset: int,
    ) -> tuple[list[PublishedDocument], int]:
        order = request.GET.get("order") or "id"
        chosen = reading.Selection(
            site_id=self.site_id,
            types=types,
            locale=variant.locale_code if variant else None,
            order=order.removeprefix("-"),
            descending=order.startswith("-"),
        )
        total = generation.remembered(
            request,
            ("total", chosen.site_id, chosen.types, chosen.locale),
            lambda: reading.count(chosen),
        )
        if "cursor" in request.GET:
            chosen.after = cursors.decode(request.GET["cursor"], "pages")
        return reading.listed(chosen, limit, offset), total

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

    def _next_cursor(self, listed: list[PublishedDocument], limit: int) -> str | None:
        """Where the list goes on; ``None`` at its end. Who asks for nothing stays where he is."""
        if limit == 0:
            return self.request.GET.get("cursor") or cursors.encode("pages", 0)
        return cursors.encode("pages", listed[-1].page_id) if len(listed) == limit else None

    def _asked_types(self) -> tuple[type[Page], tuple[str, ...]]:
        """The model whose fields can be asked for, and the installed types that are listed."""
        names = self.request.GET.get("type")
        models: tuple[type[Page], ...] = (self.model,)
        if names:
            try:
                models = page_models_from_string(names)
            except (LookupError, ValueError, TypeError) as error:
                known = ", ".join(installed_types())
                raise ProblemError(
                    "unknown_type",
                    f"type doesn't exist: {names!r}. The types are {known}.",
                    "type",
                ) from error
        types = tuple(
            name for name in installed_types() if issubclass(apps.get_model(name), models)
        )
        return (models[0] if len(models) == 1 else self.model), types

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
        available = self._available(model)
        if not with_details:
            available = [name for name in available if name not in self.detail_only_fields]
        chosen, nested = selection.choose(
            selection.parse(self.request.GET.get("fields")), default, available
        )
        return Describer(chosen, nested, self._meta_names(model), ORIGIN + self._detail_prefix())

    def _detail_prefix(self) -> str:
        return _detail_prefix(self.request.wagtailapi_router)

    def _available(self, model: Any) -> list[str]:
        viewset: Any = type(self)
        return _available(viewset, model)

    def _filter_names(self, model: Any) -> frozenset[str]:
        viewset: Any = type(self)
        return _filter_names(viewset, model)

    def _meta_names(self, model: Any) -> frozenset[str]:
        viewset: Any = type(self)
        return _meta_names(viewset, model)

    @staticmethod
    def _say_what_is_served(
        described: dict[str, Any], document: PublishedDocument, variant: Variant | None
    ) -> None:
        """Say in which variant a page was asked for, and in which it is given."""
        served = authored_variant(document.locale)
        asked = variant or served
        if asked.locale_code == document.locale:
            served = asked
        meta = described.setdefault("meta", {})
        meta["requested_locale"], meta["served_locale"] = asked.tag, served.tag


@cache
def _detail_prefix(router: Any) -> str:
    return router.get_object_detail_urlpath(Page, 0).removesuffix("0/")


@cache
def _available(viewset: Any, model: Any) -> list[str]:
    return [*viewset.get_body_fields_names(model), *viewset.get_meta_fields_names(model)]


@cache
def _meta_names(viewset: Any, model: Any) -> frozenset[str]:
    return frozenset(viewset.get_meta_fields_names(model))


@cache
def _filter_names(viewset: Any, model: Any) -> frozenset[str]:
    return frozenset(viewset.get_available_fields(model, db_fields_only=True))
