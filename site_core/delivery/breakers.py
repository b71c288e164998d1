"""Leaves a server alone that does not answer, so that nobody waits for it, until it is back."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)

#: Seconds between two questions whether a server is back.
PAUSE = 1.0


class Breaker:
    """Whether a server is left alone, in this process.

    ``ask`` raises any exception while the server does not answer. It is called in a thread of its own, every
    second, from the first failure until it returns; until then ``is_open`` says that nobody needs to try.
    """

    def __init__(self, name: str, ask: Callable[[], object]) -> None:
        self.name = name
        self._ask = ask
        self._guard = threading.Lock()
        #: Stands for the failure that is going on.
        self._outage: object | None = None

    @property
    def is_open(self) -> bool:
        """Whether the server has failed, and has not answered since."""
        return self._outage is not None

    def trip(self, error: BaseException) -> None:
        """Leave the server alone from now on, because of an error that it has caused."""
        with self._guard:
            if self._outage is not None:
                return
            self._outage = outage = object()
        logger.warning("%s does not answer and is left alone: %s", self.name, error)
        threading.Thread(
            target=self._wait, args=(outage,), name=f"waits for {self.name}", daemon=True
        ).start()

    def close(self) -> None:
        """Use the server again."""
        self._outage = None

    def _wait(self, outage: object) -> None:
        while self._outage is outage:
            time.sleep(PAUSE)
            try:
                self._ask()
            except Exception as error:  # whatever the client of a server raises
                logger.debug("%s does not answer yet: %s", self.name, error)
                continue
            with self._guard:
                if self._outage is outage:
                    self._outage = None
                    logger.warning("%s answers again", self.name)
