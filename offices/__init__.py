"""Plugin: offices, their cards beside every page, and the contact page."""
