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


def write_public_response(
    door: Door, review: str, out: str, template: Path | None, marking: str | None, to: str | None
) -> None:
    """Write the public copy: the newest publication of it that is signed off, exactly as it is.

    Raises:
        RefusedError: none is signed off, something of it may no longer be public, or the
            disclosure check stops something; nothing was written then.
    """
    from auditrack.cli.public_writing import must_be_plain, write_public
    from auditrack.cli.report_writing import check_output
    from auditrack.reports.public_copy.response import report_of
    from auditrack.views.find import find
    from auditrack.views.publications import signed_off
    from auditrack.views.site import site_of

    check_output(door, out)
    must_be_plain(door, marking, to)
    ref = find(door.register, review, "reviews")
    publication = signed_off(door.register, "response", ref)
    site = site_of(door.register, publication)
    write_public(
        door,
        report_of(site),
        out,
        template,
        publication,
        told={"review": ref, "recommendations": len(site.recommendations)},
    )
