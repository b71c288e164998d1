"""Offices, the contact page, and what is asked through it."""

from offices.models.contact import ContactOffice, ContactPage
from offices.models.office import Office, OfficeChannel, OfficeQuerySet

__all__ = ["ContactOffice", "ContactPage", "Office", "OfficeChannel", "OfficeQuerySet"]
