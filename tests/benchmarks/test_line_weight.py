"""What a key costs on a slow line: bytes sent to an 80x24 terminal, and the time they take."""

import os
import select
import statistics
import time

import measuring
import pytest
import standard
from sitting import sitting

pytestmark = pytest.mark.benchmark

_QUIET = 0.25
_TIMES = 9


class Line:
    """A terminal that counts what each key makes the app send."""

    def __init__(self, sat) -> None:
        self._sat = sat

    def key(self, keys: bytes, quiet: float = _QUIET) -> tuple[int, float]:
        """The bytes that came after a key, and the seconds to the last of them."""
        start = last = time.perf_counter()
        os.write(self._sat.terminal, keys)
        sent = 0
        while select.select([self._sat.terminal], [], [], quiet)[0]:
            sent += len(os.read(self._sat.terminal, 65536))
            last = time.perf_counter()
        return sent, last - start

    def several(self, keys: bytes) -> tuple[float, float]:
        """The median bytes and seconds of a key pressed several times."""
        taken = [self.key(keys) for _ in range(_TIMES)]
        return (
            statistics.median(sent for sent, _ in taken),
            statistics.median(seconds for _, seconds in taken),
        )


def test_what_a_key_costs(figure, standard_copy, calibration):
    path = str(standard_copy(10_000))
    command = [measuring.installed("auditrack"), "--register", path]
    command += ["--as-at", standard.TODAY.isoformat()]
    took = measuring.in_turns(calibration=calibration)
    with sitting(command) as sat:
        sat.drawn("Overdue: ")
        sat.quiet(2.0)
        line = Line(sat)
        idle, _ = line.key(b"", quiet=5.0)
        line.key(b"r", quiet=2.0)
        moved, to_move = line.several(b"\x1b[B")
        scrolled, _ = line.several(b"\x1b[6~")
        opened, _ = line.key(b"\r", quiet=2.0)
        back, _ = line.key(b"\x1b", quiet=2.0)
        line.key(b"/", quiet=1.0)
        filtered = [line.key(letter.encode(), quiet=1.0)[1] for letter in "neglect"]
    calibrated = took["calibration"]
    figure.milliseconds("calibration: json.loads of the snapshot at 1,000", calibrated)
    figure.plain("bytes of an idle screen in 5 s", idle, 0)
    figure.plain("bytes of a cursor move", moved, 700)
    figure.plain("bytes of a page of scrolling", scrolled, 8_000)
    figure.plain("bytes of opening a page", opened, 18_000)
    figure.plain("bytes of going back", back, 22_000)
    figure.milliseconds("key to last byte, cursor move at 10,000 (goal 15 ms)", to_move)
    figure.milliseconds(
        "key to last byte, filter keystroke at 10,000 (goal 50 ms)", statistics.median(filtered)
    )
