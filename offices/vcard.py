"""An office as a card for the address book of a telephone (vCard 3.0, RFC 2426)."""

from __future__ import annotations

import vobject
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from offices.office import Office
from site_core.languages.variants import Variant, variant_for_code
from site_core.translations.slugs import slug_from

CONTENT_TYPE = "text/vcard; charset=utf-8"


@require_safe
def card(request: HttpRequest, office_id: int) -> HttpResponse:
    """The card of a live office in the reader's variant; ``office_id`` is that of any of its languages."""
    variant = variant_for_code(get_language())
    office = (
        Office.objects.filter(
            live=True,
            locale__language_code=variant.locale_code,
            translation_key__in=Office.objects.filter(pk=office_id).values("translation_key"),
        )
        .prefetch_related("channels")
        .first()
    )
    if office is None:
        raise Http404(f"There is no office {office_id} in this language.")
    response = HttpResponse(written(office, variant), content_type=CONTENT_TYPE)
    name = slug_from(office.name) or f"office-{office.pk}"
    response["Content-Disposition"] = f'attachment; filename="{name}.vcf"'
    return response


def written(office: Office, variant: Variant) -> str:
    """The card of an office in the script of a variant."""

    def text(value: str) -> str:
        return variant.render(value)

    made = vobject.vCard()
    made.add("fn").value = text(office.name)
    made.add("n").value = vobject.vcard.Name()  # nobody's: it is the card of an organisation
    made.add("org").value = [text(part) for part in (office.name, office.unit) if part]
    made.add("x-abshowas").value = "COMPANY"  # Apple's word for that
    made.add("uid").value = f"urn:uuid:{office.translation_key}"
    address = made.add("adr")
    address.type_param = "WORK"
    address.value = vobject.vcard.Address(
        street=text(office.street),
        extended=text(office.building),
        city=text(office.city),
        code=office.postal_code,
        country=text(office.country),
    )
    for channel in office.channels.all():
        entry = made.add("tel" if channel.kind == "telephone" else "email")
        entry.value = channel.dial_string if channel.kind == "telephone" else channel.value
        entry.type_param = (
            ["WORK", "VOICE"] if channel.kind == "telephone" else ["WORK", "INTERNET"]
        )
    if office.latitude is not None and office.longitude is not None:
        made.add("geo").value = f"{office.latitude};{office.longitude}"
    lines = [f"{times.days}, {times.hours}" for times in office.weekly_hours]
    note = "\n".join([*lines, *filter(None, [office.hours])])
    if note:
        made.add("note").value = text(note)
    return str(made.serialize())
