"""The nouns whose small counts tell people: people, case files, and what may stand before them."""

import re
from typing import Final

_CASES: Final = (
    r"(?:case[ -])?files|(?:(?:case|care|health|medical|patient)[ -]?)?records|cases|deaths"
    r"|fatalities|suicides|homicides|murders|stillbirths"
)
_PEOPLE: Final = (
    r"children|adults|families|people|persons|youngsters|infants|babies|boys|girls|siblings"
    r"|(?:half|step)[ -]?(?:brothers|sisters|siblings)|brothers|sisters|parents|mothers|fathers"
    r"|carers|men|women|males|females|residents|patients|(?:service[ -])?users|clients|pupils"
    r"|students|teenagers|adolescents|toddlers|victims|survivors|perpetrators|offenders"
    r"|individuals|households|couples|tenants|relatives|daughters|sons|learners|leavers|detainees"
    r"|prisoners|inpatients|newborns|twins|orphans|(?:grand|step)children|cousins"
)
_STAFF: Final = (
    r"staff|workers|practitioners|professionals|nurses|midwives|officers|gps|doctors|teachers"
    r"|managers|visitors|employees|volunteers|paramedics|consultants|therapists|clinicians"
)
_KIND: Final = (
    r"(?:young|younger|youngest|old|older|oldest|elder|other|more|further|different|vulnerable"
    r"|looked[ -]after|in-?patient|adult|adolescent|teenage|female|male|small|unborn|white|black"
    r"|asian|mixed|separate|individual|additional|surviving|dead|deaf|blind|frail|ill"
    r"|school[ -]age|pre-?school|local"
    r"|such|index|subject|focus|original|biological|birth|maternal|paternal|first|half|step|full|known|new|recent|closed|open|eligible|relevant|remaining|missing|homeless"
    r"|pregnant|family|social|police|school|health|community|support|key|agency|senior|service|care"
    r"|nursing|residential|frontline|mental health|child protection|child in need|self-neglect"
    r"|safeguarding|domestic abuse|serious|early help|s\.?[ ]?47|section 4[27]|case|student"
    r"|[a-z-]{3,16}(?:ed|ish|ian|less|ful|ese|ic|ive)|(?-i:[A-Z][a-z]{3,12}(?:ish|ian|ese|i)))"
)
_NOT_OF: Final = r"(?![A-Za-z]|'s?[ ](?!(?:case )?(?:files|records)\b)|-|[ ]in[ ]need[ ][a-z])"

MANY: Final = (
    rf"(?:{_KIND}[ \n]){{0,3}}"
    rf"(?:{_CASES}|{_PEOPLE}|(?-i:CYP|YPs?|LAC|CLA|UASC)|{_STAFF}"
    rf"|members of (?:staff|the family|the household)){_NOT_OF}"
)
"""Several of them, with what tells them apart: "looked after children", "audited case files"."""

_ONE: Final = (
    r"(?:case )?file|case(?: record)?|death"
    r"|suicide|homicide|child|adult|family|infant|baby|boy|girl"
    r"|sibling|brother|sister|mother|father|man|woman|resident|patient|service user|pupil|student"
    r"|teenager|toddler|victim|young person|couple|household"
)
_ANY: Final = (
    r"person|individual|parent|carer|worker|practitioner|professional|nurse|midwife|officer|gp"
    r"|doctor|teacher|record"
)
ONE: Final = (
    rf"(?:{_KIND}[ ]){{0,3}}(?:(?P<one>{_ONE})|(?:{_ANY}))"
    r"(?![A-Za-z]|'s?[ ]|-|[ ](?:protection|in need|death|review|conference"
    r"|group|meeting|plan|safety|safeguarding|support|practice|hub|centre"
    r"|services?|social|care|record|file|at a time|or more|study|example|per|home|house|law)\b)"
)
"""One of them; `one` is set where one is a count and not "any" ("one worker should lead")."""

THINGS: Final = (
    "recommendations|actions|reviews|agencies|audits|meetings|standards|questions|findings|schools"
    "|surveys|criteria|steps|months|weeks|days|years|boards|policies|plans"
)
"""What is counted without telling anybody."""

NEAR: Final = re.compile(rf"(?<![A-Za-z])(?:{_CASES}|{_PEOPLE})(?![A-Za-z])", re.IGNORECASE)
"""People or cases anywhere in a sentence."""
