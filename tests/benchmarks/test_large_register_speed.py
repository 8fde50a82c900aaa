"""A national register in PostgreSQL: what grows with its size, each figure beside that at 10,000.

Measured at 1,000 and 10,000; at 100,000 with --large-register, which takes some twenty minutes.
The last row of the table is calculated: 10 million recommendations as 100 organisations of 100,000.
"""

import json
import math
import os
import select
import statistics
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import measuring
import pytest
import standard
from sitting import Sitting, sitting
from standard_database import load_standard

from auditrack.model.change import Actor, Refusal, Transaction, Update
from auditrack.register import open_register
from tests import postgresql_server

pytestmark = pytest.mark.benchmark

FULL = ("recommendations from", "Help")
TYPED = "harm"
SCREENS = 5
SAVES = 60
MOST_SECONDS = 900.0
BESIDE = 10_000
ORGANISATIONS = (1, 10)
LARGEST = 100_000
ALL = 10_000_000
PAGE = 8_192


@dataclass
class Size:
    """What was measured at one size."""

    recommendations: int
    url: str
    figures: dict[str, float] = field(default_factory=dict)


@pytest.fixture(scope="module")
def server():
    why_not = postgresql_server.missing()
    if why_not:
        pytest.skip(why_not)
    with postgresql_server.Server() as server:  # as durable as in production
        yield server


def _command(url: str, *words: str) -> list[str]:
    as_at = ["--as-at", standard.TODAY.isoformat()]
    return [measuring.installed("auditrack"), "--register", url, *as_at, *words]


def test_growth_by_size(figure, server, standard_register, tmp_path, monkeypatch, request):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    many = [1_000, BESIDE]
    if request.config.getoption("large_register"):
        many.append(LARGEST)
    sizes = []
    for recommendations in many:
        database = server.new_database()
        load_standard(standard_register(recommendations), server.url(database), "anyshire")
        sizes.append(Size(recommendations, server.url(database)))
    server.psql("CHECKPOINT")
    screens = measuring.moments_in_turns(
        SCREENS,
        **{f"s{size.recommendations}": measuring.on_screen(_command(size.url), FULL)
           for size in sizes},
    )  # fmt: skip
    for size in sizes:
        size.figures["screen"] = screens[f"s{size.recommendations}"][0]
        _sit(size)
        _judge(size, tmp_path)
        for name, words in _SHOWN.items():
            seconds, held, out = _run(size, tmp_path, *words)
            size.figures[name], size.figures[f"{name} held"] = seconds, held
            assert out.strip(), name
        _weigh(size, server)
    for size, seconds in zip(sizes, _saves(*(size.url for size in sizes)), strict=True):
        size.figures["save"] = seconds
    beside = next(size for size in sizes if size.recommendations == BESIDE)
    for size in sizes:
        if size is beside:
            continue
        grown = size.recommendations / BESIDE
        linear = max(grown, 1) * 1.3  # what is linear, and what a machine's noise adds
        for name, said, limit in _MEASURED:
            figure.ratio(
                f"{said}: {size.recommendations:,} / {BESIDE:,}",
                size.figures[name] / beside.figures[name],
                None if size.recommendations < BESIDE else linear if limit is None else limit,
            )
    figure.lines(_table(sizes))


_MEASURED = (
    ("screen", "first full screen", 1.5),
    ("list", "register's list, first rows", 1.5),
    ("key", "filter keystroke to its rows", 1.5),
    ("held", "memory of the app with its list open", 1.5),
    ("save", "save", 1.5),
    ("whole", "filter to its exact count", None),
    ("judged", "positions, command from start to end", None),
    ("judging", "memory of what judges positions", None),
    ("disk", "bytes of the database", None),
    ("rec", "a recommendation's page, as a command", None),
    ("theme", "a theme's page, as a command", None),
    ("filtered", "rec list with a filter, practice told", None),
    ("page", "Enter to a recommendation's page in the app", None),
    ("page held", "memory of the app with that page open", 1.7),
    ("theme held", "memory of the command that shows a theme", None),
)

