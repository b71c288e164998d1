"""What is done outside requests. ``worker`` is the loop that does it."""
