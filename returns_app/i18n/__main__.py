"""`python -m returns_app.i18n`: bring the catalogs up to date; `--check`: only say what is wrong with them.

`python -m returns_app.i18n fr` begins a catalog for another language.
"""

import argparse
import sys

from returns_app.i18n.catalogs import FOLDER
from returns_app.i18n.extraction import computed_messages, extract, problems, update


def main() -> int:
    """Update or check. The exit status is 0 when every catalog is complete."""
    parser = argparse.ArgumentParser(prog="python -m returns_app.i18n", description=__doc__.splitlines()[0])
    parser.add_argument("languages", nargs="*", help="codes of languages to begin, like fr")
    parser.add_argument("--check", action="store_true", help="change nothing")
    wish = parser.parse_args()
    source = extract()
    if not wish.check:
        for path in [*FOLDER.glob("*.po"), *(FOLDER / f"{code}.po" for code in wish.languages)]:
            update(path, source)
    found = [*problems(source), *(f"not a literal: {place}" for place in computed_messages())]
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