ASKED = f"{standard.review_ref(9)}/7"
_SHOWN = {
    "rec": ("rec", "show", ASKED),
    "theme": ("theme", "show", "supervision_oversight"),
    "filtered": ("rec", "list", f"review:{standard.review_ref(9)} supervision"),
}


def _sit(size: Size) -> None:
    """Open the list and type a filter, as one does who looks for something."""
    with sitting(_command(size.url)) as sat:
        sat.drawn(FULL[0])
        size.figures["list"] = _until(sat, b"r", ">child-")
        _until(sat, b"", f"{size.recommendations:,} recommendations")
        _until(sat, b"/", "Type to narrow")
        taken = []
        for end in range(1, len(TYPED) + 1):
            said = f'"{TYPED[:end]}"'
            taken.append(_until(sat, TYPED[end - 1].encode(), said))
        start = time.perf_counter()
        _until(sat, b"", f" of {size.recommendations:,} recommendations", before=True)
        size.figures["key"] = statistics.median(taken)
        size.figures["whole"] = time.perf_counter() - start + taken[-1]
        size.figures["held"] = sat.peak()
    with sitting(_command(size.url)) as sat:
        sat.drawn(FULL[0])
        _until(sat, b"r", ">child-")
        _until(sat, b"", f"{size.recommendations:,} recommendations")
        size.figures["page"] = _until(sat, b"\r", "What was asked")
        size.figures["page held"] = sat.peak()


def _until(sat: Sitting, keys: bytes, word: str, before: bool = False) -> float:
    """Seconds from some keys until a word is drawn; `before`: it may have been drawn by now."""
    if not before:
        sat._received = b""
    start = time.perf_counter()
    if keys:
        os.write(sat.terminal, keys)
    while word not in sat.words():
        left = MOST_SECONDS - (time.perf_counter() - start)
        assert left > 0 and select.select([sat.terminal], [], [], left)[0], f"never drawn: {word}"
        sat._received += os.read(sat.terminal, 65536)
    return time.perf_counter() - start


def _judge(size: Size, tmp_path: Path) -> None:
    """Where every theme stands, by the command as installed: its time and its memory."""
    seconds, held, out = _run(size, tmp_path, "theme", "positions", "--json")
    size.figures["judged"], size.figures["judging"] = seconds, held
    assert len(json.loads(out)) >= 40


def _run(size: Size, tmp_path: Path, *words: str) -> tuple[float, float, str]:
    """The seconds, the most bytes held and the output of a command as installed."""
    out = tmp_path / "output"
    start = time.perf_counter()
    pid = os.posix_spawn(
        measuring.installed("auditrack"),
        _command(size.url, *words),
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)],
    )
    peak = 0
    while not (ended := os.waitpid(pid, os.WNOHANG))[0]:
        peak = max(peak, _peak(pid))
        time.sleep(0.02)
    taken = time.perf_counter() - start
    assert ended[1] == 0, words
    return taken, peak, out.read_text(encoding="utf-8")


