"""Languages and scripts. Ground floor: imports nothing else of the platform."""
