"""What the templates of offices ask of the settings."""

from django import template
from django.conf import settings

from site_core.plugins import registry

register = template.Library()


@register.simple_tag
def time_zone() -> str:
    """The time zone in which offices open and close (IANA)."""
    return settings.TIME_ZONE


@register.simple_tag
def retention_days() -> int:
    """How many days enquiries are kept."""
    return registry.setting("offices", "ENQUIRY_DAYS")
