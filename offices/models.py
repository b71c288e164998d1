"""Offices, the contact page, and what is asked through it."""

from offices.contact_page import ContactOffice, ContactPage
from offices.enquiries.models import Enquiry
from offices.office import Office, OfficeChannel, OfficeQuerySet

__all__ = [
    "ContactOffice",
    "ContactPage",
    "Enquiry",
    "Office",
    "OfficeChannel",
    "OfficeQuerySet",
]
