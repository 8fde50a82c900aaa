"""Which register, at which clock, from where, and with which exit code."""

import shutil
from pathlib import Path

import pytest


def test_the_register_is_named_by_flag_then_environment_then_config_then_default(
    ask_nothing, board, tmp_path, monkeypatch
):
    def name_of(*options: str) -> str:
        return ask_nothing(*options, "settings", "list", "--json").json["name"]

    places = {}
    for place in ("flag", "environment", "config"):
        places[place] = str(tmp_path / place)
        assert ask_nothing("init", places[place], "--board", place).code == 0
    default = tmp_path / "home/.local/share/auditrack/register"
    assert ask_nothing("init", str(default), "--board", "default").code == 0
    config = tmp_path / "home/.config/auditrack/config.toml"
    config.parent.mkdir(parents=True)

    monkeypatch.delenv("AUDITRACK_REGISTER")
    assert name_of() == "default"
    config.write_text(f'register = "{places["config"]}"\n')
    assert name_of() == "config"
    monkeypatch.setenv("AUDITRACK_REGISTER", places["environment"])
    assert name_of() == "environment"
    assert name_of("--register", places["flag"]) == "flag"
    after = ask_nothing("settings", "list", "--json", "--register", places["flag"]).json
    assert after["name"] == "flag"


def test_a_broken_config_is_named(ask_nothing, tmp_path):
    config = tmp_path / "home/.config/auditrack/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("register = [\n")
    answer = ask_nothing("rec", "list")
    assert answer.code == 1
    assert "config.toml cannot be read" in answer.err


def test_the_option_after_the_verb_wins(ask, board, tmp_path):
    twin = tmp_path / "twin"
    shutil.copytree(board, twin)
    ask("agency", "add", "Probation")
    listed = ask("--register", str(board), "agency", "list", "--json", "--register", str(twin))
    assert "probation" not in {one["ref"] for one in listed.json}


@pytest.mark.parametrize("before", [True, False])
def test_judging_as_at_a_day(ask, before):
    def positions(day: str) -> list[dict]:
        at, words = ["--as-at", day], ["theme", "positions", "--json"]
        return ask(*(at + words if before else words + at)).json

    (later,) = positions("2020-12-31")
    assert later["practice"] == "NOT_EMBEDDED"
    (earlier,) = positions("2020-01-31")
    assert earlier["practice"] == "OVERDUE"
    assert {one["recurrence"] for one in positions("2018-01-01")} <= {"NONE"}
    assert positions("31/12/2020") == [later]


@pytest.mark.parametrize("before", [True, False])
def test_seeing_the_record_as_it_stood(ask, before):
    def refs(number: str) -> list[str]:
        at, words = ["--as-recorded", number], ["rec", "list", "--json"]
        return [row["ref"] for row in ask(*(at + words if before else words + at)).json]

    head = ask("verify", "--json").json["head"]["number"]
    assert refs(str(head)) == ["child-elm/1", "child-elm/2"]
    assert refs("4") == ["child-elm/1"]
    assert refs("0") == []


def test_an_earlier_state_is_not_changed(ask, board):
    kept = (board / "journal.jsonl").read_bytes()
    for words in ("agency add Probation", "action done act-1"):
        answer = ask("--as-recorded", "5", *words.split(), "--json")
        assert (answer.code, answer.refusal["code"]) == (1, "read-only-view")
    assert (board / "journal.jsonl").read_bytes() == kept


def test_as_at_never_dates_a_change(ask):
    answer = ask("--as-at", "2019-01-01", "action", "update", "act-1", "--note", "begun")
    assert answer.code == 0
    assert "dates no change" in answer.err
    line = ask("history", "act-1", "--json").json[-1]
    assert "2019" not in line["when"]
    (updated,) = [change for change in line["changes"] if change["field"] == "on"]
    assert "2019" not in updated["new"]


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--as-at", "last Tuesday", "bad-date"),
        ("--as-at", "", "bad-date"),
        ("--as-at", "2019", "bad-date"),
        ("--as-at", "2019-02-30", "bad-date"),
        ("--as-recorded", "soon", "bad-number"),
        ("--as-recorded", "-1", "bad-number"),
        ("--as-recorded", "9" * 5000, "bad-number"),
        ("--as-recorded", "4000", "no-such-entry"),
    ],
)
def test_a_clock_that_is_none_is_refused(ask, option, value, code):
    for words in ([option, value, "rec", "list"], ["rec", "list", option, value]):
        answer = ask(*words, "--json")
        assert (answer.code, answer.out, answer.refusal["code"]) == (1, "", code)


