"""Images and documents of the library. ``models`` holds both."""
