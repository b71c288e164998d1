"""The form of the contact page: what is asked, what protects it, and how it reaches the office."""
