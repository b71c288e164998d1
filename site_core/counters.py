"""Where every room counts what it does; ``site_core.delivery.metrics`` tells it."""

from prometheus_client import CollectorRegistry

#: Everything that a process counts.
registry = CollectorRegistry()
