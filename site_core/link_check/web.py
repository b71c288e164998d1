"""The job that asks other sites whether what pages link to is still there: slowly, one question a site."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from site_core.jobs.queues import Periodic
from site_core.link_check.asking import Reply, ask
from site_core.link_check.models import MAX_ADDRESS, FoundLink, WebAddress
from site_core.link_check.robots import Robots

#: How often an address is asked for; one that failed, sooner.
EACH, AGAIN = timedelta(days=7), timedelta(days=1)
#: From so many failures in a row on, each a day after the other, an address counts as broken.
FAILURES = 3
ADDRESSES_AT_ONCE = 20
#: A run begins no further question after so long: the claim of a job holds for two minutes.
MAX_SECONDS = 45
MAX_HOPS = 4
_PERMANENT, _REDIRECTS = (301, 308), (301, 302, 303, 307, 308)
#: Sites that refuse a question without content answer one with it.
_ASK_AGAIN = (400, 403, 404, 405, 406, 410, 501)


def ask_web() -> int:
    """Ask for the addresses that are due, at most one of a site. Returns how many were asked for."""
    if not settings.CHECK_WEB_LINKS:
        return 0
    robots, begun, asked = Robots(), time.monotonic(), 0
    for address in _due():
        if time.monotonic() - begun > MAX_SECONDS:
            break
        _note(address, *outcome_of(address.url, robots))
        asked += 1
    return asked


def _due() -> Iterator[WebAddress]:
    now = timezone.now()
    is_time = Q(checked_at=None) | Q(checked_at__lt=now - EACH)
    is_again = Q(failures__gt=0, checked_at__lt=now - AGAIN)
    found = WebAddress.objects.filter(is_time | is_again)
    hosts: set[str] = set()
    for address in found.order_by(F("checked_at").asc(nulls_first=True), "pk")[:500]:
        if address.host not in hosts:
            hosts.add(address.host)
            yield address
        if len(hosts) == ADDRESSES_AT_ONCE:
            return


def outcome_of(url: str, robots: Robots) -> tuple[str, str]:
    """The code of what is wrong with an address, and where it leads by now. ``silent`` for no answer."""
    current, is_moved = url, False
    for _hop in range(MAX_HOPS):
        if not robots.may_ask(current):
            return "refused", ""
        reply = ask(current)
        if reply.status in _ASK_AGAIN:
            reply = ask(current, "GET")
        if reply.status not in _REDIRECTS or not reply.location:
            return _judged(reply, current, is_moved)
        is_moved = is_moved or (current == url and reply.status in _PERMANENT)
        current = urljoin(current, reply.location)[:MAX_ADDRESS]
    return "silent", ""


def _judged(reply: Reply, current: str, is_moved: bool) -> tuple[str, str]:
    status = reply.status
    if status is None:
        return reply.code, ""
    if status in (404, 410):
        return "missing", str(status)
    if status in (401, 403, 429) or status == 999:
        return "refused", str(status)
    if status >= 500 or status == 408:
        return "silent", str(status)
    return ("moved", current) if is_moved else ("", "")


def _note(address: WebAddress, code: str, detail: str) -> None:
    """Write down an outcome. What may pass by itself is told when it has not."""
    is_failure = code in ("silent", "unknown_host", "certificate")
    address.failures = address.failures + 1 if is_failure else 0
    if is_failure:
        is_lasting = address.failures >= FAILURES
        code = ("failing" if code == "silent" else code) if is_lasting else address.code
    address.code, address.detail, address.checked_at = code, detail[:MAX_ADDRESS], timezone.now()
    address.save()
    FoundLink.objects.filter(target=address.url, is_web=True).update(
        code=code, detail=address.detail
    )


ASKING = Periodic("check_web_links", ask_web, timedelta(minutes=1))
