"""The pages that are to be reviewed, when, and by whom.

A translation says what its original says: the original is reviewed.
"""

from __future__ import annotations

from typing import Any

from django.db.models import (
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from wagtail.models import Page
from wagtail.permissions import policy_registry

from site_core.languages.variants import DEFAULT_VARIANT
from site_core.reviews.models import REVIEWED_EVERY


def reviewed_pages() -> QuerySet[Page]:
    """Published originals, with ``review_due`` and ``responsible_id``."""
    originals = Page.objects.filter(
        translation_key=OuterRef("translation_key"),
        locale__language_code=DEFAULT_VARIANT.locale_code,
    )
    by_itself = TruncDate(
        ExpressionWrapper(F("last_published_at") + REVIEWED_EVERY, output_field=DateTimeField())
    )
    found: Any = (
        Page.objects.filter(live=True, depth__gt=1, alias_of=None)
        .filter(Q(locale__language_code=DEFAULT_VARIANT.locale_code) | ~Exists(originals))
        .annotate(
            review_due=Coalesce("review__review_by", by_itself, output_field=DateField()),
            responsible_id=Coalesce("review__responsible_id", "owner_id"),
        )
    )
    reviewed: QuerySet[Page] = found
    return reviewed


def overdue_pages() -> QuerySet[Page]:
    """Those whose date has come, the oldest first."""
    return (
        reviewed_pages().filter(review_due__lte=timezone.localdate()).order_by("review_due", "pk")
    )


def reviewed_by(user: Any) -> QuerySet[Page]:
    """The pages that somebody may change, and so review."""
    policy: Any = policy_registry.get_by_type(Page)
    own = policy.instances_user_has_permission_for(user, "change")
    return reviewed_pages().filter(pk__in=own.values("pk"))


def is_original(page: Page) -> bool:
    """Whether a page is reviewed itself, and not with the page that it is translated from."""
    if page.locale.language_code == DEFAULT_VARIANT.locale_code:
        return True
    return (
        not page.get_translations()
        .filter(locale__language_code=DEFAULT_VARIANT.locale_code)
        .exists()
    )
