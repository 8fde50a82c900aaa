"""`check`: what is missing, stale or contradictory."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby, takewhile
from operator import attrgetter

from auditrack.cli import output
from auditrack.cli.door import Door, single, verb

app = single()


@verb(app, "check", "What is missing, stale or contradictory.")
def check(door: Door) -> None:
    """List what the record does not say yet; quiet about what the board has not begun to use."""
    from auditrack.views.checks import checks

    found = checks(door.records, door.today)
    if door.json:
        output.print_json([asdict(one) for one in found])
        return
    if not found:
        output.say("Nothing is missing from what this board has begun to record.")
    for title, alike in groupby(found, key=attrgetter("title")):
        texts: dict[str, list[str]] = {}
        for one in alike:
            texts.setdefault(one.ref, []).append(one.text)
        output.line(f"{title} ({len(texts)})")
        for ref, said in texts.items():
            output.print_wrapped(f"{ref}: {_together(said)}", "  ", hanging="      ")
    _say_what_is_offered(door)


def _say_what_is_offered(door: Door) -> None:
    """How many boards of this database offer themes that are newer than what is on record."""
    from auditrack.views.offered import newer_themes
    from auditrack.views.wording import counted

    if boards := newer_themes(door.register):
        offer = "offers" if boards == 1 else "offer"
        output.say(
            f"{counted(boards, 'board')} {offer} newer themes. Take them in with: "
            "auditrack exchange take --offered"
        )


def _together(texts: Sequence[str]) -> str:
    """Several sentences about one record as one: what they share is said once."""
    words = [text.split() for text in dict.fromkeys(texts)]
    if len(words) == 1:
        return texts[0]
    before = _alike(words)
    after = _alike([one[before:][::-1] for one in words])
    own = [" ".join(one[before : len(one) - after]) for one in words]
    shared = words[0]
    said = [*shared[:before], "; ".join(own), *shared[len(shared) - after :]]
    return " ".join(said)


def _alike(lists: Sequence[Sequence[str]]) -> int:
    """How many words all of them begin with."""
    columns = zip(*lists, strict=False)
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))
