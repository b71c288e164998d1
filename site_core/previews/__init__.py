"""Links under which a draft can be read. ``models`` holds them, ``admin`` lets editors give them."""
