"""What an administrator sets for a whole site, in ``models``."""
