"""Text from people between tags and in attributes of XML: as the standard library has it."""

from xml.sax.saxutils import escape, quoteattr

from hypothesis import example, given
from hypothesis import strategies as st

from auditrack.reports.kit.clean import _UNFIT, as_attribute, for_word, in_xml


@given(st.text(alphabet=st.sampled_from("ab &<>\"'\n\r\té\u2028")))
@example("both \" and '")
def test_text_is_escaped_as_the_standard_library_does(text: str) -> None:
    assert in_xml(text) == escape(text)
    assert as_attribute(text) == quoteattr(text)


@given(st.text())
def test_what_can_be_printed_holds_nothing_that_word_must_not(text: str) -> None:
    if text.isprintable():
        assert _UNFIT.search(text) is None
        assert for_word(text) == text
