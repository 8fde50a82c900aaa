"""Which reviews, recommendations, findings and themes have a page, by reference."""

from collections.abc import Mapping
from dataclasses import dataclass

from auditrack.views.site_values import (
    FindingShown,
    RecommendationShown,
    ReviewShown,
    Site,
    ThemeShown,
)


@dataclass(frozen=True)
class Index:
    """What a link may lead to: a page never links to what is not in the record."""

    reviews: Mapping[str, ReviewShown]
    recommendations: Mapping[str, RecommendationShown]
    findings: Mapping[str, FindingShown]
    themes: Mapping[str, ThemeShown]


def index_of(site: Site) -> Index:
    """The index of a record."""
    return Index(
        {one.ref: one for one in site.reviews},
        {one.ref: one for one in site.recommendations},
        {one.ref: one for one in site.findings},
        {one.ref: one for one in site.themes},
    )
