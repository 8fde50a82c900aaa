"""A published review of 47 pages read and proposed, from its file to what stands on the screen."""

import measuring
import pytest

from auditrack.intake import read

pytestmark = pytest.mark.benchmark


@pytest.mark.parametrize(("ending", "limit"), [("docx", 0.5), ("pdf", 1.0), ("txt", 0.5)])
def test_a_long_review_is_proposed(figure, shared, calibration, ending, limit):
    document = shared / "reviews" / "child-p-and-h" / f"review.{ending}"
    took = measuring.in_turns(read=lambda: read(document), calibration=calibration)
    figure.seconds(f"a 47-page review as .{ending} proposed", took["read"], limit)
    figure.milliseconds("calibration: json.loads of the snapshot at 1,000", took["calibration"])
