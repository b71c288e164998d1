"""Plugin: sections and the articles in them."""
