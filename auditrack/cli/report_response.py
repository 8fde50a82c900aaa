"""`report response`: what became of a review, on paper."""

from pathlib import Path

from auditrack.cli import telling_host
from auditrack.cli.door import Door


def write_response(
    door: Door, review: str, out: str, template: Path | None, marking: str | None, to: str | None
) -> None:
    """Write the response to a review, recorded before it is in place.

    Raises:
        RefusedError: there is no such review, nothing to report, or it cannot be written.
    """
    from dataclasses import replace

    from auditrack.cli.report_writing import check_output, write_report
    from auditrack.reports.response.report import report_of
    from auditrack.views.response import response_of

    check_output(door, out)
    response = response_of(door.register, review, door.today, door.records)
    telling_host.showed(door, response.review)
    if marking is not None:
        response = replace(response, marking=marking)
    answered, asked = response.replies
    write_report(
        door,
        report_of(response),
        out,
        template,
        what=response.title,
        to=to,
        told={
            "review": response.review,
            "recommendations": len(response.asks),
            "findings": len(response.findings),
            "replies": {"answered": answered, "asked": asked},
            "declined": [ask.ref for ask in response.declined],
            "without_recommendation": [one.ref for one in response.without_recommendation],
            "working_paper": bool(response.working),
        },
    )