@pytest.mark.parametrize(
    "words",
    [
        "frobnicate",
        "rec frobnicate",
        "rec list --frobnicate",
        "--frobnicate rec list",
        "rec add",
        "rec add child-elm",
        "rec show",
        "review add child-yew",
        "evidence add --for child-elm/1",
        "audit record --date 2020",
        "init",
        "report progress",
        "rec show child-elm/1 child-elm/2",
        "imports undo",
    ],
)
def test_wrong_usage_is_two(ask, board, words):
    kept = (board / "journal.jsonl").read_bytes()
    answer = ask(*words.split())
    assert (answer.code, answer.out) == (2, "")
    assert "Error" in answer.err
    assert (board / "journal.jsonl").read_bytes() == kept


WRONG_VALUES = [
    ("review add child-yew --title Yew --published springtime", "bad-date"),
    ("review add child-yew --title Yew --practice 2016..2015", "bad-date"),
    ("review add child-yew --title Yew --history perhaps", "bad-value"),
    ("review add child-elm --title Elm", "reference-taken"),
    ("rec add child-nobody --text Once", "unknown-reference"),
    ("rec add child-elm --text Once --due never", "bad-date"),
    ("rec add child-elm --text Once --state finished", "bad-value"),
    ("rec add child-elm --text Once --theme weather", "unknown-theme"),
    ("rec theme child-elm/1 neglect --concern 2020..2019", "bad-date"),
    ("rec theme child-elm/1 neglect --confirm --reject", "bad-value"),
    ("rec reply child-elm/1 --agency fernshire-police --answer maybe", "bad-value"),
    ("rec reply child-elm/1 --agency Nobody --answer accepted", "unknown-reference"),
    ("rec link child-elm/1 child-elm/2 --as cousin", "bad-value"),
    ("rec link child-elm/1 child-elm/1 --as related", None),
    ("rec show child-elm/", "ambiguous-reference"),
    ("rec decide child-elm/1 --decision perhaps", "bad-value"),
    ("rec close child-elm/1", "not-ready"),
    ("rec reopen child-elm/1 --why again", "not-closed"),
    ("rec withdraw child-elm/1", "reason-needed"),
    ("action add child-elm/1 --what Ask --due 2020-13-01", "bad-date"),
    ("action extend act-1 --to 2027-03-31", "reason-needed"),
    ("action update act-9 --note begun", "unknown-reference"),
    ("action update act-1 --state sleeping", "bad-value"),
    ("action sign-off act-1", None),
    ("evidence add --for child-elm/1 --shows Form --level 5", "bad-number"),
    ("evidence add --for child-elm/1 --shows Form --level high", "bad-number"),
    ("evidence add --for child-elm/1 --shows Form --level 1 --about 2999", "bad-date"),
    ("evidence add --for child-elm/1 --shows Form --level 1 --file nowhere.pdf", "bad-file"),
    ("evidence accept ev-1", "second-person"),
    ("evidence return ev-1", "reason-needed"),
    ("audit record --date 2020-01-01 --outcome embedded", "missing"),
    ("audit record --for child-elm/1 --date soon --outcome embedded", "bad-date"),
    ("audit record --for child-elm/1 --date 2020 --outcome splendid", "bad-value"),
    ("audit record --for child-elm/1 --date 2020 --outcome partly --sample x", "bad-number"),
    ("audit record --for child-elm/1 --date 2020 --outcome partly --met 3", "missing"),
    ("theme show weather", "unknown-theme"),
    ("theme merge neglect --into weather", "unknown-theme"),
    ("agency replace nobody --by Somebody", "unknown-reference"),
    ("lead hand-over nobody --to Somebody", "unknown-reference"),
    ("settings set colour=blue", "unknown-setting"),
    ("settings set quiet_days=soon", "bad-number"),
    ("settings set quiet_days", "bad-value"),
    ("role set clerk emperor", "bad-value"),
    ("imports undo imp-1", "unknown-reference"),
    ("history child-nobody", "unknown-reference"),
    ("history --since soon", "bad-date"),
    ("report progress --out p.docx --since soon", "bad-date"),
    ("report progress --out p.docx --since 2020-05-01 --until 2020-04-01", "bad-date"),
]


