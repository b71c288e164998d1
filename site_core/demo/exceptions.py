"""What can go wrong while the demo is built."""


class DemoError(Exception):
    """The demo cannot be built; the message is a sentence for whoever ran the command."""
