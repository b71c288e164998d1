"""The platform's models: the base of every page type, media, users, settings, published documents."""

from site_core.models.jobs import TranslationJob
from site_core.models.media import SiteDocument, SiteImage, SiteRendition
from site_core.models.pages import BasePage, LeadImageMixin
from site_core.models.previews import PreviewLink
from site_core.models.publishing import PublishingDecision
from site_core.models.settings import FooterPage, RequiredSection, SiteSettings
from site_core.models.translations import OutdatedTranslation
from site_core.models.users import User
from site_core.models.webhooks import WebhookAttempt, WebhookEndpoint, WorkerHeartbeat
from site_core.published.models import ChangeCounter, PublishedDocument

__all__ = [
    "BasePage",
    "ChangeCounter",
    "FooterPage",
    "LeadImageMixin",
    "OutdatedTranslation",
    "PreviewLink",
    "PublishedDocument",
    "PublishingDecision",
    "RequiredSection",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "SiteSettings",
    "TranslationJob",
    "User",
    "WebhookAttempt",
    "WebhookEndpoint",
    "WorkerHeartbeat",
]
