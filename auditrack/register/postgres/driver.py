"""Whether this program was installed with what it needs to speak to a database."""

from auditrack.model.change import Refusal, RefusedError


def must_have_psycopg() -> None:
    """Load psycopg; called where a database is named and nowhere else.

    Raises:
        RefusedError: It is not installed, or not whole.
    """
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise RefusedError(
            Refusal(
                "no-driver",
                "The register is in a database, and this auditrack was installed without what it "
                "needs to reach one.",
                todo='Install it with: pipx install "auditrack[postgres]"; or, into the same '
                'place as before: pip install "auditrack[postgres]".',
            )
        ) from None
