"""What the status words and colours of a board's trackers mean, as told once and remembered."""

from collections.abc import Mapping, Sequence
from typing import Final

from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.model.refs import slug
from auditrack.model.text import one_line
from auditrack.model.words import ACTION_STATES

TABLE: Final = "sheet_words"

MEANINGS: Final = (
    *(code for code in ACTION_STATES if code != "signed-off"),
    "off-track",
    "withdrawn",
    "nothing",
)
"""What a word may mean: a state, in progress and off track, withdrawn, or nothing about a state.

Nothing of a sheet is signed off: that takes a second person.
"""

_OFTEN: Mapping[str, str] = {
    "complete": "done",
    "completed": "done",
    "closed": "done",
    "achieved": "done",
    "finished": "done",
    "implemented": "done",
    "signed off": "done",
    "actioned": "done",
    "yes": "done",
    "on track": "in-progress",
    "ongoing": "in-progress",
    "underway": "in-progress",
    "under way": "in-progress",
    "started": "in-progress",
    "begun": "in-progress",
    "partially complete": "in-progress",
    "partly complete": "in-progress",
    "delayed": "off-track",
    "overdue": "off-track",
    "slipped": "off-track",
    "not begun": "not-started",
    "not yet started": "not-started",
    "not yet due": "not-started",
    "no": "not-started",
    "to do": "not-started",
    "open": "not-started",
    "on hold": "paused",
    "deferred": "paused",
    "embedded": "in-place",
    "deleted": "withdrawn",
    "unknown": "not-known",
    "n/a": "no-longer-relevant",
    "not applicable": "no-longer-relevant",
}
"""What a word often means: offered beside the question, never taken as the answer."""


def folded(said: str) -> str:
    """A word as words are compared: small letters, white space folded, no mark at its end."""
    return " ".join(said.casefold().split()).strip(" .:;!*-")


def of_fill(fill: str) -> str:
    """The words that a colour without words is told by: "amber fill"."""
    return f"{fill} fill"


def word_reference(said: str) -> str:
    """The reference that a word is remembered under."""
    return slug(folded(said)) or "word-" + "-".join(f"{ord(letter):x}" for letter in said[:20])


class Words:
    """What the words of a sheet mean: told now, remembered, or one of the register's own."""

    def __init__(self, records: Records, told: Mapping[str, str]) -> None:
        self.told = told
        self._remembered = {
            folded(str(one.get("said", ""))): str(one.get("means", ""))
            for one in records.select(TABLE)
            if not one.get("withdrawn_on")
        }
        self._own = {
            folded(one): code
            for code, word in ACTION_STATES.items()
            if code != "signed-off"
            for one in (code, word, code.replace("-", " "))
        } | {"off track": "off-track", "withdrawn": "withdrawn"}

    def means(self, said: str) -> tuple[str, str] | None:
        """What a word means and how that is known; None where it must be asked."""
        word = folded(said)
        if word in self.told:
            return self.told[word], "you said so"
        if self._remembered.get(word) in MEANINGS:
            return self._remembered[word], "remembered of this board"
        if word in self._own:
            return self._own[word], "the register's own word"
        return None

    def new(self) -> dict[str, str]:
        """What was told now and is not remembered so already."""
        return {said: to for said, to in self.told.items() if self._remembered.get(said) != to}


def often(said: str) -> str | None:
    """What a word often means, to be offered with the question."""
    return _OFTEN.get(folded(said))


def told_words(pairs: Sequence[str]) -> dict[str, str]:
    """What a person said of words, "Amber=in-progress", by folded word.

    Raises:
        RefusedError: a pair is none, or its meaning is not known (`bad-map`).
    """
    told: dict[str, str] = {}
    for pair in pairs:
        said, parted, typed = pair.rpartition("=")
        wanted = "-".join(folded(typed).replace("-", " ").split())
        means = next(
            (
                one
                for one in MEANINGS
                if wanted in (one, "-".join(ACTION_STATES.get(one, one).replace("-", " ").split()))
            ),
            None,
        )
        if not parted or not folded(said) or means is None:
            raise RefusedError(
                Refusal(
                    "bad-map",
                    f'"{one_line(pair)[:80]}" says of no word what it means.',
                    todo=f'Write --map "WORD=MEANING" with a meaning of {", ".join(MEANINGS)}.',
                )
            )
        told[folded(said)] = means
    return told
