"""Page types and sections that are published only with a current translation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from site_core.languages.names import language_name
from site_core.languages.variants import DEFAULT_VARIANT
from site_core.published.tree import paths_to
from site_core.site_settings.models import RequiredSection, SiteSettings
from site_core.translations.completeness import field_labels, untranslated_in
from site_core.translations.models import PublishingDecision
from site_core.translations.refusal import PublishingRefused


@dataclass(frozen=True)
class Readiness:
    """Whether a page, as it is given, could go live in another language as well."""

    locale: Locale
    #: Whether somebody has submitted the page for translation, and nobody has stopped it.
    is_submitted: bool
    #: Paths of the texts that have no translation.
    missing: list[str]
    #: Number of all texts.
    total: int
    #: The page in this language that is written by itself and not translated; ``None`` where there is none.
    independent: Page | None = None

    @property
    def is_ready(self) -> bool:
        """Whether a current translation can go live."""
        return self.is_submitted and not self.missing

    @property
    def translated(self) -> int:
        """Number of texts that have a translation."""
        return self.total - len(self.missing)


def target_locales() -> list[Locale]:
    """The locales that pages are translated into."""
    return list(Locale.objects.exclude(language_code=DEFAULT_VARIANT.locale_code).order_by("pk"))


def target_locale() -> Locale:
    """The locale that pages are translated into. Raises ``Http404`` on a site with one language."""
    locales = target_locales()
    if not locales:
        raise Http404("This site has one language.")
    return locales[0]


def source_pages() -> QuerySet[Page]:
    """The pages that are written and not translated, in tree order."""
    return (
        Page.objects.filter(
            locale__language_code=DEFAULT_VARIANT.locale_code, depth__gt=1, alias_of__isnull=True
        )
        .select_related("content_type", "locale")
        .order_by("path")
    )


def is_required(page: Page) -> bool:
    """Whether a page may go live only with a current translation: by its type or by its section."""
    sections = RequiredSection.objects.filter(page__path__in=paths_to(page.path))
    types = SiteSettings.objects.filter(types_requiring_translation=page.cached_content_type)
    both = sections.order_by().values("pk").union(types.order_by().values("pk"), all=True)
    return both.exists()


def readiness(page: Page, locale: Locale) -> Readiness:
    """How far the translation of a page's content is. ``page`` is specific; a draft is as good."""
    is_submitted = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=locale, enabled=True
    ).exists()
    missing, total = untranslated_in(page, locale)
    counterpart = None if is_submitted else page.get_translation_or_none(locale)
    if counterpart is not None and counterpart.alias_of_id:
        counterpart = None  # it only stands in the place of a translation
    return Readiness(locale, is_submitted, missing, total, counterpart)


def decision_for(instance: Any, revision_id: int | None) -> PublishingDecision | None:
    """What was decided about a revision of a page. A copy begins with the revision of its original."""
    if revision_id is None:
        return None
    decisions = PublishingDecision.objects.filter(
        revision_id=revision_id, revision__object_id=str(instance.pk)
    )
    return decisions.first()


def goes_together(page: Page, revision_id: int | None) -> bool:
    """Whether a page that is published with a revision takes its translations with it."""
    decision = decision_for(page, revision_id)
    if decision is not None:
        return decision.kind == PublishingDecision.TOGETHER
    return is_required(page)


def check(page: Page, revision_id: int | None) -> bool:
    """Whether a page, published with a revision, takes its translations with it.

    Raises ``PublishingRefused`` when it does and one of them is not ready. An alias shows what another page
    has published, and is not translated itself.
    """
    if not isinstance(page, Page) or page.alias_of_id or not goes_together(page, revision_id):
        return False
    for locale in target_locales():
        state = readiness(page, locale)
        if not state.is_ready:
            refuse(page, state)
    return True


def refuse(page: Page, state: Readiness) -> NoReturn:
    """Raise ``PublishingRefused`` with what a translation lacks."""
    raise PublishingRefused(_sentence(page, state))


def _sentence(page: Page, state: Readiness) -> str:
    language = language_name(state.locale)
    if state.independent is not None:
        return gettext(
            "“%(page)s” was not published: it goes live only with a current translation, and "
            "“%(other)s” (%(language)s) is independent. Start translating that page again, or publish "
            "without it and give a reason. The draft is kept."
        ) % {"page": page.title, "other": state.independent, "language": language}
    if not state.is_submitted:
        return gettext(
            "“%(page)s” was not published: it goes live only with a current translation, and nobody "
            "has submitted it for translation (%(language)s). The draft is kept."
        ) % {"page": page.title, "language": language}
    return gettext(
        "“%(page)s” was not published: it goes live only with a current translation, and "
        "%(count)d of %(total)d texts are not translated (%(language)s: %(fields)s). "
        "The draft is kept."
    ) % {
        "page": page.title,
        "count": len(state.missing),
        "total": state.total,
        "language": language,
        "fields": ", ".join(field_labels(type(page), state.missing)),
    }
