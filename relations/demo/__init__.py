"""The demo's sections and articles.

``accessibility``  the accessibility statement, which the footer of every page links to
``notices``        privacy and licence, which the footer links to as well
``pages``          the pages, in tree order, with their key points
``bodies``         the running text of the articles and their links to each other
``words``          the phrasebook of this plugin's demo pages, shared by the modules that write them
"""

from relations.demo.accessibility import add_statement, connect_statement
from relations.demo.bodies import connect_articles
from relations.demo.notices import add_notices, connect_notices
from relations.demo.pages import make_pages
from site_core.demo import DemoContent


def add_demo(content: DemoContent) -> None:
    """Add the section about the office and everything below it."""
    content.make(make_pages)
    content.make(add_statement)
    content.make(add_notices)
    content.connect(connect_articles)
    content.connect(connect_statement)
    content.connect(connect_notices)
