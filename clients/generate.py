"""Makes both clients: types from the API's description, then packages. ``make clients``.

python -m clients.generate [--url https://your.site] [--into FOLDER] [--types-only]
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
#: Where the generator of TypeScript and its compiler are installed (``make environment``).
NODE_MODULES = FOLDER.parent / "tests" / "clients" / "node_modules"
_REFERENCE = "#/components/schemas/"


def main() -> None:
    """Make the clients and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="the site whose description is taken; without it this one's")
    parser.add_argument("--into", type=Path, default=FOLDER, help="where the clients' sources are")
    parser.add_argument("--types-only", action="store_true", help="do not build packages")
    options = parser.parse_args()
    made = generate(options.into, description(options.url), builds=not options.types_only)
    print("\n".join(f"made {path}" for path in made))


def description(url: str | None) -> dict[str, Any]:
    """The API's description, of a site that runs or of this code."""
    if url:
        with urllib.request.urlopen(f"{url.rstrip('/')}/api/v2/openapi.json") as answer:  # noqa: S310 - named by hand
            return json.load(answer)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_core.settings.development")
    import django  # noqa: PLC0415 - only where no site is asked

    django.setup()
    from site_core.api.openapi import public_document  # noqa: PLC0415 - needs Django

    return public_document("http://localhost:8000")


def generate(folder: Path, described: dict[str, Any], *, builds: bool = True) -> list[Path]:
    """Write the types of both clients below a folder that has their sources, and build the packages.

    Without Node.js the one for TypeScript is left out.
    """
    made = [_python_types(folder / "python", described)]
    dist = folder / "dist"
    if builds:
        dist.mkdir(exist_ok=True)
        _run(
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"),
            *("--no-deps", "--no-build-isolation", "--wheel-dir", str(dist), "."),
            folder=folder / "python",
        )
    if shutil.which("node") is None or not NODE_MODULES.exists():
        print("Node.js is not installed: the client for TypeScript is left out.", file=sys.stderr)
    else:
        made.append(_typescript(folder / "typescript", described))
        if builds:
            _run("npm", "pack", "--silent", "--pack-destination", str(dist), folder=made[-1])
    return [*made, *sorted(dist.glob("*"))] if builds else made


def _python_types(folder: Path, described: dict[str, Any]) -> Path:
    """Dictionaries with types (``TypedDict``): nothing is copied, and a new member does no harm."""
    renamed = folder / "openapi.json"
    renamed.write_text(json.dumps(_with_python_names(described)), encoding="utf-8")
    target = folder / "src" / "liaison_client" / "models.py"
    _run(
        *(str(Path(sys.executable).parent / "datamodel-codegen"), "--input", str(renamed)),
        *("--output", str(target), "--input-file-type", "openapi", "--openapi-scopes", "schemas"),
        *("--output-model-type", "typing.TypedDict", "--target-python-version", "3.12"),
        *("--formatters", "builtin", "--disable-timestamp", "--use-schema-description"),
        folder=folder,
    )
    renamed.unlink()
    return target


def _with_python_names(value: Any) -> Any:
    """The description with names of schemas that Python takes: ``relations.ArticlePage`` has a full stop."""
    if isinstance(value, dict):
        schemas = value.get("schemas")
        named = {key: _with_python_names(item) for key, item in value.items()}
        if isinstance(schemas, dict):
            named["schemas"] = {
                _name(key): _with_python_names(item) for key, item in schemas.items()
            }
        return named
    if isinstance(value, list):
        return [_with_python_names(item) for item in value]
    if isinstance(value, str) and value.startswith(_REFERENCE):
        return _REFERENCE + _name(value.removeprefix(_REFERENCE))
    return value


def _name(schema: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[._]", schema))


def _typescript(folder: Path, described: dict[str, Any]) -> Path:
    """The types, and the client compiled to ``dist/``."""
    source = folder / "openapi.json"
    source.write_text(json.dumps(described), encoding="utf-8")
    tools = NODE_MODULES / ".bin"
    types = folder / "src" / "api.ts"
    _run(str(tools / "openapi-typescript"), str(source), "-o", str(types), folder=folder)
    source.unlink()
    _run(str(tools / "tsc"), folder=folder)
    return folder


def _run(*command: str, folder: Path) -> None:
    ended = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    if ended.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{ended.stdout}{ended.stderr}")


if __name__ == "__main__":
    main()
