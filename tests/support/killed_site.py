"""A site whose processes are killed at every so many statements: ``python -m tests.support.killed_site ACT``.

Prints a line of JSON: how often something was killed, and what was found that should not be.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - after the set-up
from django.core.files.base import ContentFile  # noqa: E402
from django.core.mail.backends.base import BaseEmailBackend  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402

from home.models import HomePage  # noqa: E402
from offices.models import ContactPage, Enquiry  # noqa: E402
from relations.models import SectionPage  # noqa: E402
from site_core.models import (  # noqa: E402
    PublishedRebuild,
    RenditionJob,
    ScheduledRun,
    SiteImage,
    WebhookEndpoint,
)
from site_core.published.images import ALL_COPIES  # noqa: E402
from site_core.published.models import Change  # noqa: E402
from site_core.published.rebuild import differences  # noqa: E402
from tests.support.killing import killed_before, killed_everywhere  # noqa: E402
from tests.support.mirror import Mirror, whole_site  # noqa: E402

NOBODY = 1_000_000
WRITTEN = {"name": "Ana", "outlet": "Radio", "deadline": "", "message": "When?"}
_OUTBOX = Path(os.environ["DATA_DIR"]) / "outbox"


class Outbox(BaseEmailBackend):
    """Appends the name of each message to a file, as a mail server that has taken it."""

    def send_messages(self, email_messages: Any) -> int:
        with _OUTBOX.open("a") as file:
            for message in email_messages:
                file.write(f"{message.message()['Message-ID']}\n")
        return len(email_messages)


def get(path: str) -> tuple[int, Any]:
    response = Client(headers={"host": "localhost"}).get(path)
    return response.status_code, response.json()


def faults_of_the_read_side(mirror: Mirror) -> list[str]:
    """Where the read side is not its rebuild, or the feed does not lead to it."""
    mirror.follow()
    found = [str(difference) for difference in differences()]
    return found if mirror.pages == whole_site(get) else [*found, "the feed leads elsewhere"]


def publications(step: int) -> tuple[int, list[str]]:
    """A page is published, moved and withdrawn, and each is killed half way."""
    home = HomePage.objects.get(locale__language_code="en")
    sections = [
        home.add_child(instance=SectionPage(title=name, slug=name.lower()))
        for name in ("First", "Second")
    ]
    page = sections[0].add_child(instance=SectionPage(title="Page", slug="page"))
    for section in (*sections, page):
        section.save_revision().publish()

    def fresh() -> SectionPage:
        return SectionPage.objects.get(pk=page.pk)

    def publish(number: int) -> None:
        found = fresh()
        found.title = f"Title {number}"
        found.save_revision().publish()

    def move(number: int) -> None:
        found = fresh()
        there = found.path.startswith(sections[0].path)
        found.move(SectionPage.objects.get(pk=sections[there].pk), pos="last-child")

    def withdraw(number: int) -> None:
        fresh().unpublish()

    mirror = Mirror(get)
    kills, faults = 0, list[str]()
    acts: list[Callable[[int], None]] = [publish, move, withdraw, publish]
    for act in acts:
        for number in killed_everywhere(act, step):
            kills += 1
            found = faults_of_the_read_side(mirror)
            faults += [f"{act.__name__} {number}: {fault}" for fault in found]
        kills -= 1  # the last one came to its end
    call_command("fixtree", interactive=False, verbosity=0)
    return kills, faults


def worker_rounds(step: int) -> tuple[int, list[str]]:
    """Workers with mail, a webhook, a schedule and a picture to see to are killed half way."""
    settings.MAILERS = {
        name: {"BACKEND": "tests.support.killed_site.Outbox"} for name in ("default", "worker")
    }
    home = HomePage.objects.get(locale__language_code="en")
    contact = home.add_child(
        instance=ContactPage(
            title="Contact", slug="contact", form_is_on=True, recipients="press@example.org"
        )
    )
    contact.save_revision().publish()
    endpoint = WebhookEndpoint(name="App", url=os.environ["RECEIVER"])
    endpoint.start_from_now()
    endpoint.save()
    killed_before(NOBODY, _work)  # what a first worker does once
    pages: list[SectionPage] = []

    def prepare() -> None:
        number = len(pages)
        page = SectionPage(title=f"Page {number}", slug=f"page-{number}", live=False)
        HomePage.objects.get(pk=home.pk).add_child(instance=page)
        page.go_live_at = timezone.now() - timedelta(seconds=1)
        page.save_revision(approved_go_live_at=page.go_live_at)
        pages.append(page)
        Enquiry.objects.store(
            {**WRITTEN, "email": f"sender-{number}@example.org"},
            digest=str(number),
            page_id=contact.pk,
            language="en",
        )
        picture = BytesIO()
        Image.radial_gradient("L").resize((64 + number, 64)).save(picture, "PNG")
        file = ContentFile(picture.getvalue(), f"picture-{number}.png")
        SiteImage.objects.create(title="Picture", file=file, width=64 + number, height=64)

    kills, number = 0, 1
    was_killed = True
    while was_killed:
        prepare()
        _make_due()
        was_killed = killed_before(number, _work)
        kills += was_killed
        number += step
        for _ in range(2):  # another one goes on
            _make_due()
            killed_before(NOBODY, _work)
    return kills, _faults_of_the_work(pages, kills)


def _work() -> None:
    call_command("worker", once=True, stdout=StringIO())


def _make_due() -> None:
    """As if the claims of whoever was killed had run out, and it were time for everything."""
    past = timezone.now() - timedelta(seconds=1)
    for model in (ScheduledRun, RenditionJob, WebhookEndpoint, PublishedRebuild, Enquiry):
        rows: Any = model._default_manager
        rows.filter(leased_until__isnull=False).update(leased_until=past)
        rows.filter(next_attempt_at__isnull=False).update(next_attempt_at=past)


def _faults_of_the_work(pages: list[SectionPage], kills: int) -> list[str]:
    faults = [str(difference) for difference in differences()]
    for page in pages:
        told = Change.objects.filter(page_id=page.pk).values_list("kind", flat=True)
        if list(told) != [Change.PUBLISHED]:
            faults.append(f"{page.slug}: {list(told)}")
    for image in SiteImage.objects.all():
        copies = image.renditions.all()
        lost = [copy.pk for copy in copies if not copy.file.storage.exists(str(copy.file.name))]
        if copies.count() != len(ALL_COPIES) or lost:
            faults.append(f"{image.file.name}: {copies.count()} copies, {len(lost)} lost")
    if RenditionJob.objects.exists():
        faults.append("a picture waits")
    sent = Counter(_OUTBOX.read_text().split())
    if len(sent) != 2 * len(pages):  # to the office and to the sender
        faults.append(f"{len(sent)} e-mails of {2 * len(pages)}")
    again = sum(sent.values()) - len(sent)
    if again > kills or max(sent.values()) > 2:
        faults.append(f"{again} e-mails sent again")
    return faults


if __name__ == "__main__":
    act, step = sys.argv[1:]
    kills, faults = {"publications": publications, "worker": worker_rounds}[act](int(step))
    sys.stdout.write("TOLD" + json.dumps({"kills": kills, "faults": faults}))
