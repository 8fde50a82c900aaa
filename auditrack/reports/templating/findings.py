"""What is found in a template: each thing in a sentence, with where it stands."""

from typing import Literal

import msgspec

from auditrack.model.change import Refusal, RefusedError

NOT_WRITTEN = "No report was written; an earlier file is untouched."

Severity = Literal["error", "warning", "note"]


class Finding(msgspec.Struct, frozen=True):
    """One thing about a template.

    Attributes:
        code: a stable name for scripts.
        severity: "error" where a report over it is refused; "warning" where a report would be
            less than it should be; "note" for what is good to know.
        message: the rest of a sentence that begins with the template's name: "holds {{x}}, which
            auditrack does not know".
        where: the part and the words nearest to it, "" where it is of the whole file.
        todo: what to do about it.
    """

    code: str
    severity: Severity
    message: str
    where: str = ""
    todo: str = ""

    @property
    def sentence(self) -> str:
        """The whole sentence, of the template as "it"."""
        return f"It {self.message}."


class UnfitError(RefusedError):
    """A template over which no report is written, with what was found."""

    def __init__(self, refusal: Refusal, finding: Finding) -> None:
        super().__init__(refusal)
        self.finding = finding


def refuse(name: str, found: Finding, further: int = 0) -> UnfitError:
    """The refusal to write over a template with that error, and so many others."""
    where = f" ({found.where})" if found.where else ""
    more = (
        f' "auditrack report lint" names {further} more.'
        if further > 1
        else ' "auditrack report lint" names one more.'
        if further
        else ""
    )
    return UnfitError(
        Refusal(
            found.code,
            f"The template {name} {found.message}{where}.{more}",
            safe=NOT_WRITTEN,
            todo=found.todo or None,
        ),
        found,
    )