@pytest.mark.parametrize(("words", "code"), WRONG_VALUES, ids=[one[0] for one in WRONG_VALUES])
def test_a_wrong_value_is_one_sentence_and_one(ask, board, words, code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    kept = (board / "journal.jsonl").read_bytes()
    plain = ask(*words.split())
    assert (plain.code, plain.out) == (1, "")
    told = ask(*words.split(), "--json")
    assert (told.code, told.out) == (1, "")
    if code is not None:
        assert told.refusal["code"] == code
    assert told.refusal["message"] in plain.err
    assert (board / "journal.jsonl").read_bytes() == kept
    assert not Path("p.docx").exists()


def test_an_exact_reference_beats_a_longer_one(ask):
    ask("rec", "add", "child-elm", "--label", "4.2", "--text", "Two")
    ask("rec", "add", "child-elm", "--label", "4.20", "--text", "Twenty")
    assert ask("rec", "show", "child-elm/4.2", "--json").json["ref"] == "child-elm/4.2"
    assert ask("rec", "show", "CHILD-ELM/4.20", "--json").json["ref"] == "child-elm/4.20"
    ask("action", "add", "child-elm/4.20", "--what", "Act")
    assert ask("rec", "show", "child-e", "--json").refusal["code"] == "ambiguous-reference"


def test_a_text_may_come_from_standard_input(ask):
    text = "First line of it.\n- a bullet\n"
    made = ask("rec", "add", "child-elm", "--text", "-", input=text).out.strip()
    (row,) = [one for one in ask("rec", "list", "--json").json if one["ref"] == made]
    assert row["text"] == text.strip()
    note = ask("action", "update", "act-1", "--note", "-", input="Piped in.")
    assert note.code == 0
    assert "Piped in." in ask("action", "show", "act-1").out
    shows = ask("evidence", "add", "--for", "act-1", "--shows", "-", "--level", "0", input="Said.")
    assert shows.code == 0
    empty = ask("rec", "add", "child-elm", "--text", "-", "--json", input="")
    assert (empty.code, empty.refusal["code"]) == (1, "missing")


def test_a_file_of_evidence_may_come_from_standard_input(ask, board):
    made = ask(
        "evidence", "add", "--for", "child-elm/1", "--shows", "Audit tool", "--level", "3",
        "--file", "-", input=b"%PDF-1.7 made up",
    )  # fmt: skip
    assert made.code == 0
    kept = [one for one in (board / "evidence").iterdir() if one.is_file()]
    assert [one.read_bytes() for one in kept] == [b"%PDF-1.7 made up"]


def test_before_reads_standard_input(ask):
    answer = ask("before", "-", input="The graded care profile should be used for neglect.")
    assert "Of 1 point, 1 is near something this board was asked before." in answer.out
    assert "child-elm/1, " in answer.out
    assert ask("before", input="The graded care profile should be used.").out
    assert "child-elm/1, " not in ask("before", "child-elm/1").out


def test_the_history_since_an_entry_or_a_day(ask):
    whole = ask("history", "--json").json
    assert [line["number"] for line in whole] == list(range(len(whole)))
    assert ask("history", "--since", "4", "--json").json == whole[5:]
    assert ask("history", "--since", "#4", "--json").json == whole[5:]
    assert ask("history", "--since", "#2015", "--json").json == []
    assert ask("history", "--since", "2015", "--json").json == whole
    assert ask("history", "--since", "2015-06-01", "--json").json == whole
    assert ask("history", "--since", "9999", "--json").json == []
    about = ask("history", "child-elm/2", "--json").json
    assert [line["what"] for line in about] == ["rec add"]
    assert ask("--as-recorded", "3", "history", "--json").json == whole[:4]


def test_the_reason_is_kept(ask):
    for words in ("review edit child-elm --stage told", "agency add Probation"):
        assert ask(*words.split(), "--why", "asked for by the chair").code == 0
        assert ask("history", "--json").json[-1]["why"] == "asked for by the chair"


def test_a_filter_keeps_what_was_quoted(ask):
    def refs(*words: str) -> list[str]:
        return [row["ref"] for row in ask("rec", "list", *words, "--json").json]

    assert refs("agency:fernshire council", "overdue") == ["child-elm/1"]
    assert refs('agency:"fernshire council"') == ["child-elm/1"]
    assert refs("household", "lives in the") == ["child-elm/2"]
    assert refs("household", "in lives") == []
    assert refs("in lives") == ["child-elm/2"]
    assert refs("theme:neglect", "overdue") == refs("theme:neglect overdue") == ["child-elm/1"]
    assert refs("theme:neglect", "brag:blue") == []


def test_unconfirmed_themes_are_told_one_record_at_a_time(ask, tmp_path):
    name = tmp_path / "review.txt"
    name.write_text(
        "Serious Case Review: Child Rowan\n\nRecommendations\n\n"
        "Recommendation 1: Practitioners should test neglect, domestic abuse and the involvement"
        " of fathers and male partners in every assessment, and audit supervision.\n"
    )
    assert ask("import", str(name), "--accept", "ticked").code == 0
    gaps = ask("check", "--json").json
    assert [list(gap) for gap in gaps] == [["code", "title", "ref", "text"]] * len(gaps)
    suggested = [gap for gap in gaps if gap["code"] == "theme-unconfirmed"]
    assert len(suggested) >= 3
    shown = ask("check").out.partition(f"{suggested[0]['title']} (1)\n")[2]
    assert shown.count(f"{suggested[0]['ref']}: ") == 1
    for gap in suggested:
        words = gap["text"].removeprefix("its link to ").removesuffix(" is only suggested")
        assert words in " ".join(shown.split())
