"""What is stopped and what is not, one line for each promise."""

import pytest

from auditrack.analysis.disclosure import Hit, fingerprint, hits_in
from auditrack.analysis.disclosure.nhs_numbers import passes_check
from auditrack.model.words import DISCLOSURES


def said(text, kind=None):
    return [hit.text for hit in hits_in(text) if kind in (None, hit.kind)]


def test_an_nhs_number_has_a_check_digit():
    assert passes_check("9997347137")
    assert not passes_check("9997347138")
    assert not passes_check("9990000000")


@pytest.mark.parametrize(
    "text",
    [
        "It is 999 734 7137.",
        "It is 999-734-7137.",
        "It is 9997347137.",
        "The patient gave 99 97 34 71 37.",
        "NHS number 9997347138",
        "9\u200b99 734\u00ad7137",
        "９９９　７３４　７１３７",
    ],
)
def test_nhs_numbers(text):
    (hit,) = hits_in(text)
    assert hit.kind == "nhs-number"


@pytest.mark.parametrize(
    "text",
    [
        "It is 9997347138.",
        "ISBN 9997347137",
        "Our reference: 9997347137",
        "It is 99 97 34 71 37.",
        "It is £9997347137.",
        "19997347137",
    ],
)
def test_what_is_no_nhs_number(text):
    assert said(text) == []


def test_a_number_that_is_called_a_telephone_is_one():
    assert [hit.kind for hit in hits_in("Tel 9997347137")] == ["telephone"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("DOB 12/03/2014", "12/03/2014"),
        ("d.o.b. 12.3.14", "12.3.14"),
        ("born 12 March 2014", "12 March 2014"),
        ("date of birth: March 12th 2014", "March 12th 2014"),
        ("born on 2014-03-12", "2014-03-12"),
        ("born in March 2014", "March 2014"),
        ("her 5th birthday, 12 March 2019", "12 March 2019"),
        ("DOB\nNHS no\n12/03/2014", "12/03/2014"),
    ],
)
def test_dates_of_birth(text, date):
    assert said(text, "date-of-birth") == [date]


@pytest.mark.parametrize(
    "text",
    [
        "born in 2014",
        "published on 12 March 2014",
        "The audit of 12/03/2014",
        "The plan was born out of a meeting on 12 March 2014.",
        "DOB not known. The review of 12 March 2014 is short.",
        "Date of death: 12/03/2014",
    ],
)
def test_other_dates(text):
    assert said(text, "date-of-birth") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("at AB99 9XY.", "AB99 9XY"),
        ("at ab99 9xy.", "ab99 9xy"),
        ("at AB999XY.", "AB999XY"),
        ("at EC1A 9ZZ.", "EC1A 9ZZ"),
        ("at AB99\n9XY.", "AB99\n9XY"),
    ],
)
def test_postcodes(text, code):
    assert said(text, "postcode") == [code]


@pytest.mark.parametrize(
    "text", ["AB99", "B1 2 C", "ACT1 2AB", "version 1.2AB", "e1 2nd", "form AB1 2CO", "B1 and B2"]
)
def test_what_is_no_postcode(text):
    assert said(text) == []


@pytest.mark.parametrize(
    "number",
    [
        "01632 960123",
        "(01632) 960 123",
        "07700 900123",
        "+44 7700 900123",
        "+44 (0)20 7946 0123",
        "0044 7700 900123",
        "020 7946 0123",
        "01632 960123 ext. 45",
        "01632 960123 x45",
    ],
)
def test_telephone_numbers(number):
    assert said(f"Ring {number} for the desk.") == [number]


def test_what_follows_a_telephone_number_does_not_hide_it():
    assert said("Ring 01632 960123 24 hours a day") == ["01632 960123"]
    assert said("07700 900123/07700 900124") == ["07700 900123", "07700 900124"]


@pytest.mark.parametrize(
    "text",
    [
        "999",
        "101 or 111",
        "116 123",
        "0800 1111",
        "0808 800 5000",
        "0300 123 4567",
        "2014 2015 2016",
    ],
)
def test_helplines_are_everybodys(text):
    assert said(f"Ring {text} in need.") == []


@pytest.mark.parametrize(
    "address",
    [
        "a.name@example.org",
        "A.NAME@EXAMPLE.ORG",
        "a.name (at) nhs.example.net",
        "a.name [at] example.net",
        "name at example dot net",
        "a.name @ example.net",
    ],
)
def test_email_addresses(address):
    assert said(f"Write to {address}, please.", "email") == [address]


@pytest.mark.parametrize(
    "text", ["@exampleboard", "3 @ £4", "Look at nhs.uk.", "At school. At home."]
)
def test_what_is_no_address(text):
    assert said(text) == []


@pytest.mark.parametrize(
    "code",
    "PSO1|SW2|HV 3|GP2|Social Worker A|Midwife 2|Officer B|Practitioner 4|Dr A|PC 1234|SW-1"
    "|Health Visitors 1 and 2|social worker 2|Officer Two|Foster Carer 1".split("|"),
)
def test_codes_for_workers(code):
    assert said(f"We asked {code} about it.") == [code]


@pytest.mark.parametrize(
    "text",
    "BE1|R12|4.2|aud-3|Level 2|Tier 3|Section 47|Part 8|Year 6|Key Stage 2|the A1 road|COVID19"
    "|WT2023|Dr A. Moorcroft|a social worker 2 years later|GP A&E liaison|nurse 10 days".split("|"),
)
def test_what_is_no_code_for_a_worker(text):
    assert said(f"We asked {text} about it.") == []


