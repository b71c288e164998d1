"""The newsroom of the demo.

``words``       its phrasebook, and the pieces that items are made of
``pages``       topics, the list of news, and the press event
``item``        how an item is made
``background``  items that keep to facts
``examples``    items that are invented, and say so
"""

from newsroom.demo import background, examples
from newsroom.demo.pages import make_press_event, make_topics_and_index
from site_core.demo import DemoContent


def add_demo(content: DemoContent) -> None:
    """Add topics, the list of news, its items and a press event."""
    content.make(make_topics_and_index)
    content.make(make_items)
    content.make(make_press_event)


def make_items(content: DemoContent) -> None:
    """Make the items below the list of news, the oldest first."""
    for make in (
        *(background.add_six_areas, examples.add_working_day, examples.add_pictures),
        *(examples.add_students, background.add_reform_in_dates, examples.add_enquiries),
        *(examples.add_science_evening, background.add_scripts, background.add_twenty_years),
        examples.add_registration,
    ):
        make(content)
