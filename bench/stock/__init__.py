"""A stock Wagtail API v2 over the same database, for comparison: ``bench/api.py`` starts it."""
