"""What is tried with the stack: a publication through everything, and each fault under readers."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import threading
import time
from collections.abc import Callable
from functools import partial

from deploy.smoke.editor import Editor
from deploy.smoke.load import Readers, Strangers, ask
from deploy.smoke.stack import HOST, Stack, wait_for

PAGE = "/en/about/mission-of-the-office/"
PAGES = ["/en/", PAGE, "/sr/", "/sr-latn/"]
API = "/api/v2/pages/?limit=5"


class TrialError(Exception):
    """Something was not as it must be. The message says what was expected, and what was seen."""


def expect(is_so: bool, what: str) -> None:
    """Raise ``TrialError`` where something is not so."""
    if not is_so:
        raise TrialError(what)


def publication(stack: Stack) -> str:
    """A page is unpublished and published in the admin; no node and no cache gives an old answer."""
    page_id = page_id_of(stack)
    editor = Editor(stack.ports["nginx"])
    editor.sign_in()
    doors = {name: stack.ports[name] for name in ("first", "second", "varnish", "nginx")}

    def statuses() -> dict[str, int]:
        return {
            name: ask(port, PAGE, is_https=name == "nginx").status for name, port in doors.items()
        }

    expect(set(statuses().values()) == {200}, f"the page is read everywhere: {statuses()}")
    for _ in range(3):
        editor.post(f"/admin/pages/{page_id}/unpublish/")
        found = statuses()
        expect(set(found.values()) == {404}, f"withdrawn, it is gone everywhere: {found}")
        editor.post(f"/admin/bulk/wagtailcore/page/publish/?id={page_id}")
        found = statuses()
        expect(set(found.values()) == {200}, f"published, it is read everywhere: {found}")
    kept = ask(stack.ports["nginx"], PAGE, is_https=True)
    expect("set-cookie" not in kept.headers, "a reader gets no cookie")
    expect(
        ask(stack.ports["nginx"], "/", is_https=True, method="PURGE").status == 405,
        "a stranger may not purge",
    )
    return "three times withdrawn and published, seen at once at both nodes, Varnish and nginx"


def page_id_of(stack: Stack) -> str:
    """The id of the page that is published and withdrawn in the trials."""
    return stack.manage(
        "shell",
        "-v0",
        "-c",
        f"from site_core.models import PublishedDocument as D; "
        f"print(D.objects.get(path={PAGE!r}).pk)",
    ).strip()


def killed_process(stack: Stack) -> str:
    """One process of each node is killed: the node starts another, and no reader gets an error."""
    with Readers(stack.ports["nginx"], [*PAGES, API]) as readers:
        time.sleep(2)
        for name in ("first", "second"):
            before = stack.workers_of(name)
            for pid in before[:1]:
                os.kill(pid, signal.SIGKILL)
            wait_for(
                partial(_has_another, stack, name, before), f"the node “{name}” has another process"
            )
        time.sleep(2)
    expect(readers.failures == 0, f"no error: {readers}")
    return str(readers)


def _has_another(stack: Stack, name: str, before: list[int]) -> bool:
    return bool(set(stack.workers_of(name)) - set(before))


def killed_node(stack: Stack) -> str:
    """A node ends as a whole: the other one answers for both."""
    with Readers(stack.ports["nginx"], [*PAGES, API]) as readers:
        time.sleep(2)
        workers = stack.workers_of("first")
        stack.stop("first", signal.SIGKILL)  # before its processes, or it would start another
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        time.sleep(4)
        stack.start_node("first")
        time.sleep(3)
    expect(readers.failures == 0, f"no error: {readers}")
    return str(readers)


def redis_down(stack: Stack) -> str:
    """Redis stops: pages, the API, the admin and a publication go on, as fast as before."""
    page_id = page_id_of(stack)
    editor = Editor(stack.ports["nginx"])
    editor.sign_in()
    with Readers(stack.ports["first"], [*PAGES, API], is_https=False) as before:
        time.sleep(4)
    stack.stop("redis")
    with Readers(stack.ports["first"], [*PAGES, API], is_https=False) as readers:
        time.sleep(3)
        expect(editor.get("/admin/").status == 200, "the admin opens")
        expect(editor.get(f"/admin/pages/{page_id}/edit/").status == 200, "the editor opens")
        published = editor.post(f"/admin/bulk/wagtailcore/page/publish/?id={page_id}").status
        expect(published == 302, f"a page is published: {published}")
        time.sleep(1)
    stack.start_redis()
    expect(before.failures == 0, f"no error before: {before}")
    expect(readers.failures == 0, f"no error: {readers}")
    return f"before: {before}; without Redis: {readers}"


def redis_hangs(stack: Stack) -> str:
    """Redis is stopped in its tracks, as one that swaps or is cut off: nobody waits for it."""
    process = stack.processes["redis"]
    with Readers(stack.ports["first"], [*PAGES, API], is_https=False) as readers:
        time.sleep(1)
        process.send_signal(signal.SIGSTOP)
        time.sleep(5)
        process.send_signal(signal.SIGCONT)
        time.sleep(1)
    expect(readers.failures == 0, f"no error: {readers}")
    return str(readers)


def postgresql_down(stack: Stack) -> str:
    """PostgreSQL stops: what is kept is read, the rest is 503 within 3 seconds, and all is back by itself."""
    node, front = stack.ports["first"], stack.ports["nginx"]
    kept = [*PAGES, API]
    for _ in range(40):  # so that each process of each node has them
        for path in kept:
            ask(node, path)
            ask(front, path, is_https=True)
    static = next((stack.data / "static/site_core").rglob("*.css")).relative_to(stack.data)
    with Readers(front, PAGES) as readers:
        stack.stop("postgresql", signal.SIGQUIT)
        time.sleep(1.5)
        answers = {path: ask(node, path) for path in kept}
        found = {path: answer.status for path, answer in answers.items()}
        expect(set(found.values()) == {200}, f"what is kept is read: {found}")
        stale = {answer.headers.get("cache-status", "") for answer in answers.values()}
        expect(stale == {"liaison; hit; detail=stale"}, f"it says that it is stale: {stale}")
        for path in ("/en/nobody-has-read-this/", "/admin/login/", "/api/v2/offices/?limit=3"):
            answer = ask(node, path)
            expect(
                answer.status == 503 and answer.seconds < 3 and "retry-after" in answer.headers,
                f"{path} is told when to ask again: {answer.status} after {answer.seconds:.1f} s",
            )
        expect(ask(node, f"/{static}").status == 200, "style sheets are served")
        expect(ask(node, "/-/live").status == 200, "the process lives")
        expect(ask(node, "/-/ready").status == 503, "it is not ready")
        time.sleep(2)
        stack.start_postgresql()
        began = time.monotonic()
        wait_for(lambda: ask(node, "/en/search/?query=nato").status == 200, "back without a hand")
        wait_for(lambda: ask(node, "/-/ready").status == 200, "it is ready")
        back = time.monotonic() - began
        time.sleep(2)
    expect(readers.failures == 0, f"readers of what is kept see no error: {readers}")
    return f"{readers}; back {back:.1f} s after the database"


def slow_requests(stack: Stack) -> str:
    """Two hundred clients send their requests a byte at a time: others are answered as before."""
    stopped = threading.Event()
    threads = [threading.Thread(target=_dawdle, args=(stack, stopped)) for _ in range(200)]
    for thread in threads:
        thread.start()
    try:
        time.sleep(1)
        with Readers(stack.ports["nginx"], [*PAGES, API]) as readers:
            time.sleep(4)
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
    expect(readers.failures == 0, f"no error: {readers}")
    return str(readers)


def _dawdle(stack: Stack, stopped: threading.Event) -> None:
    context = ssl._create_unverified_context()  # noqa: S323 - a certificate of our own, on loopback
    head = f"POST /en/contact/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 100000\r\n\r\n"
    try:
        with (
            socket.create_connection(("127.0.0.1", stack.ports["nginx"]), 10) as plain,
            context.wrap_socket(plain, server_hostname=HOST) as connection,
        ):
            connection.sendall(head.encode())
            while not stopped.wait(0.5):
                connection.sendall(b"x")
    except OSError:
        return  # nginx has had enough of it


def floods(stack: Stack) -> str:
    """Many addresses ask for what is not there, search, and try passwords: pages are read on."""
    node, front = stack.ports["first"], stack.ports["nginx"]
    login = ask(node, "/admin/login/")
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', login.body)
    cookie = re.search(r"csrftoken=[^;]+", login.headers.get("set-cookie", ""))
    if token is None or cookie is None:
        raise TrialError("there is a form to sign in with")
    tried = f"csrfmiddlewaretoken={token[1].decode()}&username=editor&password=wrong".encode()
    floods = {
        "missing pages": Strangers(node, ["/en/nobody-has-{n}/", "/api/v2/pages/{n}/"], 16),
        "searches": Strangers(
            node, ["/en/search/?query=word{n}+office", "/api/v2/search/?q=w{n}"], 16
        ),
        "sign-ins": Strangers(
            node, ["/admin/login/"], 16, form=("/admin/login/", tried, cookie[0])
        ),
    }
    told = []
    for name, strangers in floods.items():
        with Readers(front, [*PAGES, API]) as readers, strangers:
            time.sleep(6)
        expect(readers.failures == 0, f"{name}: readers of pages see no error: {readers}")
        wrong = [status for status in strangers.statuses if status not in _EXPECTED]
        expect(not wrong, f"{name}: every answer says what it is: {strangers}")
        told.append(f"{name}: strangers {strangers}; readers {readers}")
    return "\n  ".join(["", *told])


#: How a node may answer whoever floods it.
_EXPECTED = {"200", "403", "404", "429", "503"}


TRIALS: dict[str, Callable[[Stack], str]] = {
    "publication": publication,
    "killed process": killed_process,
    "killed node": killed_node,
    "Redis down": redis_down,
    "Redis hangs": redis_hangs,
    "PostgreSQL down": postgresql_down,
    "slow requests": slow_requests,
    "floods": floods,
}
