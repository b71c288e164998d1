"""Plugin: the home page of each language."""
