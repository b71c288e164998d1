"""The typed clients of the API, and the command that makes them (``make clients``)."""
