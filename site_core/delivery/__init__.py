"""What every response owes to its reader's browser, whatever it holds."""