@pytest.mark.parametrize(
    "place",
    "Surgery 2|School A|Hospital 1|GP Practice B|Nursery 3|Hostel 1|Care Home C|Town 1"
    "|Schools A and B|Local Authority 2|hospital B".split("|"),
)
def test_numbered_places(place):
    assert said(f"They went to {place} twice.") == [place]


@pytest.mark.parametrize(
    "text",
    "Hospital A&E|school 2 days|good practice 3|Year 3 of the school|Address: 4 Elm Road"
    "|1. Elm Nursery 2. The School|FURTHER AREAS FOR SCHOOLS|HOSPITALS, WORKERS AND OFFICERS".split(
        "|"
    ),
)
def test_what_is_no_numbered_place(text):
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A boy aged 7 died at Penwick on 3 May 2014.",
        "On 3 May 2014 she came to the school. She was a 7-year-old.",
        "Seven weeks old, he was taken to hospital in March 2014.",
        "He was 7yo. The hospital saw him on 3/5/14.",
    ],
)
def test_a_place_with_an_age_and_a_date(text):
    assert [hit.kind for hit in hits_in(text)] == ["place-age-date"]


@pytest.mark.parametrize(
    "text",
    [
        "A boy aged 7 died at Penwick.",
        "On 3 May 2014 she came to the school.",
        "She was aged 7 on 3 May 2014.",
        "He was aged 7. It rained. It was cold. The school closed on 3 May 2014.",
        "Children aged 5 to 11 came to school in May 2014.",
    ],
)
def test_each_alone_is_none(text):
    assert said(text) == []


@pytest.mark.parametrize(
    "count",
    [
        "three children",
        "2 of 27 cases",
        "24 of 27 cases",
        "24 (89%) of the 27 case files",
        "4% of 50 families",
        "3 of 3 children",
        "one family",
        "two or three residents",
        "only one parent",
        "four looked after children",
    ],
)
def test_counts_under_five(count):
    assert said(f"We saw that {count} had no plan.") == [count]


def test_why_says_whether_the_rest_is_the_small_count():
    (rest,) = hits_in("24 of 27 cases")
    (part,) = hits_in("2 of 27 cases")
    assert "leaves fewer than five" in rest.why
    assert "leaves" not in part.why


@pytest.mark.parametrize(
    "count",
    "three reviews|two recommendations|4 agencies|two audits|3 meetings|four months|2 years"
    "|three actions|five children|27 of 27 cases|0 of 27 cases|no children|20 of 27 cases"
    "|at least three children|fewer than five children|one in four children|Section 3 adults"
    "|children under 5|a three-year-old child|two child protection plans|£3 families"
    "|2.4 children|4% of families".split("|"),
)
def test_what_is_no_count_of_people_under_five(count):
    assert said(f"We saw {count} there.") == []


def test_the_kinds_are_those_of_the_words():
    text = (
        "Child (DOB 3/5/14) at AB99 9XY: SW1, School A, 07700 900123, a@b.org, 999 734 7137, 2 boys"
    )
    assert {hit.kind for hit in hits_in(text)} <= set(DISCLOSURES)
    assert len(hits_in(text)) == 8


def test_hits_are_in_order_of_place_and_one_for_each_kind_there():
    hits = hits_in("School A told SW2 and HV1 of 2 of the 27 cases.")
    assert [hit.text for hit in hits] == ["School A", "SW2", "HV1", "2 of the 27 cases"]
    assert list(hits) == sorted(hits, key=lambda hit: hit.start)


def test_places_are_those_of_the_text_as_given():
    text = "Ｒｉｎｇ 0\u200b7700 900\u00ad123 \r\n or SW\u200b1."
    for hit in hits_in(text):
        assert text[hit.start : hit.end] == hit.text
    assert said(text) == ["0\u200b7700 900\u00ad123", "SW\u200b1"]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("nhs-number", "999 734 7137", "9997347137"),
        ("telephone", "07700 900123", "07700900123"),
        ("postcode", "ab999xy", "AB99 9XY"),
        ("watched-name", "Zoë Quarry-Bell", "ZOE QUARRY BELL"),
        ("small-count", "Two\nchildren", "two children"),
        ("author", "J. Moor", "j moor"),
    ],
)
def test_a_fingerprint_knows_the_same_words_again(kind, one, other):
    assert fingerprint(kind, one) == fingerprint(kind, other)
    assert len(fingerprint(kind, one)) == 64


def test_fingerprints_tell_kinds_and_words_apart():
    assert fingerprint("comment", "a") != fingerprint("hidden", "a")
    assert fingerprint("small-count", "2 of 7 cases") != fingerprint("small-count", "27 cases")
    assert fingerprint("comment", "!") != fingerprint("comment", "?")


def test_what_is_shown_says_the_kind_and_hides_the_rest():
    def shown(kind, text):
        return Hit(kind, 0, len(text), text, "").shown

    assert shown("postcode", "AB99 9XY") == "postcode AB…"
    assert shown("nhs-number", "999 734 7137") == "NHS number 999…"
    assert shown("watched-name", "Zoë Quarry") == "name on the watch-list Z…"
    assert shown("small-count", "24 of 27 cases") == "count under five … of … cases"
    assert shown("numbered-place", "Surgery 2") == "numbered place Surgery …"
    assert shown("date-of-birth", "3 May 2014") == "date of birth …"
