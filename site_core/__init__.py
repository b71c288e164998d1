"""The platform that plugins build on. It knows no page type of its own."""

__version__ = "0.1.0"
