"""What other sites let a program ask for (RFC 9309)."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from site_core.link_check.asking import ask, user_agent

#: Rules that cannot be had forbid everything (RFC 9309, 2.3.1.4).
_NOTHING = "User-agent: *\nDisallow: /"


class Robots:
    """The rules of the sites that are asked in one run, each fetched once."""

    def __init__(self) -> None:
        self._known: dict[str, RobotFileParser] = {}

    def may_ask(self, url: str) -> bool:
        """Whether the site of a URL lets this program ask for it. A site without rules does."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._known:
            self._known[origin] = self._fetched(f"{origin}/robots.txt")
        return self._known[origin].can_fetch(user_agent(), url)

    @staticmethod
    def _fetched(url: str) -> RobotFileParser:
        parser = RobotFileParser()
        reply = ask(url, "GET")
        if reply.status is not None and reply.status >= 500:
            rules = _NOTHING
        else:
            rules = reply.text if reply.status == 200 else ""
        parser.parse(rules.splitlines())
        return parser
