"""`report`: Word reports from the register, each recorded before it is in place."""

from pathlib import Path
from typing import Annotated

import typer

from auditrack.cli import told as cli_told
from auditrack.cli.door import Door, WhyOption, group, verb

app = group("Word reports from the register.")

NotPublic = Annotated[
    bool, typer.Option("--public", help="Never: it is for work alone.", hidden=True)
]
"""On kinds that are never public, so that asking for it gets a sentence."""

Public = Annotated[
    bool,
    typer.Option(
        "--public", help="The public copy: what was prepared for publication and signed off."
    ),
]


@verb(app, "progress", "The progress report for a period.")
def progress(
    door: Door,
    out: Annotated[
        str, typer.Option("--out", help="The file to write; - writes to standard output.")
    ],
    since: Annotated[
        str | None,
        typer.Option(
            "--since", help="First day (default: the board's year so far).", metavar="DATE"
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="Last day (default: today).", metavar="DATE")
    ] = None,
    subgroup: Annotated[
        str | None,
        typer.Option(
            "--subgroup", help="Only what this subgroup delivers or assures.", metavar="SUBGROUP"
        ),
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="Your own Word template.", metavar="FILE")
    ] = None,
    marking: Annotated[
        str | None, typer.Option("--marking", help="The protective marking to print.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Whom it goes to.")] = None,
    public: NotPublic = False,
) -> None:
    """Write what changed, what is open, overdue and tested, and what needs a decision."""
    _must_not_be_public(door, public, "progress")
    from auditrack.cli.report_progress import write_progress

    write_progress(door, out, since, until, subgroup, template, marking, to)


@verb(app, "agency", "What one agency owes from every review, on a paper for that agency.")
def agency(
    door: Door,
    out: Annotated[
        str,
        typer.Option(
            "--out", help="The file to write, with --all the folder; - writes to standard output."
        ),
    ],
    agency: Annotated[
        str | None,
        typer.Argument(help="The agency's reference, name or alias.", metavar="AGENCY"),
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--all", help="A plan of each agency that owes something.")
    ] = False,
    review: Annotated[
        str | None,
        typer.Option("--review", help="Only what this review asked.", metavar="REVIEW"),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            help="First day of what was finished (default: a year before the last).",
            metavar="DATE",
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", help="Last day of that (default: today).", metavar="DATE"),
    ] = None,
    with_unpublished: Annotated[
        bool,
        typer.Option(
            "--with-unpublished", help="Print the words of reviews that are not published, too."
        ),
    ] = False,
    template: Annotated[
        Path | None, typer.Option("--template", help="Your own Word template.", metavar="FILE")
    ] = None,
    marking: Annotated[
        str | None, typer.Option("--marking", help="The protective marking to print.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Whom it goes to.")] = None,
    public: NotPublic = False,
) -> None:
    """Write what an agency owes, has answered, done and shown, and nothing of any other."""
    _must_not_be_public(door, public, "agency")
    from auditrack.cli.report_agency import Wanted, write_plans

    wanted = Wanted(review, since, until, with_unpublished, template, marking, to)
    write_plans(door, agency, everyone, out, wanted)


@verb(app, "response", "What became of one review, by theme: the paper kept beside it.")
def response(
    door: Door,
    review: Annotated[
        str, typer.Argument(help="The review, or the name of its case.", metavar="REVIEW")
    ],
    out: Annotated[
        str, typer.Option("--out", help="The file to write; - writes to standard output.")
    ],
    template: Annotated[
        Path | None, typer.Option("--template", help="Your own Word template.", metavar="FILE")
    ] = None,
    marking: Annotated[
        str | None, typer.Option("--marking", help="The protective marking to print.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Whom it goes to.")] = None,
    public: Public = False,
) -> None:
    """Write what a review found and asked, what was done, and how anybody will know."""
    from auditrack.cli.report_response import write_public_response, write_response

    write = write_public_response if public else write_response
    write(door, review, out, template, marking, to)


