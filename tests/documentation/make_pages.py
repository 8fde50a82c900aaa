"""Makes the reference pages anew: `python -m tests.documentation.make_pages`.

Words that a person wrote below a part that is no more are printed, so that they can be kept. Where
a person has yet to write something, the tests of this folder say where.
"""

import os
import tempfile
from pathlib import Path

from auditrack.demonstration import make_demonstration
from tests.documentation.blocks import ROOT
from tests.documentation.making import lost, of_today
from tests.documentation.reference import pages


def main() -> None:
    """Write every page that is not today's."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        board = Path(folder) / "board"
        make_demonstration(board)
        for page in pages(board):
            for key, words in lost(page).items():
                if words:
                    print(f"{page.path}: no longer there: {key}. Below it stood:\n{words}\n")
            today = of_today(page)
            if not page.path.exists() or page.path.read_text(encoding="utf-8") != today:
                page.path.parent.mkdir(parents=True, exist_ok=True)
                page.path.write_text(today, encoding="utf-8")
                print(f"made anew: {page.path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
