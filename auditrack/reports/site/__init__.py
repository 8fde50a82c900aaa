"""The public record as plain pages: every file of a folder that can be put on any web server."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from auditrack.reports.site.about import about
from auditrack.reports.site.addresses import STYLE
from auditrack.reports.site.comments import comments
from auditrack.reports.site.frame import Page, framed
from auditrack.reports.site.home import home
from auditrack.reports.site.index import index_of
from auditrack.reports.site.machine import HOLDS, machine_files
from auditrack.reports.site.recommendation import recommendation
from auditrack.reports.site.review import review
from auditrack.reports.site.theme import theme
from auditrack.views.site_values import Site


def pages_of(site: Site) -> Mapping[str, bytes]:
    """Every file of the public record: its path in the folder, with "/", and its content.

    The same value gives the same bytes.
    """
    files = {page.path: framed(site, page) for page in _pages(site)}
    files.update(machine_files(site))
    files[STYLE] = _style()
    return files


def _pages(site: Site) -> Iterator[Page]:
    index = index_of(site)
    yield home(site, tuple(HOLDS.items()))
    yield about(site)
    if site.comments:
        yield comments(site)
    for one in site.reviews:
        yield review(one, index)
        for ask in one.recommendations:
            yield recommendation(ask, one, index)
    for raised in site.themes:
        yield theme(raised, index)


@cache
def _style() -> bytes:
    return Path(__file__).with_name("style.css").read_bytes()
