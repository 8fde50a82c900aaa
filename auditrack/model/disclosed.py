"""What a finished file holds, part by part, for the check of what must not be public."""

import msgspec


class Part(msgspec.Struct, frozen=True):
    """A text of a finished file, and where it stands.

    Attributes:
        where: in words ("paragraph 12", "sheet Data, row 3"); a name of a person never stands in
            it unless it is part of the file, as the name of a sheet is.
        text: as it stands, joined over runs; the cells of a row are parted by tabs.
        kind: one of `words.DISCLOSURES` where the part is a hit by itself (`author`, `comment`,
            `tracked`, `hidden`), else None.
        cells: what the cells are called between the tabs of `text`, where it is a row.
        covered: whether the text stands in other parts too, so that it is not looked through.
        why: what makes it a hit, where `kind` is set.
    """

    where: str
    text: str
    kind: str | None = None
    cells: tuple[str, ...] = ()
    covered: bool = False
    why: str = ""
