"""The app at a real terminal: from its start to the first full screen, and to the positions."""

import measuring
import pytest
import standard
import trivial_app as trivial

pytestmark = pytest.mark.benchmark

FULL = ("recommendations from", "Help")
POSITIONS = "Themes in order of attention"


@pytest.mark.parametrize(("recommendations", "limit"), [(1_000, 2.5), (10_000, 3.5)])
def test_first_full_screen(figure, standard_copy, trivial_app, calibration, recommendations, limit):
    path = str(standard_copy(recommendations))
    command = [measuring.installed("auditrack"), "--register", path]
    moments = measuring.moments_in_turns(
        trivial=measuring.on_screen(trivial_app, [trivial.SENTENCE]),
        app=measuring.on_screen(
            [*command, "--as-at", standard.TODAY.isoformat()], FULL, later=POSITIONS
        ),
    )
    took = measuring.in_turns(calibration=calibration)
    (first_of_trivial,), (first, filled) = moments["trivial"], moments["app"]
    figure.milliseconds(f"first full screen at {recommendations:,}", first)
    figure.milliseconds("calibration: json.loads of the snapshot at 1,000", took["calibration"])
    figure.ratio(
        f"first full screen at {recommendations:,} / a trivial Textual app",
        first / first_of_trivial,
        limit,
    )
    # The large tables are read once the first screen stands: what is waited for is from the start.
    figure.seconds(f"positions at {recommendations:,} from the start", filled, 2)
