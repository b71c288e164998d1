"""What a plugin's own tests are made with: the conformance suite, in one line, and a few helpers.

    from site_core.testing import conformance

    TestConformance = conformance("noticeboard")

``suite``      what the platform asks of every plugin, as tests for pytest and pytest-django
``samples``    a page of any type, with a text in every field
``languages``  its translation
``lifecycle``  a site of its own on which the plugin is switched off, on again, and removed
``browser``    the pages in a browser, looked at with axe: asked for by ``browser=True``

Nothing of it is imported by a site that runs.
"""

from site_core.testing.languages import translated
from site_core.testing.samples import sample_page
from site_core.testing.suite import conformance

__all__ = ["conformance", "sample_page", "translated"]
