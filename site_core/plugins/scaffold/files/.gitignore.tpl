.venv/
var/
dist/
__pycache__/
.pytest_cache/
.ruff_cache/
