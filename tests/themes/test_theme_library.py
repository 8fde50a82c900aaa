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
        for phrase in (*theme.strong, *theme.weak):
            assert variants(phrase), (theme.id, phrase)
    assert len(action_types()) == 9
    assert all(kind.name and kind.strength and kind.phrases for kind in action_types())


def test_the_ids_and_phrases_are_those_of_the_shared_lexicon(shared):
    folder = shared / "themes"
    lexicon = json.loads((folder / "lexicon.json").read_text(encoding="utf-8"))
    more = json.loads((folder / "more_themes.json").read_text(encoding="utf-8"))
    ours = {theme.id: theme for theme in library()}
    assert set(ours) == set(lexicon) | {row["id"] for row in more}
    for name, row in lexicon.items():
        assert list(ours[name].strong) == row["strong"] and ours[name].kind == row["kind"]
    for row in more:
        assert list(ours[row["id"]].strong) == row["phrases"]


def test_a_boards_phrases_are_added_and_unknown_themes_left_out():
    themes = with_phrases(library(), [("neglect", "lice", False), ("nowhere", "x", True)])
    ours = {theme.id: theme for theme in themes}
    assert ours["neglect"].strong[-1] == "lice"
    assert len(themes) == len(library())
