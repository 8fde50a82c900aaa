"""A meeting at 10,000 recommendations: its agenda, each decision, and the minutes at its end."""

import time
from itertools import islice

import measuring
import pytest
import standard

from auditrack.commands.action import ExtendAction
from auditrack.commands.meeting import EndMeeting, NotePresent, StartMeeting
from auditrack.commands.meeting_decision import DecideInMeeting
from auditrack.commands.run import run
from auditrack.model.change import Actor, Saved
from auditrack.register import open_register
from auditrack.reports.minutes import render_minutes
from auditrack.views.agenda import agenda, marked
from auditrack.views.minutes import minutes

pytestmark = pytest.mark.benchmark

AGENDA = 2
MINUTES = 1
ITEMS = 30
NOT_SLOWER = 1.25
"""A decision in a meeting writes its item too: what it may take beside the one that does not."""


def test_meeting(figure, standard_copy, calibration):
    register = open_register(standard_copy(10_000), Actor("chair", 1001, "local"))
    today = standard.TODAY

    def saved(command):
        answer = run(register, command, today=today)
        assert isinstance(answer, Saved), str(answer)
        return answer

    with register:
        saved(StartMeeting(chair="Independent Chair", title="Autumn"))
        saved(NotePresent("mtg-1", ("Named Nurse", "Police", "Clerk")))
        found = agenda(register, today, meeting="mtg-1")
        late = iter([item for item in found.items if item.kind == "overdue"])

        def outside():
            item = next(late)
            return saved(ExtendAction(item.ref, to="2027-06-01", why="The post is vacant."))

        def inside(item):
            reason, to = "The post is vacant.", "2027-06-01"
            command = DecideInMeeting(
                "mtg-1", item.ref, "extend", reason=reason, to=to, number=item.number
            )
            return saved(command)

        took = measuring.in_turns(
            agenda=lambda: agenda(register, today, meeting="mtg-1"),
            wall=lambda: agenda(register, today, meeting="mtg-1", projector=True),
            outside=outside,
            inside=lambda: inside(next(late)),
            calibration=calibration,
        )
        known = {item.get("on_ref") for item in register.select("meeting_items")}
        meeting = list(islice((item for item in found.items if item.ref not in known), ITEMS))
        began = time.perf_counter()
        for item in meeting:
            code = item.choices[-1].code
            saved(DecideInMeeting("mtg-1", item.ref, code, reason="So decided."))
            found = marked(register, found)
        each = (time.perf_counter() - began) / ITEMS
        saved(EndMeeting("mtg-1"))
        ended = time.perf_counter()
        document = render_minutes(minutes(register, "mtg-1"))
        written = time.perf_counter() - ended
        assert document[:2] == b"PK"
    figure.milliseconds("calibration: json.loads of the snapshot at 1,000", took["calibration"])
    figure.seconds("agenda of a meeting at 10,000", took["agenda"], AGENDA)
    figure.seconds("the same for a wall", took["wall"], AGENDA)
    figure.milliseconds("extending an action at 10,000", took["outside"])
    figure.ratio("in a meeting / outside one", took["inside"] / took["outside"], NOT_SLOWER)
    figure.milliseconds(f"a decision of {ITEMS} and the agenda marked again", each)
    figure.seconds("minutes of a meeting at 10,000, from its end", written, MINUTES)
