"""The form of an article in Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class ArticlePageForm(WagtailAdminPageForm):
    """The form of an article. A published article has content; a draft is saved while it is being written."""

    def clean(self) -> dict[str, Any]:
        """Refuse to publish an article with neither key points nor a body."""
        cleaned: dict[str, Any] = super().clean()
        has_content = any(
            cleaned.get(name) or name in self.errors for name in ("key_points", "body")
        )
        if not has_content and not self.is_deferred_validation:
            self.add_error(
                "key_points",
                _("Add a key point here, or a block to the body."),
            )
        return cleaned
