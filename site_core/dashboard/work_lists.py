"""What a list of work is: a heading, a number, and the first few by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

#: Wagtail's hook for functions that take a request and return lists of work.
WORK_LISTS = "liaison_work_lists"
#: So many of each list are named. The others are a click away, where there is a place that has them all.
SHOWN = 5


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits for somebody."""

    title: str
    #: Where the work is done.
    url: str
    #: The language of the thing, as people read it; empty where it has none.
    language: str = ""
    #: Who, when, or what is wanted, in a few words.
    note: str = ""
    #: Whether it is late.
    is_urgent: bool = False


@dataclass(frozen=True)
class Found:
    """What a list holds at this moment: the first of it, and how much there is in all."""

    items: Sequence[WorkItem]
    total: int


class WorkList:
    """A kind of work of one person. Say ``heading`` and ``find``; lists stand by ``order``."""

    #: Unique among the lists, for links and tests.
    name: ClassVar[str]
    heading: ClassVar[Any]
    order: ClassVar[int] = 100

    def __init__(self, user: Any) -> None:
        self.user = user

    def find(self) -> Found:
        """What there is to do, in a constant number of queries; an empty list is not shown."""
        raise NotImplementedError

    @property
    def url(self) -> str:
        """Where all of it is; empty where there is no such place."""
        return ""
