"""``/pages/``: v2's filters choose the pages, published documents describe them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, ClassVar

from django.apps import apps
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError, get_object_detail_url
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.validators import SiteFilterValidator
from wagtail.models import Page

from site_core.api import selection
from site_core.api.filters import valid
from site_core.api.forms import asked_form
from site_core.api.renderers import PublishedJSONRenderer
from site_core.languages.forms import DEFAULT_FORM, FORMS, authored_form, form_for_name
from site_core.languages.status import CURRENT, OUTDATED
from site_core.published import documents
from site_core.published.documents import PageContext, PageLink
from site_core.published.links import ORIGIN
from site_core.published.models import PublishedDocument

#: State of a page that others are translated from.
ORIGINAL = "original"


class PublishedPagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's pages endpoint, answered from published documents.

    What v2 takes as parameters holds here. Each page carries in addition ``breadcrumb`` and
    ``alternates``, and references are whole: no second request is needed to make sense of them.
    """

    renderer_classes: ClassVar[list[type]] = [PublishedJSONRenderer]
    filter_backends: ClassVar[list[type]] = valid(PagesAPIViewSet.filter_backends)
    body_fields: ClassVar[list[str]] = [
        *PagesAPIViewSet.body_fields,
        "breadcrumb",
        "alternates",
        "translation",
    ]
    meta_fields: ClassVar[list[str]] = [*PagesAPIViewSet.meta_fields, "last_published_at"]

    # Choosing pages

    @property
    def site_id(self) -> int | None:
        """Id of the site whose pages are asked for. Raises ``BadRequestError`` for an unknown one."""
        try:
            site = SiteFilterValidator(
                site=self.request.GET.get("site"), request=self.request
            ).site_obj
        except ValueError as error:
            raise BadRequestError(str(error)) from error
        return site.pk if site else None

    def get_base_queryset(self) -> QuerySet[Page]:
        # A subquery, since a search cannot filter by fields that are not in its index.
        public = PublishedDocument.objects.public().filter(site=self.site_id)
        return Page.objects.filter(pk__in=public.values("page_id"))

    def find_object(self, queryset: QuerySet[Page], request: Request) -> Page | None:
        if "html_path" not in request.GET:
            return super().find_object(queryset, request)
        components = [part for part in request.GET["html_path"].split("/") if part]
        locales = {form.code: form.locale_code for form in FORMS}
        paths = [[DEFAULT_FORM.locale_code, *components]]
        if components and components[0] in locales:
            paths.insert(0, [locales[components[0]], *components[1:]])
        candidates = [f"/{'/'.join(path)}/" for path in paths]
        found = {
            document.path: document.page_id
            for document in PublishedDocument.objects.light().filter(path__in=candidates)
        }
        page_id = next((found[candidate] for candidate in candidates if candidate in found), None)
        return queryset.filter(pk=page_id).first() if page_id else None

    def find_view(self, request: Request) -> HttpResponseBase:
        """Lead to the page in the form in which its path is read."""
        response = super().find_view(request)
        form = form_for_name(request.GET.get("html_path", "").strip("/").partition("/")[0])
        if form is not None and not form.is_authored and "locale" not in request.GET:
            address, _, query = response["Location"].partition("?")
            asked = QueryDict(query, mutable=True)
            asked["locale"] = form.tag
            response["Location"] = f"{address}?{asked.urlencode()}"
        return response

    # Describing them

    def listing_view(self, request: Request) -> Response:
        queryset = self.get_queryset()
        self.check_query_parameters(queryset)
        model = queryset.model
        chosen, nested = selection.choose(
            selection.parse(request.GET.get("fields")),
            self.get_listing_default_fields(model),
            [name for name in self._available(model) if name not in self.detail_only_fields],
        )
        filtered = self.filter_queryset(queryset)
        if isinstance(filtered, QuerySet):
            filtered = filtered.values_list("pk", flat=True)
        identifiers = [getattr(item, "pk", item) for item in self.paginate_queryset(filtered)]
        found = (
            PublishedDocument.objects.naming_source()
            .telling_translation()
            .defer("search_text")
            .in_bulk(identifiers)
        )
        listed = [found[identifier] for identifier in identifiers if identifier in found]
        contexts = documents.contexts(listed)
        return self.get_paginated_response(
            [
                self._describe(document, contexts[document.page_id], chosen, nested)
                for document in listed
            ]
        )

    def detail_view(self, request: Request, pk: int) -> Response:
        document = (
            PublishedDocument.objects.public()
            .naming_source()
            .telling_translation()
            .filter(site=self.site_id)
            .defer("search_text")
            .filter(pk=pk)
            .first()
        )
        if document is not None and not issubclass(apps.get_model(document.type), self.model):
            document = None
        if document is None:
            raise Http404(f"There is no published page with the id {pk}.")
        response = Response(self.describe_whole(document))
        form = asked_form(request)
        if form is None or form.locale_code != document.locale:
            form = authored_form(document.locale)
        response["Content-Language"] = form.tag
        return response

    def describe_whole(self, document: PublishedDocument) -> dict[str, Any]:
        """A page as its detail shows it."""
        model = apps.get_model(document.type)
        self.check_query_parameters(model._default_manager.none())
        chosen, nested = selection.choose(
            selection.parse(self.request.GET.get("fields")),
            self.get_detail_default_fields(model),
            self._available(model),
        )
        context = documents.contexts([document])[document.page_id]
        return self._describe(document, context, chosen, nested)

    def _available(self, model: type[Page]) -> list[str]:
        return [*self.get_body_fields_names(model), *self.get_meta_fields_names(model)]

    def _describe(
        self,
        document: PublishedDocument,
        context: PageContext,
        chosen: Sequence[str],
        nested: dict[str, selection.FieldConfig],
    ) -> dict[str, Any]:
        """One page as v2 shows it: ``id``, then ``meta``, then the other fields."""
        body: dict[str, Any] = OrderedDict()
        meta: dict[str, Any] = OrderedDict()
        for name in chosen:
            value = self._value(document, context, name)
            if name in nested:
                value = selection.nested_value(name, value, nested[name])
            (meta if name in self.meta_fields else body)[name] = value
        described: dict[str, Any] = OrderedDict()
        if "id" in body:
            described["id"] = body.pop("id")
        if meta:
            described["meta"] = meta
        described.update(body)
        return described

    def _value(self, document: PublishedDocument, context: PageContext, name: str) -> Any:
        computed = getattr(self, f"_{name}_value", None)
        if computed is not None:
            return computed(document, context)
        return document.representation.get(name)

    def _id_value(self, document: PublishedDocument, context: PageContext) -> int:
        return document.page_id

    def _title_value(self, document: PublishedDocument, context: PageContext) -> str:
        return document.title

    def _type_value(self, document: PublishedDocument, context: PageContext) -> str:
        return document.type

    def _slug_value(self, document: PublishedDocument, context: PageContext) -> str:
        return document.slug

    def _detail_url_value(self, document: PublishedDocument, context: PageContext) -> str:
        return self._detail_url(document.page_id)

    def _html_url_value(self, document: PublishedDocument, context: PageContext) -> str:
        return ORIGIN + document.path

    def _locale_value(self, document: PublishedDocument, context: PageContext) -> str:
        return document.locale

    def _show_in_menus_value(self, document: PublishedDocument, context: PageContext) -> bool:
        return document.in_menus

    def _first_published_at_value(self, document: PublishedDocument, context: PageContext) -> Any:
        return document.first_published_at

    def _last_published_at_value(self, document: PublishedDocument, context: PageContext) -> Any:
        return document.last_published_at

    def _parent_value(self, document: PublishedDocument, context: PageContext) -> Any:
        return self._reference(context.breadcrumb[-1] if context.breadcrumb else None)

    def _alias_of_value(self, document: PublishedDocument, context: PageContext) -> Any:
        return self._reference(context.source)

    def _reference(self, link: PageLink | None) -> Any:
        """Another page as v2 names it."""
        if link is None:
            return None
        return {
            "id": link.id,
            "meta": {
                "type": link.type,
                "detail_url": self._detail_url(link.id),
                "html_url": ORIGIN + link.path,
            },
            "title": link.title,
        }

    def _breadcrumb_value(self, document: PublishedDocument, context: PageContext) -> Any:
        return [
            {"id": link.id, "title": link.title, "html_url": ORIGIN + link.path}
            for link in context.breadcrumb
        ]

    def _alternates_value(self, document: PublishedDocument, context: PageContext) -> Any:
        return [
            {
                "tag": alternate.form.tag,
                "locale": alternate.form.locale_code,
                "id": alternate.id,
                "title": alternate.title,
                "html_url": ORIGIN + alternate.path,
                "detail_url": self._detail_url(alternate.id)
                + ("" if alternate.form.is_authored else f"?locale={alternate.form.tag}"),
            }
            for alternate in context.alternates
        ]

    def _translation_value(self, document: PublishedDocument, context: PageContext) -> Any:
        changed_at = getattr(document, "source_changed_at", None)
        if document.locale == DEFAULT_FORM.locale_code:
            state = ORIGINAL
        else:
            state = OUTDATED if changed_at else CURRENT
        return {"state": state, "source_changed_at": changed_at}

    def _detail_url(self, page_id: int) -> str:
        return get_object_detail_url(self.request.wagtailapi_router, self.request, Page, page_id)
