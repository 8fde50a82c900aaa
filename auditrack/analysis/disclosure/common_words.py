"""Words that are names as well: alone they are taken for a name only where capitals say so."""

from typing import Final

MONTHS: Final = frozenset("april may june august january september".split())

COMMON: Final = MONTHS | frozenset(
    (
        "a academy ace adult aged amber an angel any are art as ash august aunt auntie autumn"
        " avenue baby bacon baker ball banks barber basil bay be beck bell belle berry best bill"
        " bird bishop black blue bob bond bonny booth bow bowl boy bradford bridge bridges brook"
        " brooks brother brown bruce buck bud burn burns bush butler by can candy care carol"
        " carpenter carter case cash centre chad chambers chance charity chase chelsea cherry"
        " child chris christian church city clay clever cliff clinic close club coal cole"
        " college cook cooper copper council county court cross crystal dad daisy dale dan dawn"
        " day dean destiny do dove dr drake drew drive duke dusty earl east eden elder ernest"
        " eve ever fair faith family farmer father fern field fields finch fisher flint flora"
        " flower foot ford forest fox francis frank free freeman french frost gale gardens gates"
        " gay gem gene ginger glen glory gold golden good goodman grace gran grandad grandfather"
        " grandma grandmother grant gray great green grey guy hall hand hardy harmony hazel head"
        " health heath heather held hill hills holly home honey honour hood hope hospital hostel"
        " house hunt hunter in iris israel ivy jack jade jasmine jay jean jet job joy june"
        " justice kay keen kind king kit kitty knight lady lake lamb lance land lane lark law"
        " lay lea lee lesley liberty lily little lodge london long lord love low lower luck mace"
        " major man mark marsh mason max may mead medical melody mercy mild miles mill miller"
        " mills mint miss moon moor moore more moss mother mr mrs ms mum my nan nanny neil new"
        " nick noble noel north nova nursery oak ocean old olive or page pages paris park parker"
        " pat patience patient peace pearl penny pepper pike piper pole poll pond pool poppy"
        " porter post potter pound power practice precious price pride primary prince prior"
        " queen rain raven ray read red reed reid rich river rivers road rob robin rock rod rose"
        " rosemary rowan royal ruby rush rusty sage said saint sally sandy savage scarlet school"
        " sea sharp shepherd short silver sims sir sister sky small smart snow so son south"
        " sparrow spencer spring st star stark steel stepfather stone storm street strong sue"
        " summer summers sun sunny surgery swan swift sydney taylor teal temple terry the thorn"
        " tiger tony tower town trinity true trust turner twin uncle underwood unit upper vale"
        " van victor victoria violet wade walk walker wall waller walls ward water waters way"
        " webb weeks well wells west white wild wilder will willow wills win winter wise wolf"
        " wood woods woodward worth wren wright york young"
    ).split()
)
"""Lower case. It is better to have too many here: capitals inside a sentence still tell a name."""

NEVER_ALONE: Final = frozenset(
    "mr mrs ms miss dr sir lady the and of de la le van von der den al el bin bint ibn ap ab ferch"
    " mac mc st saint baby child adult mother father mum dad aunt auntie uncle gran grandma grandad"
    " nan nanny brother sister family twin grandmother grandfather stepfather".split()
)
"""Parts of a name that say nothing without the rest."""