@verb(app, "assurance", "One recommendation on a sheet: evidence needed and held, tests, closing.")
def assurance(
    door: Door,
    ref: Annotated[
        str, typer.Argument(help="The recommendation or assurance point.", metavar="REF")
    ],
    out: Annotated[
        str, typer.Option("--out", help="The file to write; - writes to standard output.")
    ],
    template: Annotated[
        Path | None, typer.Option("--template", help="Your own Word template.", metavar="FILE")
    ] = None,
    marking: Annotated[
        str | None, typer.Option("--marking", help="The protective marking to print.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Whom it goes to.")] = None,
    public: NotPublic = False,
) -> None:
    """Write what one recommendation meant, what was done and shown, and what closing lacks."""
    _must_not_be_public(door, public, "assurance")
    from auditrack.cli.report_assurance import write_assurance

    write_assurance(door, ref, out, template, marking, to)


@verb(app, "handover", "What a post has in hand, for whoever takes it on.")
def handover(
    door: Door,
    lead: Annotated[str, typer.Argument(help="The lead's reference or title.", metavar="LEAD")],
    out: Annotated[
        str, typer.Option("--out", help="The file to write; - writes to standard output.")
    ],
    template: Annotated[
        Path | None, typer.Option("--template", help="Your own Word template.", metavar="FILE")
    ] = None,
    marking: Annotated[
        str | None, typer.Option("--marking", help="The protective marking to print.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Whom it goes to.")] = None,
    public: NotPublic = False,
) -> None:
    """Write what a lead holds, has promised, is late with, tests and waits for."""
    _must_not_be_public(door, public, "handover")
    from auditrack.cli.report_handover import write_handover

    write_handover(door, lead, out, template, marking, to)


@verb(app, "themes", "Where the themes stand: the matrix, and each theme with its chain.")
def themes(
    door: Door,
    out: Annotated[
        str, typer.Option("--out", help="The file to write; - writes to standard output.")
    ],
    theme: Annotated[
        list[str] | None,
        typer.Option(
            "--theme", help="Only this theme (repeatable; default: all).", metavar="THEME"
        ),
    ] = None,
    subgroup: Annotated[
        str | None,
        typer.Option(
            "--subgroup", help="Only themes on which it delivers or assures.", metavar="SUBGROUP"
        ),
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="Your own Word template.", metavar="FILE")
    ] = None,
    marking: Annotated[
        str | None, typer.Option("--marking", help="The protective marking to print.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Whom it goes to.")] = None,
    public: Public = False,
) -> None:
    """Write which review raises which theme, where each stands, what was tried, and what to ask."""
    from auditrack.cli.report_themes import write_public_themes, write_themes

    write = write_public_themes if public else write_themes
    write(door, theme or (), subgroup, out, template, marking, to)


@verb(app, "annual", "The annual report, under the headings of law and guidance.")
def annual(
    door: Door,
    out: Annotated[
        str, typer.Option("--out", help="The file to write; - writes to standard output.")
    ],
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            help="First day (default: the last of the board's years that has ended).",
            metavar="DATE",
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", help="Last day (default: the end of that year).", metavar="DATE"),
    ] = None,
    headings: Annotated[
        list[str] | None,
        typer.Option(
            "--headings",
            help="A heading set to follow (repeatable; default: the newest in force).",
            metavar="SET",
        ),
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="Your own Word template.", metavar="FILE")
    ] = None,
    marking: Annotated[
        str | None, typer.Option("--marking", help="The protective marking to print.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Whom it goes to.")] = None,
    public: Annotated[
        bool,
        typer.Option(
            "--public", help="The public copy: what was prepared for publication and signed off."
        ),
    ] = False,
) -> None:
    """Write each heading in its order with what the register holds, and where an author writes.

    In July that is the year to 31 March: the last of the board's years that has ended.
    """
    from auditrack.cli.report_annual import write_annual, write_public_annual

    write = write_public_annual if public else write_annual
    write(door, out, since, until, headings or (), template, marking, to)


