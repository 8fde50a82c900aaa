"""The process that reads one document: its limits first, then the reader, then what it proposes.

The document is its standard input, and its standard output what came of it.
"""

import gc
import os
import resource
import sys

import msgspec

from auditrack.intake.apart import ANSWER_BYTES, MEMORY_BYTES, OUT_OF_MEMORY, REFUSED, SECONDS
from auditrack.model.change import RefusedError

_FILES = 64


def main() -> int:
    """Read the document that stands in standard input; the exit code says how it went."""
    limit_this_process()
    gc.disable()  # it ends soon, and its memory is limited
    form, name = sys.argv[1:3]
    data = sys.stdin.buffer.read()
    try:
        code, said = 0, msgspec.json.encode(_made(form, data, name))
    except RefusedError as refused:
        code, said = REFUSED, msgspec.json.encode(refused.refusal)
    except (MemoryError, RecursionError):
        return OUT_OF_MEMORY
    with open(1, "wb", closefd=False) as answer:
        answer.write(said)
    return code


def _made(form: str, data: bytes, name: str) -> object:
    if form == "sheet":
        from auditrack.intake.sheets.workbook import read_workbook

        return read_workbook(data, name)
    if form == "returned":
        from auditrack.intake.returned.word import read_paper

        return read_paper(data, name)
    if form == "disclosed":
        from auditrack.intake.disclosed import answer_of

        return answer_of(data, name)
    from auditrack.intake.reading import read_here

    return read_here(form, data, name)


def limit_this_process() -> None:
    """Set the most memory, time, files and bytes written that reading a document may take."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    _limit(resource.RLIMIT_CPU, SECONDS)
    _limit(resource.RLIMIT_FSIZE, ANSWER_BYTES)
    _limit(resource.RLIMIT_NOFILE, _FILES)


def _limit(what: int, most: int) -> None:
    """Set a limit; one that is lower already stays."""
    soft, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    if soft == resource.RLIM_INFINITY or most < soft:
        resource.setrlimit(what, (most, hard))


if __name__ == "__main__":
    code = main()
    os._exit(code)  # nothing is left to tidy, and a library's way out may fail
