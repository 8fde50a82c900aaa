"""Ways to set out recommendations that only Word has: merged cells, boxes, tables on their side."""

import pytest

from auditrack.intake.reading import read_here
from tests.intake.word_parts import (
    LISTS,
    abstract,
    cell,
    docx,
    level,
    listed,
    num,
    p,
    run,
    table,
)

HEADING = p("Recommendations", "heading1")
NUMBERED = LISTS + abstract(1, level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"))
NUMBERED += num(2, 1)
LABELLED = LISTS + abstract(1, level(0, "decimal", "Recommendation %1")) + num(2, 1)
BREAK = "<w:r><w:br/></w:r>"
ON = cell("", merged="continue")


def first(text):
    """A cell that goes on in the rows below it."""
    return cell(text, merged="restart")


def upright(label, text, action, lead, outcome):
    """A table on its side: what each row holds stands before it."""
    rows = [[label, text], ["Action", action], ["Lead agency", lead], ["Outcome", outcome]]
    return table(rows, header=False)


def text_box(inside):
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    return p(f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>")


def framed(inside):
    return table([[inside]], header=False)


# Name: the body, its lists, and (kind, label, group, theme, text, outcome) of each ticked item.
WAYS = {
    "merged plan": (
        table(
            [
                ["Ref", "Recommendation", "Action", "Lead", "Outcome"],
                [
                    first("1"),
                    first("The Partnership should refresh its guidance."),
                    "Redraft the guidance",
                    "Policy Subgroup",
                    first("Guidance is used"),
                ],
                [ON, ON, "Launch it", "Training Subgroup", ON],
            ]
        ),
        LISTS,
        [
            ("recommendation", "1", "Partnership", None,
             "The Partnership should refresh its guidance.", "Guidance is used"),
            ("action", None, "Policy Subgroup", None, "Redraft the guidance", "Guidance is used"),
            ("action", None, "Training Subgroup", None, "Launch it", "Guidance is used"),
        ],
    ),
    "finding over two rows": (
        table(
            [
                ["Finding", "Recommendation", "Agency"],
                [
                    first("Plans were not shared across the area."),
                    "Share each plan within five days.",
                    first("Oldbury Council"),
                ],
                [ON, "Audit whether plans are shared.", ON],
            ]
        ),
        LISTS,
        [
            ("finding", None, None, None, "Plans were not shared across the area.", None),
            ("recommendation", None, "Oldbury Council", None,
             "Share each plan within five days.", None),
            ("recommendation", None, "Oldbury Council", None,
             "Audit whether plans are shared.", None),
        ],
    ),
    "theme over two rows": (
        table(
            [
                ["Theme", "Recommendation", "Lead"],
                [first("Neglect"), "The Board should agree a tool for neglect.", "Chair"],
                [ON, "The Board should audit how it is used.", "Chair"],
            ]
        ),
        LISTS,
        [
            ("recommendation", None, "Board", "Neglect",
             "The Board should agree a tool for neglect.", None),
            ("recommendation", None, "Board", "Neglect",
             "The Board should audit how it is used.", None),
        ],
    ),
    "recommendations over the rows of their actions": (
        table(
            [
                ["Action", "Lead agency", "Date", "Outcome"],
                [cell("Recommendation 1: The Board should review its thresholds.", 4)],
                ["Convene a group", "Fir Council", "May", "Thresholds are known"],
                [cell("Recommendation 2: The Board should audit attendance.", 4)],
                ["Report attendance", "Fir NHS Trust", "June", ""],
            ]
        ),
        LISTS,
        [
            ("recommendation", "Recommendation 1", "Board", None,
             "The Board should review its thresholds.", None),
            ("action", None, "Fir Council", None, "Convene a group", "Thresholds are known"),
            ("recommendation", "Recommendation 2", "Board", None,
             "The Board should audit attendance.", None),
            ("action", None, "Fir NHS Trust", None, "Report attendance", None),
        ],
    ),
    "a title over the table and agencies over its rows": (
        table(
            [
                [cell("Multi-agency action plan for the review of Child Sedge", 3)],
                ["No", "Recommendation", "Outcome"],
                [cell("Oldbury Police", 3)],
                ["1", "Officers should record all children in the home.", "Risk is seen"],
                [cell("Oldbury NHS Trust", 3)],
                ["1", "Ward staff should ask about other children.", ""],
            ]
        ),
        LISTS,
        [
            ("recommendation", "1", "Oldbury Police", None,
             "Officers should record all children in the home.", "Risk is seen"),
            ("recommendation", "1", "Oldbury NHS Trust", None,
             "Ward staff should ask about other children.", None),
        ],
    ),
    "a table on its side": (
        upright("Recommendation 1", "The Board should review its thresholds.", "Convene a group",
                "Oldbury Council", "Thresholds are known")
        + p()
        + upright("Recommendation 2:", "Oldbury NHS Trust should audit letters.", "None", "", ""),
        LISTS,
        [
            ("recommendation", "Recommendation 1", "Board", None,
             "The Board should review its thresholds.", "Thresholds are known"),
            ("action", None, "Oldbury Council", None, "Convene a group", "Thresholds are known"),
            ("recommendation", "Recommendation 2", "Oldbury NHS Trust", None,
             "Oldbury NHS Trust should audit letters.", None),
        ],
    ),
    "a table on its side under its recommendation": (
        table(
            [
                [cell("Recommendation 1: The Board should review its thresholds.", 2)],
                ["Action", "Convene a group"],
                ["Lead", "Oldbury Council"],
                ["Outcome", "Thresholds are known"],
            ],
            header=False,
        ),
        LISTS,
        [
            ("recommendation", "Recommendation 1", "Board", None,
             "The Board should review its thresholds.", "Thresholds are known"),
            ("action", None, "Oldbury Council", None, "Convene a group", "Thresholds are known"),
        ],
    ),
    "a table on its side under its label": (
        p("Recommendation 4", "heading2")
        + table([["Recommendation", "The Board should act."], ["Lead", "Chair"]], header=False),
        LISTS,
        [("recommendation", "Recommendation 4", "Board", None, "The Board should act.", None)],
    ),
    "numbers of a list in the first column": (
        table(
            [
                [p("", "", listed(2)), "The Board should act on what it was told."],
                [p("", "", listed(2)), "The Board should test whether it did."],
            ],
            header=False,
        ),
        NUMBERED,
        [
            ("recommendation", "1", "Board", None, "The Board should act on what it was told.",
             None),
            ("recommendation", "2", "Board", None, "The Board should test whether it did.", None),
        ],
    ),
    "labels in a column without a heading": (
        table(
            [
                ["", "Recommendation", "Who"],
                [p(run("R1", "b")), "The Board should see them.", "LSCB"],
            ]
        )
        + p()
        + table([["Recommendation 2", "Agency"], ["Tell the new area.", "Oldbury Council"]]),
        LISTS,
        [
            ("recommendation", "R1", "LSCB", None, "The Board should see them.", None),
            ("recommendation", "Recommendation 2", "Oldbury Council", None,
             "Tell the new area.", None),
        ],
    ),
    "several in one cell": (
        table(
            [
                ["Agency", "Recommendations"],
                [
                    p("Oldbury Police") + p("Oldbury Council"),
                    p("1. Officers should record all children.") + p("2. The force should audit "
                                                                      "referrals."),
                ],
                [
                    "Oldbury NHS Trust",
                    p("Ward staff should ask.", "ListBullet")
                    + p("The named nurse should review admissions.", "ListBullet"),
                ],
            ]
        ),
        LISTS,
        [
            ("recommendation", "1", "Oldbury Police; Oldbury Council", None,
             "Officers should record all children.", None),
            ("recommendation", "2", "Oldbury Police; Oldbury Council", None,
             "The force should audit referrals.", None),
            ("recommendation", None, "Oldbury NHS Trust", None, "Ward staff should ask.", None),
            ("recommendation", None, "Oldbury NHS Trust", None,
             "The named nurse should review admissions.", None),
        ],
    ),
    "a frame in the analysis": (
        p("Analysis", "heading1")
        + p("Nobody saw the child alone for months.")
        + framed(
            p(run("Recommendation 1", "b"))
            + p("Oldbury Council should tell the new area within two days.")
            + p("This must include:")
            + p("schools", "ListBullet")
        )
        + p("The family then moved away from the area."),
        LISTS,
        [
            ("recommendation", "Recommendation 1", "Oldbury Council", None,
             "Oldbury Council should tell the new area within two days. This must include:\n"
             "- schools", None),
        ],
    ),
    "labels in frames over their text": (
        framed(p(run("Recommendation 1", "b")))
        + p("The Board should see them.")
        + framed(p(run("Recommendation 2: Moves", "b")))
        + p("Oldbury Council should tell the new area, with")
        + p("the reasons", "ListBullet"),
        LISTS,
        [
            ("recommendation", "Recommendation 1", "Board", None, "The Board should see them.",
             None),
            ("recommendation", "Recommendation 2", "Oldbury Council", "Moves",
             "Oldbury Council should tell the new area, with\n- the reasons", None),
        ],
    ),
    "text boxes among the findings": (
        p("Findings", "heading1")
        + p("Nobody saw the child alone for months.")
        + text_box(p("Recommendation 1: The Partnership should test whether they are seen."))
        + p("The family moved.")
        + text_box(p("Recommendation 2") + p("Oldbury Council should tell the new area.")),
        LISTS,
        [
            ("recommendation", "Recommendation 1", "Partnership", None,
             "The Partnership should test whether they are seen.", None),
            ("recommendation", "Recommendation 2", "Oldbury Council", None,
             "Oldbury Council should tell the new area.", None),
        ],
    ),
    "labels of a list over their topics": (
        p("Hidden men", "heading2", listed(2))
        + p("The Partnership should ask who lives in the home.")
        + p("Moves", "heading2", listed(2))
        + p("The Council should tell the new area."),
        LABELLED,
        [
            ("recommendation", "Recommendation 1", "Partnership", "Hidden men",
             "The Partnership should ask who lives in the home.", None),
            ("recommendation", "Recommendation 2", "Council", "Moves",
             "The Council should tell the new area.", None),
        ],
    ),
    "a list with parts": (
        p("The Board should ensure that:", "", listed(2))
        + p("plans are shared;", "", listed(2, 1))
        + p("plans are tested.", "", listed(2, 1))
        + p("Oldbury Council should review its offer.", "", listed(2)),
        NUMBERED,
        [
            ("recommendation", "1", "Board", None,
             "The Board should ensure that:\n- plans are shared;\n- plans are tested.", None),
            ("recommendation", "2", "Oldbury Council", None,
             "Oldbury Council should review its offer.", None),
        ],
    ),
    "typed line breaks": (
        p(run("Recommendation 1", "b") + BREAK + run("The Board should test:") + BREAK
          + run("- one thing") + BREAK + run("- another thing")),
        LISTS,
        [
            ("recommendation", "Recommendation 1", "Board", None,
             "The Board should test:\n- one thing\n- another thing", None),
        ],
    ),
    "tracked and inserted": (
        p(f"<w:ins>{run('Recommendation 1: The Board should act.')}</w:ins>")
        + p(run("Recommendation 2: The Board should ")
            + "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>" + run("test.")),
        LISTS,
        [
            ("recommendation", "Recommendation 1", "Board", None, "The Board should act.", None),
            ("recommendation", "Recommendation 2", "Board", None, "The Board should test.", None),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WAYS)
def test_a_way_to_set_out_recommendations_in_word(name):
    body, lists, expected = WAYS[name]
    ahead = "" if "Analysis" in body or "Findings" in body else HEADING
    proposals = read_here("word", docx(ahead + body, numbering=lists), "review.docx")
    found = [
        (item.kind, item.label, item.group, item.theme, item.text, item.outcome)
        for item in proposals.ticked
    ]
    assert found == expected
