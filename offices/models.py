"""Offices, the contact page, and what is asked through it."""

from offices.contact_page import ContactOffice, ContactPage
from offices.enquiries.models import MediaQuery
from offices.office import Office, OfficeChannel, OfficeQuerySet

__all__ = [
    "ContactOffice",
    "ContactPage",
    "MediaQuery",
    "Office",
    "OfficeChannel",
    "OfficeQuerySet",
]
