"""Readers who count every answer while something is broken."""

from __future__ import annotations

import http.client
import ssl
import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from types import TracebackType

from deploy.smoke.stack import HOST

#: A certificate of our own, on loopback.
_TRUSTING = ssl._create_unverified_context()  # noqa: S323


@dataclass(frozen=True)
class Answer:
    """One answer: its status, headers in lower case, body, and the seconds that it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


def ask(
    port: int,
    path: str,
    *,
    is_https: bool = False,
    method: str = "GET",
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
    timeout: float = 40,
) -> Answer:
    """Ask a server of loopback for a path of the site. Raises ``OSError`` where it does not answer."""
    connection: http.client.HTTPConnection
    if is_https:
        connection = http.client.HTTPSConnection(
            "127.0.0.1", port, timeout=timeout, context=_TRUSTING
        )
    else:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    told = {"Host": HOST, **({} if is_https else {"X-Forwarded-Proto": "https"}), **(headers or {})}
    began = time.monotonic()
    try:
        connection.request(method, path, body, told)
        response = connection.getresponse()
        content = response.read()
        named = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, named, content, time.monotonic() - began)
    finally:
        connection.close()


@dataclass
class Readers:
    """Threads that ask for paths in turn until the block ends, and what they were answered.

    ``{n}`` in a path is another number each time, so that no cache has the answer.
    """

    port: int
    paths: list[str]
    count: int = 4
    is_https: bool = True
    statuses: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Readers:
        self._threads = [
            threading.Thread(target=self._read, args=(number * 10_007,))
            for number in range(self.count)
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def _read(self, number: int) -> None:
        while not self._stopped.is_set():
            number += 1
            began = time.monotonic()
            try:
                status = self._ask(number)
            except (OSError, http.client.HTTPException) as error:
                status = type(error).__name__
            self.seconds.append(time.monotonic() - began)
            self.statuses[status] += 1

    def _ask(self, number: int) -> str:
        """Ask for the path of a number; the status of the answer."""
        path = self.paths[number % len(self.paths)].replace("{n}", str(number))
        return str(ask(self.port, path, is_https=self.is_https).status)

    @property
    def failures(self) -> int:
        """Answers that were not 200."""
        return sum(count for status, count in self.statuses.items() if status != "200")

    def __str__(self) -> str:
        ordered = sorted(self.seconds)
        found = ", ".join(f"{count} × {status}" for status, count in sorted(self.statuses.items()))
        median = statistics.median(ordered) * 1000
        return f"{found}; median {median:.0f} ms, longest {ordered[-1] * 1000:.0f} ms"


@dataclass
class Strangers(Readers):
    """The same from another address each time, straight at a node."""

    is_https: bool = False
    #: What is posted to a path that has a form; else the path is asked for.
    form: tuple[str, bytes, str] | None = None

    def _ask(self, number: int) -> str:
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        headers = {"X-Forwarded-For": address}
        path = self.paths[number % len(self.paths)].replace("{n}", str(number))
        if self.form is None or path != self.form[0]:
            return str(ask(self.port, path, headers=headers).status)
        headers |= {
            "Cookie": self.form[2],
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": f"https://{HOST}{path}",
        }
        answer = ask(self.port, path, method="POST", body=self.form[1], headers=headers)
        return str(answer.status)
