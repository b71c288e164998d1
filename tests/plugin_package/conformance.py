"""The tests of the notice board. They run in a process in which it is installed."""

from site_core.testing import conformance

TestConformance = conformance("noticeboard")
