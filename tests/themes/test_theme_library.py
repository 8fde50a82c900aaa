import json

from auditrack.themes import action_types, library
from auditrack.themes.lexicon import with_phrases
from auditrack.themes.patterns import variants


def test_every_theme_is_whole_and_every_phrase_can_fire():
    themes = library()
    assert len({theme.id for theme in themes}) == len(themes) == 52
    assert sum(theme.kind == "action-type" for theme in themes) == 6
    for theme in themes:
        assert theme.name and theme.definition and theme.strong
        assert theme.kind in ("issue", "action-type")
        assert theme.scope in ("children", "adults", "both")
        for phrase in (*theme.strong, *theme.weak, *theme.unless):
            assert variants(phrase), (theme.id, phrase)
    assert len(action_types()) == 9
    assert all(kind.name and kind.strength and kind.phrases for kind in action_types())


def test_the_ids_and_phrases_of_the_shared_lexicon_are_kept(shared):
    folder = shared / "themes"
    lexicon = json.loads((folder / "lexicon.json").read_text(encoding="utf-8"))
    more = json.loads((folder / "more_themes.json").read_text(encoding="utf-8"))
    types = json.loads((folder / "action_types.json").read_text(encoding="utf-8"))
    ours = {theme.id: theme for theme in library()}
    assert set(ours) == set(lexicon) | {row["id"] for row in more}
    for name, row in lexicon.items():
        assert ours[name].kind == row["kind"]
        assert {*row["strong"], *row["weak"]} <= {*ours[name].strong, *ours[name].weak}
    for row in more:
        assert ours[row["id"]].scope == row["scope"]
        known = {*ours[row["id"]].strong, *ours[row["id"]].weak}
        assert {*row["phrases"], *row["weak_phrases"]} <= known
    kinds = {kind.id: kind for kind in action_types()}
    assert list(kinds) == [row["id"] for row in types]
    for row in types:
        kind = kinds[row["id"]]
        assert (kind.name, kind.strength) == (row["label"], row["strength"])
        assert set(row["phrases"]) <= {*kind.phrases, *kind.hints}


def test_no_phrase_stands_twice_in_a_theme():
    for theme in library():
        phrases = (*theme.strong, *theme.weak)
        assert len(set(phrases)) == len(phrases), theme.id
    for kind in action_types():
        phrases = (*kind.phrases, *kind.hints)
        assert len(set(phrases)) == len(phrases), kind.id


def test_a_boards_phrases_are_added_and_unknown_themes_left_out():
    themes = with_phrases(library(), [("neglect", "lice", False), ("nowhere", "x", True)])
    ours = {theme.id: theme for theme in themes}
    assert ours["neglect"].strong[-1] == "lice"
    assert len(themes) == len(library())
