"""Offices, the contact page, and what is asked through it."""

from offices.contact_page import ContactOffice, ContactPage
from offices.enquiries.models import Enquiry, EnquiryEvent, EnquiryReply
from offices.office import Office, OfficeChannel, OfficeQuerySet

__all__ = [
    "ContactOffice",
    "ContactPage",
    "Enquiry",
    "EnquiryEvent",
    "EnquiryReply",
    "Office",
    "OfficeChannel",
    "OfficeQuerySet",
]
