"""News for a Liaison site."""
