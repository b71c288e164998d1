"""How often a response was found among those that are kept."""

from __future__ import annotations

from prometheus_client import Counter

from site_core.counters import registry

_lookups = Counter(
    "liaison_kept_responses",
    "Looks at the responses that are kept, by outcome.",
    ["outcome"],
    registry=registry,
)
HIT, MISS = _lookups.labels("hit"), _lookups.labels("miss")
