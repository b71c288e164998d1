"""The same on a disk that is really full: database and uploads on one small file system of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commands import python
from tests.support.database import migrated_copy

MEGABYTE = 1_000_000

#: Reads and writes while the disk is full, and after it has room again. Tells every answer.
TRIAL = """
import io, json, os, pathlib, sys
import django
django.setup()
from django.core.management import call_command
from django.test import Client
from PIL import Image
from home.models import HomePage
from offices.models import ContactPage, Enquiry
from relations.models import SectionPage
from site_core.models import SiteImage, User
from site_core.published.rebuild import differences
from tests.support.enquiries import send

disk = pathlib.Path(os.environ["DATA_DIR"])
filler = disk / "filler"

def fill():
    with filler.open("wb", buffering=0) as file:
        for size in (1_000_000, 4096, 1):
            try:
                while True:
                    file.write(b"0" * size)
            except OSError:
                pass

editor, reader = (
    Client(raise_request_exception=False, headers={"host": "localhost"}) for _ in range(2)
)
editor.force_login(User.objects.create_superuser("editor", "editor@example.org", "x"))
home = HomePage.objects.get(locale__language_code="en")
page = home.add_child(instance=SectionPage(title="Before", slug="about"))
page.save_revision().publish()
contact = home.add_child(
    instance=ContactPage(title="Contact", slug="contact", form_is_on=True, recipients="a@example.org")
)
contact.save_revision().publish()
editor.get("/admin/")
READ = ["/en/", "/en/about/", "/api/v2/pages/", f"/api/v2/pages/{page.pk}/", "/en/search/?q=before",
        "/sitemap.xml", "/en/contact/"]
told = {"admin": [], "read": [], "published": [], "uploaded": [], "sent": []}

def read():
    told["read"] += [reader.get(path).status_code for path in READ]
    told["read"].append(reader.get(f"/api/v2/pages/?offset={len(told['read'])}").status_code)
    told["admin"] += [editor.get(path).status_code
                      for path in ("/admin/", f"/admin/pages/{home.pk}/", "/admin/images/")]

def publish():
    url = f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}"
    told["published"].append(editor.post(url).status_code)

def upload():
    file = io.BytesIO()
    Image.effect_noise((1500, 1500), 90).save(file, "PNG")
    file.seek(0)
    file.name = "noise.png"
    answer = editor.post("/admin/images/add/", {"title": "Noise", "file": file, "collection": "1"})
    told["uploaded"].append([answer.status_code, "There is no room left" in answer.content.decode()])

def enquire():
    answer = send(reader)
    told["sent"].append([answer.status_code, "When was the office opened?" in answer.content.decode()])

page.title = "After"
page.save_revision()
read()
fill()
for _ in range(5):
    read(); publish(); upload(); enquire()
shown = reader.get(f"/api/v2/pages/{page.pk}/").json()["title"]
media = disk / "media"
told["left"] = [str(path) for path in media.rglob("*") if path.is_file()] if media.exists() else []
told["images"], told["enquiries"] = SiteImage.objects.count(), Enquiry.objects.count()
filler.unlink()
read(); publish(); upload(); enquire()
told["shown"] = [shown, reader.get(f"/api/v2/pages/{page.pk}/").json()["title"]]
told["after"] = [SiteImage.objects.count(), Enquiry.objects.count(), [str(d) for d in differences()]]
print("TOLD" + json.dumps(told))
"""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of eighty megabytes. Needs the right to mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() or not mount:
        pytest.skip("only root may mount a file system")
    command = [mount, "-t", "tmpfs", "-o", "size=80m", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603 - of this test
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607 - the same


def test_every_answer_of_a_site_whose_disk_is_full(disk: Path) -> None:
    shutil.move(migrated_copy("full"), disk / "liaison.sqlite3")
    done = python("-c", TRIAL, data_dir=disk, LOG_LEVEL="CRITICAL")
    assert "TOLD" in done.stdout, done.stderr[-3000:]
    told = json.loads(done.stdout.partition("TOLD")[2])
    assert set(told["read"]) == set(told["admin"]) == {200}, told
    assert set(told["published"][:-1]) == {507}, told
    assert [status for status, said in told["uploaded"][:-1] if not said] == [], told
    assert set(map(tuple, told["sent"][:-1])) == {(503, True)}, told
    assert (told["images"], told["enquiries"], told["left"]) == (0, 0, [])
    assert told["shown"] == ["Before", "After"]
    assert (told["published"][-1], told["uploaded"][-1][0], told["sent"][-1][0]) == (302, 302, 303)
    assert told["after"] == [1, 1, []]
