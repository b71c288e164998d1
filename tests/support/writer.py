"""One of several writers that edit a site at once: ``python -m tests.support.writer SEED OPERATIONS``.

Prints what it did as JSON. Each operation is one transaction, as a view of the admin is.
"""

from __future__ import annotations

import json
import random
import sys
import traceback
from collections import Counter
from contextlib import nullcontext
from typing import Any

import django
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, transaction
from treebeard.exceptions import InvalidMoveToDescendant, PathOverflow


def _operations(editing: Any, chance: random.Random) -> list[tuple[int, Any]]:
    def number() -> int:
        return chance.randrange(1_000_000)

    def word() -> str:
        return chance.choice(["alpha", "beta", "gamma", "delta", "epsilon", "zeta"])

    def either() -> bool:
        return chance.random() < 0.5

    return [
        (12, lambda: editing.create_article(number(), number(), word(), chance.random() < 0.8)),
        (4, lambda: editing.create_section(number(), word(), chance.random() < 0.9)),
        (14, lambda: editing.edit_and_publish(number(), word())),
        (4, lambda: editing.edit_a_draft(number(), word())),
        (5, lambda: editing.rename(number(), word())),
        (7, lambda: editing.move(number(), number(), "last-child")),
        (3, lambda: editing.reorder(number(), number())),
        (5, lambda: editing.unpublish(number(), either())),
        (3, lambda: editing.restrict(number())),
        (3, editing.free),
        (5, lambda: editing.translate(number(), either())),
        (3, lambda: editing.delete(number())),
        (1, lambda: editing.delete_many(number())),
        (3, lambda: editing.alias(number(), number())),
        (1, lambda: editing.copy(number(), either())),
        (3, lambda: editing.schedule(number(), word())),
        (2, lambda: editing.expire(number())),
        (2, editing.time_passes),
    ]


def main() -> None:
    """Edit, and say how often what went well or not."""
    from tests.support.editing import Editing  # noqa: PLC0415 - models load after django.setup()

    seed, count = int(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    editing = Editing()
    editing.mark = f"{seed}-"
    editing.start()
    weights, operations = zip(*_operations(editing, chance), strict=True)
    outcomes: Counter[str] = Counter()
    for _ in range(count):
        operation = chance.choices(operations, weights)[0]
        # A schedule is a command: it makes a transaction of each page.
        is_command = operation == editing.time_passes
        try:
            with nullcontext() if is_command else transaction.atomic():
                operation()
        except AttributeError:
            if not is_command:
                raise
            # Wagtail's command stumbles over what was deleted while it ran; the next run goes on.
            outcomes["schedule stumbled"] += 1
        except KeyError:
            # Wagtail's specific() stumbles over a page that is deleted between its two queries.
            outcomes["KeyError"] += 1
        except (
            DatabaseError,
            InvalidMoveToDescendant,
            ObjectDoesNotExist,
            PathOverflow,
            ValidationError,
        ) as error:
            # What another writer has just moved or deleted: an editor would see an error and go on.
            outcomes[type(error).__name__] += 1
            if "Operational" in type(error).__name__:
                traceback.print_exc()
        else:
            outcomes["done"] += 1
    print(json.dumps(outcomes))  # noqa: T201 - read by whoever started it


if __name__ == "__main__":
    django.setup()
    main()
