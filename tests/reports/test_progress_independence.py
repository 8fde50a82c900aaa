"""The progress report says of an audit that it is not independent, in its table of audits."""

from dataclasses import replace

from auditrack.reports.progress.report import render_progress


def test_an_audit_by_the_owners_lead_is_marked_beside_its_auditor(progress, read_text):
    (line,) = progress.audits_done
    marked = replace(line, not_independent="Ward leads act-1, which it tests")
    text = read_text(render_progress(replace(progress, audits_done=(marked,))))
    assert "Quality assurance subgroup\nNot independent: Ward leads act-1, which it tests" in text
    assert "Not independent" not in read_text(render_progress(progress))
