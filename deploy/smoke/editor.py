"""An editor with a browser's cookies, who signs in through nginx."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from deploy.smoke.load import Answer, ask
from deploy.smoke.stack import HOST, StackError

_COOKIE = re.compile(r"(?:^|, )(\w+)=([^;]*);")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Editor:
    """Asks with cookies, and fills forms in."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Ask for a page of the admin."""
        return self._ask(path, "GET", None)

    def post(self, path: str, **fields: str) -> Answer:
        """Open a form, and send it with these fields."""
        found = _TOKEN.search(self.get(path).body.decode())
        if found is None:
            raise StackError(f"There is no form at {path}.")
        return self._ask(
            path, "POST", urlencode({"csrfmiddlewaretoken": found[1], **fields}).encode()
        )

    def sign_in(self) -> None:
        """Raises ``StackError`` where the login is refused."""
        login = {"username": "editor", "password": "a-password-for-this-trial"}
        answer = self.post("/admin/login/", next="/admin/", **login)
        if answer.status != 302:
            raise StackError(f"The sign-in was answered with {answer.status}.")

    def _ask(self, path: str, method: str, body: bytes | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Referer"] = f"https://{HOST}{path}"
        answer = ask(self.port, path, is_https=True, method=method, body=body, headers=headers)
        for name, value in _COOKIE.findall(answer.headers.get("set-cookie", "")):
            if name in ("sessionid", "csrftoken", "messages"):
                self.cookies[name] = value
        return answer
