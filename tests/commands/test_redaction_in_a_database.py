"""An erasure in a database leaves the words and the file in no row of any of its tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditrack.commands.board import InitialiseBoard
from auditrack.commands.evidence import AddEvidence
from auditrack.commands.recommendation import AddRecommendation
from auditrack.commands.redaction import AskRedaction, confirm_redaction
from auditrack.commands.review import AddReview
from auditrack.model.change import Saved
from tests.commands.conftest import TODAY, Desks

NAME = "Petra Nobody"


@pytest.fixture
def held(postgresql, state_home) -> Iterator[tuple[Desks, list[tuple]]]:
    """Desks at an organisation, and a look into everything that the database holds."""
    database = postgresql.new_database()
    desks = Desks(f"{postgresql.url(database)}&organisation=fernshire")  # type: ignore[arg-type]
    desks.saved(InitialiseBoard("Fernshire Board", records_complete_from="2020"))

    def everything() -> str:
        tables = postgresql.psql(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'auditrack'", database=database
        )
        rows = [postgresql.psql(f"SELECT t::text FROM auditrack.{name} t", database=database)
                for (name,) in tables]  # fmt: skip
        return "\n".join(str(row) for table in rows for row in table)

    yield desks, everything
    desks.close()
    postgresql.drop(database)


def test_words_and_file_are_gone_and_the_rest_stands(held, tmp_path: Path):
    desks, everything = held
    desks.saved(AddReview("child-m", "Child M"))
    ref = desks.made(AddRecommendation("child-m", f"Ask {NAME} to share records.", label="1"))
    scan = tmp_path / f"{NAME}.txt"
    scan.write_text(f"Minutes about {NAME}")
    evidence = desks.made(AddEvidence((ref,), "Minutes", 1, file=scan))
    content = scan.read_bytes().hex()
    assert NAME in everything() and content in everything()
    for of, field in ((ref, "text"), (evidence, "file")):
        asked = desks.saved(AskRedaction(of, field, why="names a child"))
        answer = confirm_redaction(desks.of("second"), str(asked.entry.number), today=TODAY)
        assert isinstance(answer, Saved), str(answer)
    said = everything()
    assert NAME not in said and NAME.casefold() not in said and content not in said
    assert desks.of().verify().ok and not desks.of().kept.names()
    assert desks.get("evidence", evidence)["shows"] == "Minutes"
    assert desks.get("recommendations", ref)["text"].startswith("redacted")
