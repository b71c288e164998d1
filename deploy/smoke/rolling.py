"""A deploy of two nodes, one after the other, with a migration in between: nobody is refused.

The release before is the commit before the newest migration, or what ``RELEASE_BEFORE`` names for git. Its
nodes serve on the new schema, until each in turn is started anew with the code of this folder; the worker
comes last.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from deploy.smoke.editor import Editor
from deploy.smoke.load import Readers, ask
from deploy.smoke.stack import ROOT, Stack, StackError, wait_for
from deploy.smoke.trials import API, PAGE, PAGES, TrialError, expect, page_id_of

#: What the readers ask for: what is kept, and what no cache has.
READ = [
    *PAGES,
    API,
    "/api/v2/pages/?search=word{n}",
    "/api/v2/search/?q=office+{n}",
    "/en/search/?query=nato+{n}",
    "/api/v2/navigation/?locale=en",
    "/sitemap.xml",
    "/en/contact/",
]
_STYLESHEET = re.compile(rb'href="(/static/[^"]+\.css)"')


def rolling_deploy() -> str:
    """Readers and an editor go on while the site is updated, and every answer is counted."""
    with _release_before() as before, Stack(before) as stack:
        page_id = page_id_of(stack)
        editor = Editor(stack.ports["nginx"])
        editor.sign_in()

        def publish() -> None:
            for action, path in (
                ("withdrawn", f"/admin/pages/{page_id}/unpublish/"),
                ("published", f"/admin/bulk/wagtailcore/page/publish/?id={page_id}"),
            ):
                status = editor.post(path).status
                expect(status == 302, f"the page is {action}: {status}")
            status = ask(stack.ports["nginx"], PAGE, is_https=True).status
            expect(status == 200, f"published, the page is read: {status}")
            done.append("published")

        done: list[str] = []
        # The page that the editor withdraws meanwhile is gone meanwhile.
        paths = [path for path in READ if path != PAGE] + _stylesheets(stack)
        with Readers(stack.ports["nginx"], paths) as readers:
            publish()
            stack.release = ROOT
            stack.manage("migrate", "--verbosity", "0")
            stack.manage("collectstatic", "--noinput", "--verbosity", "0")
            publish()  # the old nodes, on the new schema
            time.sleep(2)
            for name in ("first", "second"):
                stack.stop(name)
                stack.start_node(name)
                ready = partial(_is_ready, stack.ports[name])
                wait_for(ready, f"the node “{name}” is ready")
                publish()  # one of each, then two new ones
                time.sleep(1)
            stack.stop("worker")
            stack.start_worker()
            wait_for(lambda: "made by this release" in _progress(stack), "pages are made anew")
            publish()
        expect(readers.failures == 0, f"no error: {readers}")
        stack.manage("rebuild_published", "--check")
        return f"{readers}; {len(done)} publications through old and new nodes"


def _is_ready(port: int) -> bool:
    return ask(port, "/-/ready").status == 200


def _progress(stack: Stack) -> str:
    return stack.manage("rebuild_published", "--progress").lower()


def _stylesheets(stack: Stack) -> list[str]:
    page = ask(stack.ports["nginx"], "/en/", is_https=True).body
    return [found.decode() for found in _STYLESHEET.findall(page)]


@contextmanager
def _release_before() -> Iterator[Path]:
    """The code of the release before, in a folder of its own."""
    before = os.environ.get("RELEASE_BEFORE", "")
    if not before:
        newest = _git("log", "-1", "--format=%H", "--diff-filter=A", "--", "*/migrations/0*.py")
        if not newest:
            raise StackError("The history of the migrations is not here: fetch it whole.")
        before = f"{newest}^"
    folder = Path(tempfile.mkdtemp(prefix="liaison-before-"))
    try:
        packed = folder / "release.tar"
        _git("archive", "--output", str(packed), before)
        shutil.unpack_archive(packed, folder / "code", filter="data")
        yield folder / "code"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _git(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own arguments
        ["git", *arguments],  # noqa: S607 - as everybody who works on this has it
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise TrialError(f"git {arguments[0]} works: {done.stderr.strip()}")
    return done.stdout.strip()
