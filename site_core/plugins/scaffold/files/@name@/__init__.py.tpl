"""@Title@."""
