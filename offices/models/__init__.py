"""Offices, the contact page, and what is asked through it."""

from offices.models.contact import ContactOffice, ContactPage
from offices.models.office import Office, OfficeChannel, OfficeQuerySet
from offices.models.query import MediaQuery

__all__ = [
    "ContactOffice",
    "ContactPage",
    "MediaQuery",
    "Office",
    "OfficeChannel",
    "OfficeQuerySet",
]