@verb(app, "evidence-pack", "What is on record about one theme, every document numbered.")
def evidence_pack(
    door: Door,
    theme: Annotated[str, typer.Argument(help="The theme.", metavar="THEME")],
    out: Annotated[
        str, typer.Option("--out", help="The file to write; - writes to standard output.")
    ],
    files: Annotated[
        Path | None,
        typer.Option(
            "--files",
            help="A folder to make for the kept files, under their numbers.",
            metavar="FOLDER",
        ),
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="Your own Word template.", metavar="FILE")
    ] = None,
    marking: Annotated[
        str | None, typer.Option("--marking", help="The protective marking to print.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Whom it goes to.")] = None,
    public: NotPublic = False,
) -> None:
    """Write a theme's position, chain, recommendations, audits with method, and documents."""
    _must_not_be_public(door, public, "evidence-pack")
    from auditrack.cli.report_evidence_pack import write_evidence_pack

    write_evidence_pack(door, theme, out, files, template, marking, to)


@verb(app, "template", "A template to change in Word, and what its tokens mean.")
def template(
    door: Door,
    kind: Annotated[
        str | None, typer.Argument(help="The kind of report, as in progress.", metavar="KIND")
    ] = None,
    out: Annotated[
        str | None, typer.Option("--out", help="The file to write; - writes to standard output.")
    ] = None,
    with_list: Annotated[
        bool, typer.Option("--list", help="The kinds, and what their tokens mean.")
    ] = False,
) -> None:
    """Write a copy of the template of a kind of report, to brand and reorder in Word.

    Without --out it tells what the tokens of that kind mean; without KIND which kinds there are.
    """
    from auditrack.cli.report_template import write_template

    write_template(door, kind, out, with_list)


@verb(app, "lint", "What is wrong with a template.")
def lint(
    door: Door,
    path: Annotated[Path, typer.Argument(help="The template.", metavar="TEMPLATE")],
    kind: Annotated[
        str | None,
        typer.Option(
            "--for",
            help="The kind of report it is for (default: by its name or its tokens).",
            metavar="KIND",
        ),
    ] = None,
) -> None:
    """Tell what is wrong with a template; exit 1 where a report over it would be refused."""
    from auditrack.cli.report_template import lint_template

    lint_template(door, path, kind)


@verb(app, "told", "Record to whom a report was sent, and when; or see it.")
def told(
    door: Door,
    ref: Annotated[
        str | None,
        typer.Argument(help="The report or other export (exp-3).", metavar="EXP"),
    ] = None,
    whom: cli_told.Whom = None,
    on: cli_told.On = None,
    correct: cli_told.Correct = None,
    withdraw: cli_told.Withdraw = None,
    why: WhyOption = None,
) -> None:
    """Record to which groups or bodies a document was sent; with EXP alone, show to whom.

    With nothing at all, list every document that left the register. No names: the group or the
    body, and the day, are enough.
    """
    from auditrack.commands.told import ToldOfExport

    if ref is None:
        if whom or on or correct or withdraw or why:
            door.refuse(
                "missing",
                "Which document is meant was not said.",
                "Name it, as in exp-3; with no option at all, `report told` lists them.",
            )
        cli_told.show_exports(door)
    elif cli_told.changes_one(door, ref, "exports", whom, on, correct, withdraw, why):
        return
    elif whom:
        door.run(ToldOfExport(export=ref, whom=tuple(whom), on=on, why=why))
    else:
        cli_told.show(door, ref, "exports", on, why)


def _must_not_be_public(door: Door, public: bool, kind: str) -> None:
    """Refuse a public copy of what is for work alone."""
    if public:
        door.refuse(
            "never-public",
            f"The report {kind} is a working paper: it holds what only agencies and the board may "
            "read, and has no public copy.",
            "Public are: report annual, report themes, report response and publish.",
        )
