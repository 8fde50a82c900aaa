"""Adults' safeguarding: plain sentences, made up here, and the theme each must be given."""

import pytest

from auditrack.themes import library, suggest

SENTENCES = [
    ("self_neglect", "He stopped washing and eating, and self-neglect was put down to his age."),
    ("self_neglect", "Hoarding had made two rooms of the flat impossible to enter."),
    ("self_neglect", "Her refusal of care should lead to a discussion between agencies."),
    ("self_neglect", "Nobody asked why a lifestyle choice ended in malnutrition."),
    ("self_neglect", "Environmental health officers should be asked to join the meeting early."),
    ("self_neglect", "District nurses found a pressure ulcer that nobody had reported."),
    ("self_neglect", "Clutter and squalor at the address were known for three years."),
    ("mental_capacity_legal_literacy", "Mental capacity was presumed and never looked at again."),
    (
        "mental_capacity_legal_literacy",
        "Executive capacity should be tested, not only what is said.",
    ),
    ("mental_capacity_legal_literacy", "An application for DoLS was not renewed on time."),
    ("mental_capacity_legal_literacy", "Best interests decisions must name who was consulted."),
    (
        "mental_capacity_legal_literacy",
        "Staff need access to legal advice on the inherent jurisdiction.",
    ),
    ("mental_capacity_legal_literacy", "A lasting power of attorney was taken on trust."),
    ("mental_capacity_legal_literacy", "She lacked capacity to decide where to live."),
    ("making_safeguarding_personal_s42", "Section 42 enquiries should start with what she wants."),
    ("making_safeguarding_personal_s42", "An independent advocate was never offered to him."),
    (
        "making_safeguarding_personal_s42",
        "Making Safeguarding Personal should shape every enquiry.",
    ),
    ("making_safeguarding_personal_s42", "Financial abuse by a nephew was not seen as abuse."),
    (
        "making_safeguarding_personal_s42",
        "His care and support needs were not reviewed for two years.",
    ),
    ("provider_quality_commissioning", "Signs of organisational abuse were treated as complaints."),
    (
        "provider_quality_commissioning",
        "Commissioners did not compare concerns about the nursing home.",
    ),
    ("provider_quality_commissioning", "A closed culture kept relatives and inspectors out."),
    ("provider_quality_commissioning", "Restraint was used daily in the unit and seldom recorded."),
    (
        "provider_quality_commissioning",
        "The home care provider sent eleven different workers in a week.",
    ),
    ("family_community_voice", "A carer's assessment should be offered to every unpaid carer."),
    ("family_community_voice", "Neighbours rang four times and heard nothing back."),
    (
        "home_conditions_housing_poverty",
        "The landlord served notice of eviction without telling anyone.",
    ),
    (
        "home_conditions_housing_poverty",
        "A fire risk visit should follow when a smoker is bed-bound.",
    ),
    (
        "transitions_cross_boundary",
        "Planning for the transition to adulthood should start at fourteen.",
    ),
    ("transitions_cross_boundary", "He was released from prison out of area with no address."),
    ("substance_misuse", "Alcohol dependence hid how unwell she had become."),
    ("domestic_abuse", "Coercive control of an older woman by her son was missed."),
    ("discharge_planning", "He was discharged from hospital at night to an empty fridge."),
    ("equality_culture_identity", "No interpreter was booked for three of the visits."),
]


@pytest.mark.parametrize(("theme", "sentence"), SENTENCES)
def test_a_plainly_adult_text_is_given_its_theme(theme, sentence):
    given = {one.theme: one for one in suggest(sentence) if one.suggested}
    assert theme in given, [str(one) for one in suggest(sentence)]
    assert given[theme].because


def test_neglect_of_a_child_is_not_suggested_for_self_neglect():
    for sentence in ("Self-neglect was known.", "He showed neglect of his own health."):
        assert "neglect" not in {one.theme for one in suggest(sentence) if one.suggested}
    both = suggest("The self-neglect of a parent led to neglect of the children.")
    assert {"neglect", "self_neglect"} <= {one.theme for one in both if one.suggested}


def test_every_adult_theme_is_tried_here():
    adult = {theme.id for theme in library() if theme.scope == "adults"}
    assert adult <= {theme for theme, _ in SENTENCES}