def _peak(pid: int) -> int:
    """The most bytes that a process has held so far; none of one that has ended."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def _saves(*urls: str) -> list[float]:
    """The median seconds of a save in each of some registers, taken in turns."""
    taken: dict[str, list[float]] = {url: [] for url in urls}
    with ExitStack() as stack:
        each = {
            url: stack.enter_context(open_register(url, Actor("officer", 1000))) for url in urls
        }
        for number in range(SAVES):
            ref = f"{standard.review_ref(number % 20)}/1"
            for url, register in each.items():
                start = time.perf_counter()
                saved = register.transact(_edit(ref, number))
                taken[url].append(time.perf_counter() - start)
                assert not isinstance(saved, Refusal), saved
    return [statistics.median(seconds[5:]) for seconds in taken.values()]


def _edit(ref: str, number: int):
    def build(records):
        document = records.get("recommendations", ref)
        changed = {"outcome": f"As agreed at meeting {number}, {time.monotonic_ns()}."}
        return Transaction("rec edit", (Update("recommendations", ref, changed, document["rev"]),))

    return build


def _weigh(size: Size, server) -> None:
    database = size.url.split("/")[3].split("?")[0]
    size.figures["disk"] = server.psql("SELECT pg_database_size(%s)", database)[0][0]
    for name, index in (("rows", "documents_pkey"), ("pages", "documents_pkey")):
        column = "reltuples" if name == "rows" else "relpages"
        found = server.psql(
            f"SELECT {column} FROM pg_class WHERE relname = %s", index, database=database
        )
        size.figures[name] = float(found[0][0])


def _depth(rows: float, a_page: float) -> int:
    """Pages from the top of an index to an entry, where a page holds so many."""
    return max(math.ceil(math.log(max(rows, 2)) / math.log(a_page)), 1)


def _table(sizes: list[Size]):
    """Growth by size, and the row that is calculated."""
    head = ("Recommendations", "screen", "list", "key", "count", "save", "positions", "app",
            "judging", "database", "index pages to a record")  # fmt: skip
    rows = [head]
    for size in sizes:
        got = size.figures
        a_page = got["rows"] / got["pages"]
        rows.append((
            f"{size.recommendations:,}",
            *(f"{got[name]:.2f} s" for name in ("screen", "list", "key", "whole")),
            f"{got['save'] * 1000:.1f} ms",
            f"{got['judged']:.1f} s",
            *(f"{got[name] / 1e6:,.0f} MB" for name in ("held", "judging", "disk")),
            str(_depth(got["rows"], a_page)),
        ))  # fmt: skip
    last = sizes[-1]
    got = last.figures
    organisations = ALL // last.recommendations
    a_page = got["rows"] / got["pages"]
    rows.append((
        f"{ALL:,} *",
        *(f"{got[name]:.2f} s" for name in ("screen", "list", "key", "whole")),
        f"{got['save'] * 1000:.1f} ms",
        f"{got['judged']:.1f} s",
        *(f"{got[name] / 1e6:,.0f} MB" for name in ("held", "judging")),
        f"{got['disk'] * organisations / 1e9:,.0f} GB",
        str(_depth(got["rows"] * organisations, a_page)),
    ))  # fmt: skip
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    yield from ("  ".join(f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True))
                for row in rows)  # fmt: skip
    yield (
        f"* calculated: {organisations:,} organisations of {last.recommendations:,}. What an "
        "organisation's client waits for and holds is its own, since every key and index begins "
        "with the organisation; the bytes are times the organisations, the pages to a record from "
        f"{a_page:,.0f} entries a page, and there are {organisations:,} rows of heads."
    )


def test_growth_by_organisations(figure, server, standard_register, request):
    """The same register beside others in one database: each has its own turn to write."""
    several = [*ORGANISATIONS, 100] if request.config.getoption("large_register") else ORGANISATIONS
    database = server.new_database()
    url = server.url(database)
    made, saves, finds = 0, {}, {}
    for many in several:
        while made < many:
            load_standard(standard_register(1_000), url, f"board-{made + 1}")
            made += 1
        one = server.url(database, organisation="board-1")
        (saves[many],) = _saves(one)
        finds[many] = _finds(one)
        size = server.psql("SELECT pg_database_size(%s)", database)[0][0]
        figure.milliseconds(f"save, 1 of {many} organisations", saves[many])
        figure.milliseconds(f"first 40 rows of a filter, 1 of {many} organisations", finds[many])
        figure.plain(f"MB of the database with {many} organisations of 1,000", size / 1e6)
    first, last = several[0], several[-1]
    figure.ratio(f"save, {last} organisations / {first}", saves[last] / saves[first], 1.5)
    figure.ratio(f"rows, {last} organisations / {first}", finds[last] / finds[first], 1.5)


def _finds(url: str) -> float:
    from auditrack.views.paged_rows import FIRST, PagedRows
    from auditrack.views.row_filter import RowFilter

    taken = []
    with open_register(url, read_only=True) as register:
        for _ in range(9):
            start = time.perf_counter()
            rows = PagedRows(register, standard.TODAY)
            assert rows.read(rows.begin(RowFilter.parse(TYPED))[:FIRST])
            taken.append(time.perf_counter() - start)
    return statistics.median(taken[2:])
