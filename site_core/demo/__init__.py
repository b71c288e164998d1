"""Demo content: what ``manage.py demo`` fills an empty site with.

``content``            ``DemoContent``, the contract by which a plugin adds its part
``phrases``            ``Phrasebook``, in which each English text stands beside its translation
``translation``        makes the translations by wagtail-localize's own records
``runner``             ``build()``: decides whether the database may be filled, and fills it
``people``             the editor's login
``picture``            the demo image, drawn when it is needed
``exceptions``         what can go wrong while the demo is built
``site``               where the demo is reached

A plugin names a function of one argument as its ``PluginConfig.demo``; the function says what is to
be done at each stage, and does nothing itself::

    def add_demo(content: DemoContent) -> None:
        content.make(make_pages)        # its pages and snippets, parents first
        content.connect(connect_pages)  # what needs pages that others made
"""

from site_core.demo.content import DemoContent
from site_core.demo.exceptions import DemoError
from site_core.demo.phrases import Phrasebook
from site_core.demo.runner import State, build, open_demo, state

__all__ = ["DemoContent", "DemoError", "Phrasebook", "State", "build", "open_demo", "state"]
