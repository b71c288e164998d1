"""The servers that ``bench.compare`` measures: each runs under granian with one worker and two threads."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Server:
    """A server that is running: its name, its port, and the process that it began with."""

    name: str
    port: int
    pid: int

    def url(self, path: str) -> str:
        """A URL on it."""
        return f"http://127.0.0.1:{self.port}{path}"

    def processes(self) -> list[int]:
        """Its process and all below it."""
        found, waiting = [], [self.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                waiting += [int(child) for child in task.read_text().split()]
        return found

    def cpu_seconds(self) -> float:
        """CPU time that its processes have used so far."""
        ticks = 0
        for pid in self.processes():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """Resident memory of its largest process: the worker."""
        sizes = []
        for pid in self.processes():
            found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
            sizes.append(int(found.group(1)) if found else 0)
        return max(sizes) / 1024


@contextmanager
def started(name: str, port: int, command: list[str], **environment: str) -> Iterator[Server]:
    """Run a server until the block ends. Raises ``SystemExit`` for one that does not answer."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(name, port, process.pid)
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(server.url("/")).close()  # noqa: S310 - loopback
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.2)
        else:
            raise SystemExit(f"The server “{name}” does not answer on port {port}.")
        yield server
    finally:
        process.terminate()
        process.wait()


def granian(name: str, port: int, application: str, **environment: str) -> object:
    """A WSGI application under granian."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "2", "--no-ws", application]
    return started(name, port, command, **environment)


def nginx(port: int, directory: Path) -> object:
    """Nginx with one worker, which serves the files of a directory as HTML. ``None`` where it is missing."""
    configuration = directory / "nginx.conf"
    configuration.write_text(
        f"daemon off; worker_processes 1; pid {directory}/nginx.pid; error_log /dev/null;\n"
        "events { worker_connections 256; }\n"
        f"http {{ access_log off; default_type text/html; keepalive_requests 1000000; server {{ "
        f"listen 127.0.0.1:{port}; root {directory}/files; index index.html; }} }}\n"
    )
    return started(
        "nginx", port, [_program("nginx"), "-p", str(directory), "-c", str(configuration)]
    )


def varnish(port: int, directory: Path, backend: int) -> object:
    """Varnish in front of a server, with its defaults and a grace of a day."""
    configuration = directory / "default.vcl"
    configuration.write_text(
        f'vcl 4.1; backend default {{ .host = "127.0.0.1"; .port = "{backend}"; }}\n'
        "sub vcl_backend_response { set beresp.grace = 1d; }\n"
    )
    command = [
        _program("varnishd"),
        "-j",
        "none",
        "-F",
        "-a",
        f"127.0.0.1:{port}",
        "-f",
        str(configuration),
    ]
    command += ["-n", str(directory / "varnish"), "-s", "malloc,64m"]
    return started("varnish", port, command)


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if found is None:
        raise SystemExit(f"{name} is not installed: apt-get install wrk nginx varnish")
    return found


@dataclass(frozen=True)
class Measured:
    """What one run of wrk and the server's processes say: a second, milliseconds, and CPU milliseconds."""

    rate: float
    median: float
    slowest: float
    cpu: float


def measure(server: Server, path: str, seconds: int, headers: Mapping[str, str]) -> Measured:
    """Ask for a path over four connections. Raises ``SystemExit`` for answers that are no success."""
    options = [item for name, value in headers.items() for item in ("-H", f"{name}: {value}")]
    before = server.cpu_seconds()
    output = subprocess.run(
        [_program("wrk"), "-t1", "-c4", f"-d{seconds}s", "--latency", *options, server.url(path)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    used = server.cpu_seconds() - before
    if "Non-2xx" in output and "If-None-Match" not in headers:
        raise SystemExit(f"{server.url(path)} was not answered with 200:\n{output}")
    count = int(_found(r"(\d+) requests in", output))
    return Measured(
        rate=float(_found(r"Requests/sec:\s+([\d.]+)", output)),
        median=_milliseconds(_found(r"50%\s+([\d.]+\w+)", output)),
        slowest=_milliseconds(_found(r"99%\s+([\d.]+\w+)", output)),
        cpu=used / max(count, 1) * 1000,
    )


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise SystemExit(f"wrk has said something else than expected:\n{text}")
    return match.group(1)


def _milliseconds(text: str) -> float:
    value, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()  # type: ignore[union-attr] # wrk's own form
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
