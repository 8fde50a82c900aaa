"""The eight made-up reviews, in the order in which they were published."""

from auditrack.demonstration.reviews.babies import BABIES
from auditrack.demonstration.reviews.child_ash import CHILD_ASH
from auditrack.demonstration.reviews.child_birch import CHILD_BIRCH
from auditrack.demonstration.reviews.child_rowan import CHILD_ROWAN
from auditrack.demonstration.reviews.child_willow import CHILD_WILLOW
from auditrack.demonstration.reviews.infant_hazel import INFANT_HAZEL
from auditrack.demonstration.reviews.mr_alder import MR_ALDER
from auditrack.demonstration.reviews.neglect_audit import NEGLECT_AUDIT
from auditrack.demonstration.told import Story

STORIES: tuple[Story, ...] = (
    CHILD_ASH,
    BABIES,
    CHILD_BIRCH,
    NEGLECT_AUDIT,
    MR_ALDER,
    CHILD_ROWAN,
    CHILD_WILLOW,
    INFANT_HAZEL,
)
"""Every review of the made-up board."""
