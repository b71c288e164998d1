"""Public search over published documents."""
