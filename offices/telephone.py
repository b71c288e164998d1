"""Telephone numbers as the whole world can dial them."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: What people put between the digits.
_BETWEEN = " ()-/."
#: How many digits a number has with its country code (ITU-T E.164), and how few any has.
MIN_DIGITS, MAX_DIGITS = 7, 15
#: The code of the country whose numbers are completed.
COUNTRY_CODE = "381"


def dial_string(number: str) -> str:
    """A number as a ``tel:`` link takes it (RFC 3966): digits after a plus sign."""
    return "".join(character for character in number if character not in _BETWEEN)


def _grouped(number: str) -> str:
    return re.sub(r"[()/.\s]+", " ", number).strip()


def check(number: str) -> None:
    """Raise ``ValidationError`` for a number that nobody abroad can dial, with its right form."""
    digits, grouped = dial_string(number), _grouped(number)
    if not digits.lstrip("+").isdigit():
        message = _("Write a number in international form, such as +381 11 000 0000.")
    elif digits.startswith("00"):
        message = _("Begin with a plus sign instead of 00: %(number)s") % {
            "number": f"+{grouped[2:].lstrip()}"
        }
    elif digits.startswith("0"):
        message = _("The country code is missing. In Serbia the number is %(number)s.") % {
            "number": f"+{COUNTRY_CODE} {grouped[1:].lstrip()}"
        }
    elif not digits.startswith("+"):
        message = _(
            "The country code is missing. Begin with it and a plus sign, as in +381 11 000 0000."
        )
    elif not MIN_DIGITS <= len(digits) - 1 <= MAX_DIGITS:
        message = _("After the plus sign a number has from 7 to 15 digits. Is one missing?")
    else:
        return
    raise ValidationError({"value": message}, code="telephone")
