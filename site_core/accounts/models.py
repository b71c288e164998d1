"""The user model: Django's own, in a class of ours so that it can grow."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who signs in to the admin."""
