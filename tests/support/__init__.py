"""What the tests share: no test stands here."""
