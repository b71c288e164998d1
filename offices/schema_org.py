"""An office in the words of schema.org (``site_core.discovery.schema_org``)."""

from __future__ import annotations

from typing import Any

#: Kinds of channel that a contact point has a property of the same name for.
KINDS = ("telephone", "email")


def node(office: Any, organisation: str) -> dict[str, Any]:
    """An ``Office`` with its contact points; ``organisation`` is the address of the node above it."""
    described: dict[str, Any] = {
        "@type": "GovernmentOffice",
        "parentOrganization": {"@id": organisation},
        "name": office.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": office.street,
            "postalCode": office.postal_code,
            "addressLocality": office.city,
            "addressCountry": office.country,
        },
        "contactPoint": [
            {
                "@type": "ContactPoint",
                "contactType": channel.label or office.name,
                channel.kind: channel.value,
            }
            for channel in office.channels.all()
            if channel.kind in KINDS
        ],
    }
    if office.latitude is not None and office.longitude is not None:
        place = {"latitude": office.latitude, "longitude": office.longitude}
        described["geo"] = {"@type": "GeoCoordinates", **place}
    if office.weekly_hours:
        described["openingHoursSpecification"] = [
            times.as_structured_data() for times in office.weekly_hours
        ]
    if office.closed:
        described["specialOpeningHoursSpecification"] = [
            days.as_structured_data() for days in office.closed
        ]
    return described
