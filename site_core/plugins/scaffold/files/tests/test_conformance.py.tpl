"""Whatever the platform asks of every plugin."""

from site_core.testing import conformance

TestConformance = conformance("@name@")
