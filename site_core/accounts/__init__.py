"""People who sign in. ``models`` holds the user."""
