[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "liaison-@dashed@"
version = "0.1.0"
description = "@Title@ for a Liaison site."
readme = "README.md"
requires-python = ">=3.12"
# Liaison itself is not named: the plugin is installed beside it, and core_version says which it works with.
dependencies = []

[project.optional-dependencies]
test = ["pytest>=8", "pytest-django>=4.11", "jsonschema-rs>=0.29", "ruff>=0.11"]
# For conformance(…, browser=True), which looks at the pages with axe. Needs Chromium.
browser = ["playwright>=1.50", "axe-playwright-python>=0.1.4"]

[project.entry-points."site_core.plugins"]
@name@ = "@name@.apps:@Name@Config"

[tool.hatch.build.targets.wheel]
packages = ["@name@"]

[tool.pytest.ini_options]
DJANGO_SETTINGS_MODULE = "site_core.settings.plugin_test"
testpaths = ["tests"]
addopts = "-ra --strict-markers --strict-config --import-mode=importlib"

[tool.ruff]
line-length = 120
extend-exclude = ["*/migrations/*"]

[tool.ruff.lint]
select = ["B", "E", "F", "I", "UP", "W"]

[tool.ruff.lint.isort]
known-third-party = ["site_core"]
