"""``/images/`` and ``/documents/``: Wagtail's endpoints, with what a front end needs to show them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from rest_framework.fields import CharField, Field
from rest_framework.request import Request
from wagtail.api import APIField
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.documents.models import AbstractDocument
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.images.models import AbstractImage

from site_core.api.endpoint import Endpoint
from site_core.api.filters import valid
from site_core.api.operations import Operation, stock_operations
from site_core.api.parameters import PATH_ID, Parameter, known_names, refuse_unknown_parameters
from site_core.api.problems import ProblemError, quoted
from site_core.delivery import generation
from site_core.published import files, images, shapes
from site_core.published.json_schema import Schema, choice, nullable
from site_core.published.links import ORIGIN


class ResponsiveImageField(Field):
    """The scaled copies of an image, as pages carry them."""

    def get_attribute(self, instance: AbstractImage) -> AbstractImage:
        return instance

    def to_representation(self, value: AbstractImage) -> dict[str, Any] | None:
        return images.represent_image(value, value.default_alt_text)

    def get_api_schema(self, schemas: Any) -> Schema:
        return nullable(schemas.shape(shapes.Image))


#: What a copy may be asked as: what the worker makes of every picture, and nothing else.
WIDTH = Parameter(
    "width",
    "Pixels. A copy is never wider than the picture.",
    {"type": "integer", "enum": list(images.WIDTHS), "default": images.FALLBACK_WIDTH},
)
FORMAT = Parameter(
    "format", "Of the file.", {**choice(list(images.FORMATS)), "default": images.FORMATS[0]}
)


class SiteImagesAPIViewSet(Endpoint, ImagesAPIViewSet):
    """The images of the library that readers meet, without those of private collections."""

    filter_backends: ClassVar[list[type]] = valid(ImagesAPIViewSet.filter_backends)
    body_fields: ClassVar[list[Any]] = [
        *ImagesAPIViewSet.body_fields,
        APIField("responsive", serializer=ResponsiveImageField()),
    ]

    def get_queryset(self) -> QuerySet[AbstractImage]:
        shown = files.shown_to_readers(self.model).values("pk")
        found = super().get_queryset().filter(pk__in=shown)
        return found.prefetch_related("renditions", "tagged_items__tag")

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """v2's own, and that of the scaled copies."""
        copies = path("<int:pk>/file/", cls.as_view({"get": "file_view"}), name="file")
        return [*super().get_urlpatterns(), copies]

    @classmethod
    def get_operations(cls, name: str, router: Any) -> dict[str, Operation]:
        copy = Operation(
            "get_image_file",
            "Redirect to a scaled copy of an image",
            (PATH_ID, WIDTH, FORMAT),
            answer=None,
            leads_to="the file of the copy, or of the picture as it was uploaded while there is none",
        )
        return {**stock_operations(cls, name, router), "{id}/file/": copy}

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        # The framework would read ``format`` as the name of a renderer.
        is_copy = getattr(self, "action", None) == "file_view"
        return super().perform_content_negotiation(request, force=force or is_copy)

    def file_view(self, request: Request, pk: int) -> HttpResponseBase:
        """Lead to a copy that the worker has made. None is made here."""
        refuse_unknown_parameters(request, known_names((WIDTH, FORMAT)))
        width, kind = _chosen(request, WIDTH), _chosen(request, FORMAT)
        image = self.get_queryset().filter(pk=pk).first()  # `width` is no filter here
        if image is None:
            raise Http404(f"There is no image with the id {pk}.")
        url = images.url_of_copy(image, int(width), kind)
        if url is None:
            raise Http404(f"The file of the image {pk} is lost or cannot be read.")
        return HttpResponseRedirect(url.replace(ORIGIN, generation.site(request).origin))


def _chosen(request: Request, parameter: Parameter) -> str:
    """The value of a parameter that takes a few. Raises ``ProblemError`` for any other."""
    taken = [str(value) for value in parameter.schema["enum"]]
    value = request.GET.get(parameter.name, str(parameter.schema["default"]))
    if value not in taken:
        raise ProblemError(
            "invalid_parameter",
            f"{parameter.name} must be one of {', '.join(taken)}, not {quoted(value)}",
            parameter.name,
        )
    return value


class SiteDocumentsAPIViewSet(DocumentsAPIViewSet):
    """The documents of the library that readers meet, without those of private collections."""

    filter_backends: ClassVar[list[type]] = valid(DocumentsAPIViewSet.filter_backends)
    body_fields: ClassVar[list[Any]] = [
        *DocumentsAPIViewSet.body_fields,
        APIField("file_extension", serializer=CharField(read_only=True)),
        "file_size",
    ]

    def get_queryset(self) -> QuerySet[AbstractDocument]:
        shown = files.shown_to_readers(self.model).values("pk")
        return super().get_queryset().filter(pk__in=shown)
