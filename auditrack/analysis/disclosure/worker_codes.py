"""Codes that reviews give to workers: "PSO1", "HV 3", "Social Worker A", "Dr B"."""

import re
from collections.abc import Iterator
from typing import Final

from auditrack.analysis.disclosure.codes import (
    CODES,
    counts_things,
    is_article,
    is_initial,
    is_list_mark,
)
from auditrack.analysis.disclosure.context import Find

_SHORT_ROLES: Final = (
    "PSO PO SW SSW ASW PSW CSW FSW HSW ISW EDT TSW SWA HV SHV CHV GP MW CMW SN PHN CN DN LN RN RMN"
    " CPN HCA FNP ANP NP PN IRO OT CPSO CSO PCSO DSL DDSL FSA EHW EHP YW YJW YJO KW TM PM SM ATM"
    " STM HT DHT CT TA LSA SENCO SENCo DCI DI EP CAMHS IDVA ISVA OIC SIO FCW FC SFC HSO HO ASO"
    " HLW AMHP PAED SSO NN WO"
).split()
_LETTERED_ROLES: Final = "PSO SW SSW HV GP MW SN CPN IRO DSL PCSO PC DC DS DI PS OT FSW TM".split()
_ROLES: Final = (
    "worker|officer|practitioner|midwife|midwives|nurse|doctor|teacher|headteacher|manager|constable"
    "|consultant|pa?ediatrician|visitor|therapist|psychologist|psychiatrist|counsellor|supervisor"
    "|assistant|registrar|advocate|advis[eo]r|carer|paramedic|co-?ordinator|mentor|warden|detective"
    "|sergeant|inspector|solicitor|clinician|dentist|pharmacist|sister|professional"
    "|member of staff|staff member|obstetrician|sonographer|physician|surgeon|radiologist"
    "|caseworker|keyworker|guardian|tutor|lecturer|superintendent|responder|receptionist|gp|locum"
    "|employee|colleague|volunteer|leader|matron|interpreter|coach|assessor|investigator"
)
_TITLES: Final = "Dr|Doctor|Nurse|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sister|Sgt|Insp"
_NO_ROLES: Final = "COVID|WT|CP|CA|RA|SI|QA|LA|AD|BE"
_DOES: Final = (
    "said told visited recorded spoke met saw rang phoned contacted noted explained attended"
    " telephoned discussed wrote"
).split()

_BEFORE: Final = r"(?<![A-Za-z0-9£&/.-])"
_SLASH_BEFORE: Final = r"(?<![A-Za-z0-9£&.-])"
_NO_MORE_FIGURES: Final = r"(?![A-Za-z0-9%£]|[.:,-][0-9]|/[0-9]{2}|/[0-9]/)"
_SHORT = re.compile(
    rf"{_SLASH_BEFORE}(?:{'|'.join(_SHORT_ROLES)})s?(?:\)(?=[ ]))?[ ]?(?:-|#|no\.?[ ]|\()?[ ]?"
    rf"[0-9]{{1,2}}{_NO_MORE_FIGURES}\)?"
    rf"|{_SLASH_BEFORE}(?:pso|sw|hv|gp|mw|iro|cpn)[0-9]{{1,2}}{_NO_MORE_FIGURES}"
)
_LETTERED = re.compile(
    rf"{_BEFORE}(?:{'|'.join(_LETTERED_ROLES)})[ -][A-HJ-Z](?![A-Za-z0-9]|[ ]?&|-[A-Za-z])"
)
_COLLAR = re.compile(rf"{_BEFORE}(?:W?PC|DC|PS|Sgt|DS)[ ]?[0-9]{{1,5}}{_NO_MORE_FIGURES}")
_TITLED = re.compile(
    rf"(?<![A-Za-z-])(?:{_TITLES})\.?[ ](?:[A-HJ-Z][0-9]?|[A-Z]{{2}})"
    r"(?![A-Za-z0-9]|[ ]?&|-[A-Za-z])"
)
_DOING = re.compile(
    rf"{_BEFORE}(?P<code>(?!{_NO_ROLES})[A-Z]{{2,4}}[ ]?[0-9]{{1,2}})(?![A-Za-z0-9.%-])"
    r"(?:'s (?:manager|notes?|records?|account|recollection|visit)"
    rf"|[ ](?:(?:also|then|later)[ ])?(?:{'|'.join(_DOES)}))(?![A-Za-z])"
)
_ROLE = re.compile(rf"(?<![A-Za-z-])(?:{_ROLES})s?{CODES}", re.IGNORECASE)
_WORDS_BEFORE = re.compile(
    r"(?:(?:social|health|police|probation|family|support|school|staff|community|housing|team|senior"
    r"|duty|youth|key|foster|care|clinical|specialist|safeguarding|consultant|deputy|head|lead"
    r"|class|practice|ward|named|designated|district|personal|independent|reviewing|agency"
    r"|outreach|mental)[ ]){1,4}$",
    re.IGNORECASE,
)
_WHY = "This is a code for a worker: with the agency and the dates it can tell who that was."


def found(text: str) -> Iterator[Find]:
    """Codes for workers, each with its role."""
    for pattern in (_SHORT, _LETTERED, _COLLAR, _TITLED):
        for match in pattern.finditer(text):
            if not counts_things(text, match) and not is_initial(text, match):
                yield Find("worker-code", match.start(), _end(match), _WHY)
    for match in _ROLE.finditer(text):
        if counts_things(text, match) or is_list_mark(text, match):
            continue
        if not (is_initial(text, match) or is_article(text, match)):
            start = _role_start(text, match.start())
            yield Find("worker-code", start, _end(match), _WHY)
    for match in _DOING.finditer(text):
        yield Find("worker-code", *match.span("code"), _WHY)


def _end(match: re.Match[str]) -> int:
    """Where it ends, without a closing bracket that it did not open."""
    return match.end() - (match[0].endswith(")") and "(" not in match[0])


def _role_start(text: str, start: int) -> int:
    words = _WORDS_BEFORE.search(text[max(0, start - 60) : start])
    return start - len(words[0].lstrip()) if words else start
