"""PostgreSQL, Redis, two nodes, a worker, Varnish and nginx, on free ports of loopback."""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

DEPLOY = Path(__file__).resolve().parents[1]
ROOT = DEPLOY.parent
HOST = "www.example.org"
_POSTGRESQL = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


class StackError(Exception):
    """Something did not start. The message says what, and where its output is."""


def free_port() -> int:
    """A port of loopback that nobody listens to."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def program(name: str) -> str:
    """The path of a program of Debian's. Raises ``StackError`` with the package to install."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        raise StackError(
            f"{name} is not installed: apt-get install nginx varnish redis-server postgresql"
        )
    return found


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait until something is so. Raises ``StackError`` when it takes too long."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise StackError(f"Not within {seconds:.0f} seconds: {what}")
        time.sleep(0.1)


def listens(port: int) -> bool:
    """Whether somebody accepts connections on a port."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.5):
        return True
    return False


class Stack:
    """The servers of a production site. A context manager: it ends, by their ids, what it has started.

    ``release`` is the folder of the code that nodes, worker and commands run; it may change on the way.
    """

    def __init__(self, release: Path = ROOT) -> None:
        self.release = release
        self.folder = Path(tempfile.mkdtemp(prefix="liaison-smoke-"))
        self.folder.chmod(0o755)
        names = ("postgresql", "redis", "first", "second", "varnish", "nginx", "plain")
        self.ports = {name: free_port() for name in names}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.data = self.folder / "data"
        self.data.mkdir()

    # Running

    def __enter__(self) -> Stack:
        try:
            self.start_postgresql(is_new=True)
            self.start_redis()
            self.manage("demo", "--no-serve")
            self.manage("collectstatic", "--noinput", "--verbosity", "0")
            self.manage("shell", "-v0", "-c", _SITE)
            for name in ("first", "second"):
                self.start_node(name)
            self.start_worker()
            self.start_varnish()
            self.start_nginx()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *args: object) -> None:
        self.end()

    def end(self) -> None:
        """End every process that this has started, and remove the folder."""
        for name in reversed(list(self.processes)):
            self.stop(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self, name: str, how: int = signal.SIGTERM) -> None:
        """End one process by its id, the hard way after 20 seconds."""
        process = self.processes.pop(name, None)
        if process is None or process.poll() is not None:
            return
        process.send_signal(how)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _start(self, name: str, command: list[str], **options: Any) -> None:
        log = (self.folder / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(  # noqa: S603 - the servers named here
            command, stdout=log, stderr=log, cwd=self.release, **options
        )

    def log(self, name: str) -> str:
        """What a process has said so far."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    # Each server

    @property
    def environment(self) -> dict[str, str]:
        """What ``/etc/liaison.env`` holds, for this stack."""
        lines = (DEPLOY / "liaison.env").read_text().splitlines()
        named = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
        named |= {
            "SECRET_KEY": "only-for-this-trial-0123456789-abcdefghijklmnopqrstuvwxyz",
            "DATA_DIR": str(self.data),
            "DATABASE_URL": f"postgres://liaison@127.0.0.1:{self.ports['postgresql']}/liaison",
            "REDIS_URL": f"redis://127.0.0.1:{self.ports['redis']}/0",
            "PURGED_CACHES": f"http://127.0.0.1:{self.ports['varnish']}",
            "EMAIL_URL": "consolemail://",
            "API_REQUESTS_PER_MINUTE": "0",
            "SEARCHES_PER_MINUTE": "0",
            "SECOND_FACTOR": "nobody",  # its editor has a password alone
        }
        kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
        return {**kept, **named}

    def manage(self, *arguments: str) -> str:
        """Run a command of ``manage.py`` and return what it prints. Raises ``StackError`` with its errors."""
        done = subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, "manage.py", *arguments],
            cwd=self.release,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise StackError(f"manage.py {arguments[0]}: {done.stderr[-2000:]}")
        return done.stdout

    def start_postgresql(self, *, is_new: bool = False) -> None:
        """A cluster of its own, as the user “postgres” where this is root."""
        if not _POSTGRESQL:
            raise StackError("PostgreSQL is not installed: apt-get install postgresql")
        cluster = self.folder / "postgresql"
        user: dict[str, Any] = {}
        if os.geteuid() == 0:
            entry = pwd.getpwnam("postgres")
            user = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        if is_new:
            cluster.mkdir()
            if user:
                shutil.chown(cluster, "postgres", "postgres")
            subprocess.run(  # noqa: S603 - Debian's program
                [
                    _POSTGRESQL[-1] / "initdb",
                    "--auth=trust",
                    "--username=liaison",
                    "--no-sync",
                    cluster,
                ],
                check=True,
                stdout=subprocess.DEVNULL,
                cwd="/",
                **user,
            )
        port = str(self.ports["postgresql"])
        log = (self.folder / "postgresql.log").open("ab")
        self.processes["postgresql"] = subprocess.Popen(  # noqa: S603 - Debian's program
            [
                _POSTGRESQL[-1] / "postgres",
                "-D",
                cluster,
                "-p",
                port,
                "-k",
                cluster,
                "-c",
                "fsync=off",
            ],
            stdout=log,
            stderr=log,
            cwd="/",
            **user,
        )
        wait_for(self._postgresql_is_ready, "PostgreSQL accepts connections")
        if is_new:
            self._psql("CREATE DATABASE liaison")

    def _psql(self, sql: str) -> int:
        port = str(self.ports["postgresql"])
        command = [
            "psql",
            "-h",
            "127.0.0.1",
            "-p",
            port,
            "-U",
            "liaison",
            "-d",
            "postgres",
            "-qc",
            sql,
        ]
        quiet = subprocess.DEVNULL
        return subprocess.run(command, check=False, stdout=quiet, stderr=quiet).returncode  # noqa: S603

    def _postgresql_is_ready(self) -> bool:
        return self._psql("SELECT 1") == 0

    def start_redis(self) -> None:
        """A Redis that writes nothing to the disk: what it keeps can be made again."""
        options = ["--port", str(self.ports["redis"]), "--bind", "127.0.0.1", "--save", ""]
        self._start("redis", [program("redis-server"), *options, "--dir", str(self.folder)])
        wait_for(lambda: listens(self.ports["redis"]), "Redis accepts connections")

    def start_node(self, name: str) -> None:
        """An application node, with the command of its unit."""
        self._start(name, self._command("liaison@.service", self.ports[name]), env=self.environment)
        wait_for(lambda: listens(self.ports[name]), f"the node “{name}” accepts connections")

    def start_worker(self) -> None:
        """The worker, with the command of its unit."""
        self._start("worker", self._command("liaison-worker.service"), env=self.environment)

    @staticmethod
    def _command(unit: str, port: int = 0) -> list[str]:
        text = (DEPLOY / "systemd" / unit).read_text().replace("\\\n", " ")
        found = re.search(r"^ExecStart=(.*)$", text, re.MULTILINE)
        if found is None:
            raise StackError(f"{unit} has no ExecStart.")
        return found[1].replace("%i", str(port)).replace("/opt/liaison/.venv", sys.prefix).split()

    def start_varnish(self) -> None:
        """Varnish with ``varnish.vcl``, whose nodes have the ports of this stack."""
        text = (DEPLOY / "varnish.vcl").read_text()
        text = text.replace('"8000"', f'"{self.ports["first"]}"')
        text = text.replace('"8001"', f'"{self.ports["second"]}"')
        path = self.folder / "default.vcl"
        path.write_text(text)
        address = f"127.0.0.1:{self.ports['varnish']}"
        self._start(
            "varnish",
            [
                *(program("varnishd"), "-j", "none", "-F", "-a", address, "-f", str(path)),
                *("-n", str(self.folder / "varnish"), "-s", "malloc,64m", "-T", "none"),
            ],
        )
        wait_for(lambda: listens(self.ports["varnish"]), "Varnish accepts connections")

    def start_nginx(self) -> None:
        """Nginx with ``nginx.conf`` and ``liaison.conf``, and a certificate of its own."""
        certificate, key = self.folder / "certificate.pem", self.folder / "key.pem"
        subprocess.run(  # noqa: S603 - Debian's program
            [
                *(
                    program("openssl"),
                    "req",
                    "-x509",
                    "-newkey",
                    "rsa:2048",
                    "-nodes",
                    "-days",
                    "2",
                ),
                *("-subj", f"/CN={HOST}", "-keyout", str(key), "-out", str(certificate)),
            ],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        site = (DEPLOY / "nginx.conf").read_text()
        for old, new in {
            "127.0.0.1:6081": f"127.0.0.1:{self.ports['varnish']}",
            "127.0.0.1:8000": f"127.0.0.1:{self.ports['first']}",
            "127.0.0.1:8001": f"127.0.0.1:{self.ports['second']}",
            "listen 80;": f"listen 127.0.0.1:{self.ports['plain']};",
            "listen 443 ssl": f"listen 127.0.0.1:{self.ports['nginx']} ssl",
            f"/etc/letsencrypt/live/{HOST}/fullchain.pem": str(certificate),
            f"/etc/letsencrypt/live/{HOST}/privkey.pem": str(key),
            "/etc/nginx/liaison.conf": str(self.folder / "liaison.conf"),
        }.items():
            site = site.replace(old, new)
        site = re.sub(r"^\s*listen \[::\].*\n", "", site, flags=re.MULTILINE)
        # Everybody here has one address.
        site = site.replace("rate=30r/s", "rate=100000r/s")
        rules = (DEPLOY / "liaison.conf").read_text().replace("/var/lib/liaison", str(self.data))
        rules = rules.replace(
            "limit_conn liaison_connections 40", "limit_conn liaison_connections 4000"
        )
        (self.folder / "liaison.conf").write_text(rules)
        owner = "user root;\n" if os.geteuid() == 0 else ""
        temporary = "\n".join(
            f"{kind}_temp_path {self.folder}/nginx-{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (self.folder / "nginx.conf").write_text(
            f"{owner}daemon off;\nworker_processes 1;\npid {self.folder}/nginx.pid;\n"
            "events { worker_connections 4096; }\n"
            f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{temporary}\n{site}\n}}\n"
        )
        self._start(
            "nginx",
            [
                program("nginx"),
                "-e",
                "stderr",
                "-p",
                str(self.folder),
                "-c",
                f"{self.folder}/nginx.conf",
            ],
        )
        wait_for(lambda: listens(self.ports["nginx"]), "nginx accepts connections")

    def workers_of(self, name: str) -> list[int]:
        """Ids of the processes below a node."""
        pid = self.processes[name].pid
        found: list[int] = []
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
        return found


_SITE = """
from wagtail.models import Site
Site.objects.update(hostname="www.example.org", port=443)
from site_core.models import User
user = User.objects.get(username="editor")
user.set_password("a-password-for-this-trial")
user.save()
"""
