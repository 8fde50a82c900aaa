"""What commands tell the host's own log: who came, what was refused, what was looked at."""

import os
from typing import TYPE_CHECKING

from auditrack.cli.confined import confinement
from auditrack.model.change import RefusedError

if TYPE_CHECKING:
    from auditrack.cli.door import Door
    from auditrack.register.postgres.address import Place


def signed_in(register: "Place", app: bool) -> None:
    """Tell that somebody came: each opening of the app, else once for an SSH session."""
    from auditrack.register import host_log
    from auditrack.register.sharing import is_shared

    if app:
        host_log.sign_in(register, "app")
    elif confinement() is not None:
        host_log.sign_in(register, "confined")
    elif is_shared(register) and host_log.first_of_session(os.environ.get("SSH_CONNECTION")):
        host_log.sign_in(register, "command")


def refused(door: "Door", code: str) -> None:
    """Tell the code of a refusal."""
    from auditrack.register import host_log

    try:
        register = door.place
    except RefusedError:  # which register it would have been cannot be told
        return
    host_log.refused(register, code)


def showed(door: "Door", ref: str) -> None:
    """Tell that a page of an embargoed review was opened, by the review's reference."""
    from auditrack.register import host_log
    from auditrack.register.sharing import is_shared

    if not is_shared(door.place):
        return
    from auditrack.views.embargo import embargoed_review

    review = embargoed_review(door.records, ref)
    if review is not None:
        host_log.viewed_embargoed(door.place, review)
