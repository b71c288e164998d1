"""The platform's models: the base of every page type, media, users, settings, published documents."""

from site_core.accounts.models import RecoveryCode, User
from site_core.bin.models import BinnedPage, BinnedRows
from site_core.jobs.models import ScheduledRun, WorkerHeartbeat
from site_core.link_check.models import FoundLink, LookedThrough, WebAddress
from site_core.media.models import SiteDocument, SiteImage, SiteRendition
from site_core.pages.base import BasePage
from site_core.pages.lead import LeadImageMixin, LeadMixin
from site_core.previews.guests import GuestAnswer, GuestLink, GuestOpening
from site_core.previews.models import PreviewLink
from site_core.published.models import (
    ChangeCounter,
    PublishedDocument,
    RenditionJob,
)
from site_core.published.outdated import OutdatedTranslation
from site_core.published.rebuild_run import IndexRun, PublishedRebuild
from site_core.references import PageReference, TranslatablePageReference
from site_core.reviews.models import PageReview
from site_core.site_settings.models import FooterPage, RequiredSection, SiteSettings
from site_core.translations.models import (
    DismissedRemark,
    PublishingDecision,
    ReopenedTranslation,
    Term,
    TextComment,
    TranslationJob,
)
from site_core.translations.second_person import SecondPersonTask
from site_core.webhooks.models import WebhookAttempt, WebhookEndpoint
from site_core.word.models import WordImport

__all__ = [
    "BasePage",
    "BinnedPage",
    "BinnedRows",
    "ChangeCounter",
    "DismissedRemark",
    "FooterPage",
    "FoundLink",
    "GuestAnswer",
    "GuestLink",
    "GuestOpening",
    "IndexRun",
    "LeadImageMixin",
    "LeadMixin",
    "LookedThrough",
    "OutdatedTranslation",
    "PageReference",
    "PageReview",
    "PreviewLink",
    "PublishedDocument",
    "PublishedRebuild",
    "PublishingDecision",
    "RecoveryCode",
    "RenditionJob",
    "ReopenedTranslation",
    "RequiredSection",
    "ScheduledRun",
    "SecondPersonTask",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "SiteSettings",
    "Term",
    "TextComment",
    "TranslatablePageReference",
    "TranslationJob",
    "User",
    "WebAddress",
    "WebhookAttempt",
    "WebhookEndpoint",
    "WordImport",
    "WorkerHeartbeat",
]
