"""People who sign in. ``models`` holds the user, ``audit`` tells the log what they do."""
