"""Images and documents of the library. ``models`` holds both, ``forms`` the form of an image."""
