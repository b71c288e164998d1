"""What keeps machines out of the form: a signed time, a trap, and a limit. No captcha, no cookie."""

from __future__ import annotations

import enum

from django.core import signing

_SIGNER = signing.TimestampSigner(salt="offices.enquiries")
#: A person needs longer than this, in seconds, to fill in the form.
MIN_SECONDS = 3
#: A form that is older than this, in seconds, is shown once more before it is sent.
MAX_SECONDS = 24 * 60 * 60


class Judgement(enum.Enum):
    """What the stamp of a submitted form says."""

    GOOD = "good"
    TOO_QUICK = "too quick"
    TOO_OLD = "too old"


def stamp(page_id: int) -> str:
    """A signed note of when the form of a page was shown."""
    return _SIGNER.sign(str(page_id))


def judge(text: str, page_id: int) -> Judgement:
    """Say whether a form of this page came back in a time that a person takes. A forged stamp is too old."""
    try:
        if _SIGNER.unsign(text, max_age=MAX_SECONDS) != str(page_id):
            return Judgement.TOO_OLD
    except signing.BadSignature:
        return Judgement.TOO_OLD
    try:
        _SIGNER.unsign(text, max_age=MIN_SECONDS)
    except signing.SignatureExpired:
        return Judgement.GOOD
    return Judgement.TOO_QUICK
