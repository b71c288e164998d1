"""Formats that Django has no good ones for, by language."""
