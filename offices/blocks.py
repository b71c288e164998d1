"""The block by which an office appears inside a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock, StructValue

from offices.markdown import office_card
from offices.office import Office
from site_core.blocks.references import SnippetBlock
from site_core.published.json_schema import Schema, closed, nullable


class OfficeChooserBlock(SnippetBlock):
    """An office. Those that readers meet on page after page are looked up once."""

    def bulk_to_python(self, values: Iterable[Any]) -> list[Office | None]:
        """The offices with these keys, in their order; ``None`` for one that is gone."""
        from site_core.delivery import generation  # noqa: PLC0415 - needs loaded models

        values, known = list(values), generation.remembered_for_readers()
        if known is None:
            return super().bulk_to_python(values)
        unknown = [key for key in values if ("office", key) not in known]
        if unknown:
            for key, office in zip(unknown, super().bulk_to_python(unknown), strict=True):
                if office is not None:
                    office.channels.get_object_list()  # the card names its telephones and its e-mails
                known["office", key] = office
        return [known["office", key] for key in values]


class OfficeCardBlock(StructBlock):
    """The card of an office: address, telephone and e-mail."""

    office = OfficeChooserBlock("offices.Office", label=_("Office"))

    def render(self, value: StructValue, context: Any = None) -> SafeString:
        from site_core.delivery import generation  # noqa: PLC0415 - needs loaded models

        office, request = value["office"], (context or {}).get("request")
        if office is None or request is None:
            return super().render(value, context)
        # The same in every page of a language; it says on which of the next days the office is closed.
        key = "office card", office.pk, get_language(), timezone.localdate()
        return generation.remembered(
            request, key, lambda: super(OfficeCardBlock, self).render(value, context)
        )

    def get_api_representation(self, value: StructValue, context: Any = None) -> dict[str, Any]:
        from site_core.published.representation import (  # noqa: PLC0415 - API v2 needs loaded models
            represent_object,
        )

        office = value["office"]
        locale = (context or {}).get("locale", "en")
        return {"office": represent_object(office, locale) if office else None}

    def get_searchable_content(self, value: StructValue) -> list[str]:
        """What the card says."""
        return value["office"].search_texts() if value["office"] else []

    def get_api_schema(self, schemas: Any) -> Schema:
        """What ``get_api_representation`` gives, as JSON Schema (``site_core.api.schema``)."""
        return closed({"office": nullable(schemas.object(Office))})

    def get_markdown(self, value: dict[str, Any]) -> str:
        return office_card(value["office"])

    class Meta:
        label = _("Office card")
        icon = "mail"
        group = _("References")
        template = "offices/blocks/office_card.html"
        preview_template = "offices/blocks/preview_office_card.html"
        description = _("The address and channels of an office.")
