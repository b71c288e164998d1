"""A code from an app (TOTP, RFC 6238) as a second factor: who needs one, and whether one is right.

django-otp makes and checks the codes, refuses one that was used, and makes whoever guesses wait.
"""

from __future__ import annotations

import hashlib
import math
import secrets
import time
from base64 import b32encode
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.log_actions import log
from wagtail.models import GroupPagePermission

from site_core.accounts import notices
from site_core.accounts.models import RecoveryCode, User

PUBLISHERS, EVERYONE, NOBODY = "publishers", "everyone", "nobody"
#: How many recovery codes somebody gets, and of how many letters: 80 bits, which nobody can try out.
RECOVERY_CODES = 10
RECOVERY_CODE_LENGTH = 16
#: How many wrong codes make the wait longer: after the last of them it is 512 seconds.
MAX_FAILURES = 10
#: What lets its holder neither publish nor give rights.
_HARMLESS = frozenset(("wagtailadmin.access_admin",))


@dataclass(frozen=True)
class Verdict:
    """What came of a code."""

    is_right: bool
    #: Seconds to wait before the next one is looked at.
    wait: int = 0
    #: Whether it was a recovery code, which is used up now.
    is_recovery_code: bool = False


def is_demanded(user: User) -> bool:
    """Whether somebody may only sign in with a second factor.

    Publishers are those who may publish a page, or hold any right beyond that to enter the admin: to give
    rights, to change settings, to publish an office. Drafts, pictures and documents need none.
    """
    if settings.SECOND_FACTOR == NOBODY:
        return False
    if settings.SECOND_FACTOR == EVERYONE or user.is_superuser:
        return True
    return bool(user.get_all_permissions() - _HARMLESS) or _may_publish_pages(user)


def _may_publish_pages(user: User) -> bool:
    return GroupPagePermission.objects.filter(
        group__user=user, permission__codename="publish_page"
    ).exists()


def devices_of(user: User) -> list[int]:
    """The ids of the apps that somebody has set up: one, or none."""
    found = TOTPDevice.objects.filter(user=user, confirmed=True).order_by("pk")
    return list(found.values_list("pk", flat=True))


@transaction.atomic
def check(user: User, code: str) -> Verdict:
    """Look at a code from somebody's app, or a recovery code. A right one is right once."""
    device = (
        TOTPDevice.objects.select_for_update()
        .filter(user=user, confirmed=True)
        .order_by("pk")
        .first()
    )
    if device is None:
        return Verdict(is_right=False)
    allowed, reason = device.verify_is_allowed()
    if not allowed:
        left = (reason["locked_until"] - timezone.now()).total_seconds()
        return Verdict(is_right=False, wait=max(1, math.ceil(left)))
    plain = _plain(code)
    is_recovery_code = not _is_from_app(plain)
    if is_recovery_code:
        used, _by_model = RecoveryCode.objects.filter(user=user, digest=_digest(plain)).delete()
        is_right = bool(used)
        (device.throttle_reset if is_right else device.throttle_increment)()
    else:
        is_right = device.verify_token(plain)
    if device.throttling_failure_count > MAX_FAILURES:
        device.throttling_failure_count = MAX_FAILURES
        device.save(update_fields=["throttling_failure_count"])
    if is_right and is_recovery_code:
        log(user, "liaison.recovery_code_used", user=user)
        notices.tell(user, notices.RECOVERY_CODE_USED)
    return Verdict(is_right=is_right, is_recovery_code=is_recovery_code)


def _plain(code: str) -> str:
    return "".join(letter for letter in code[:64] if letter.isascii() and letter.isalnum()).upper()


def _is_from_app(plain: str) -> bool:
    return plain.isdecimal() and len(plain) == 6


def new_key() -> str:
    """A secret for an app and this site, in hexadecimal digits."""
    return secrets.token_hex(20)


def step_of(key: str, code: str) -> int | None:
    """The step of time for which an app with this key shows a code; ``None`` where it shows another one."""
    device = TOTPDevice(key=key)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time()
    plain = _plain(code)
    if not _is_from_app(plain) or not totp.verify(int(plain), device.tolerance):
        return None
    return int(totp.t())


@transaction.atomic
def set_up(user: User, key: str, step: int) -> int:
    """Make an app with this key somebody's second factor; the code of ``step`` is used up. Returns its id.

    What was set up before is forgotten, and sessions that it has let in end.
    """
    TOTPDevice.objects.filter(user=user).delete()
    device = TOTPDevice.objects.create(user=user, key=key, name="app", confirmed=True, last_t=step)
    log(user, "liaison.second_factor_set_up", user=user)
    notices.tell(user, notices.SECOND_FACTOR_SET_UP)
    return int(device.pk)


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Codes that stand in for the app, each once. They are shown now and never again."""
    codes = [
        b32encode(secrets.token_bytes(10)).decode("ascii")[:RECOVERY_CODE_LENGTH]
        for _number in range(RECOVERY_CODES)
    ]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_digest(code)) for code in codes
    )
    return ["-".join(code[start : start + 4] for start in range(0, len(code), 4)) for code in codes]


def _digest(plain: str) -> str:
    """Enough for a random text of 80 bits: there is nothing to guess."""
    return hashlib.sha256(plain.encode()).hexdigest()


@transaction.atomic
def forget(user: User, by: User | None) -> None:
    """Take somebody's second factor and recovery codes away.

    Unless it is one's own doing, that person is signed out everywhere. ``by`` is ``None`` for a command.
    """
    TOTPDevice.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    if user != by:
        user.end_sessions()
        user.save(update_fields=["sessions_valid_from"])
    log(user, "liaison.second_factor_removed", user=by)
    notices.tell(user, notices.SECOND_FACTOR_REMOVED)


def readable_key(key: str) -> str:
    """A key as apps take it typed: base32, in groups of four."""
    text = b32encode(bytes.fromhex(key)).decode("ascii")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address(user: User, key: str) -> str:
    """The ``otpauth:`` address that an app reads from a QR code."""
    issuer = settings.WAGTAIL_SITE_NAME
    label = quote(f"{issuer}:{user.get_username()}")
    query = urlencode({"secret": readable_key(key).replace(" ", ""), "issuer": issuer})
    return f"otpauth://totp/{label}?{query}"


def qr_code(user: User, key: str) -> SafeString:
    """The address as an inline SVG: nobody else is asked to draw it."""
    drawing = segno.make(address(user, key), error="m").svg_inline(
        scale=5, border=4, dark="#000", light="#fff", omitsize=False
    )
    return mark_safe(drawing)  # noqa: S308 - drawn by segno from modules, with no text in it
