from collections.abc import Callable

from auditrack.model.change import Insert, Saved, Transaction
from auditrack.register import Register, open_register

Another = Callable[..., Register]


def add(register: Register, ref: str) -> Saved:
    change = Transaction("add", (Insert("leads", ref, {"title": ref}),))
    saved = register.transact(lambda _state: change)
    assert isinstance(saved, Saved), saved
    return saved


def test_an_unfinished_line_is_not_there_yet(register: Register, beside: Another) -> None:
    other = beside()
    journal = register.path / "journal.jsonl"
    add(register, "nurse")
    whole = journal.read_bytes()
    for end in range(len(whole) - 120, len(whole)):
        journal.write_bytes(whole[:end])
        assert other.poll() == () and other.read_only is None
        assert other.get("leads", "nurse") is None
    journal.write_bytes(whole)
    assert [entry.number for entry in other.poll()] == [1]


def test_the_next_writer_closes_a_torn_line_off_and_says_so(
    register: Register, beside: Another
) -> None:
    add(register, "nurse")
    journal = register.path / "journal.jsonl"
    before = journal.read_bytes()
    fragment = b'{"h":"0123","b":{"n":2,'
    with journal.open("ab") as file:
        file.write(fragment)
    other = beside()
    saved = add(other, "head")
    assert saved.entry.number == 2
    assert any("closed off" in notice for notice in other.notices)
    assert journal.read_bytes().startswith(before + fragment + b" !torn\n" + b'{"h":"')
    assert [entry.number for entry in register.poll()] == [1, 2]
    assert add(register, "chair").entry.number == 3
    with open_register(register.path) as fresh:
        assert [record["ref"] for record in fresh.select("leads")] == ["nurse", "head", "chair"]
        found = fresh.verify()
        assert found.chain and found.torn == (3,)
        assert any("line 3" in sentence for sentence in found.sentences)
        assert [entry.number for entry in fresh.history(since=0)] == [1, 2, 3]


def test_fragments_of_fragments_are_closed_off_too(register: Register) -> None:
    add(register, "nurse")
    journal = register.path / "journal.jsonl"
    for number, fragment in enumerate((b"{", b'{"h":"', b"{ !to", b"\0\0\0", b"} !torn", b" "), 2):
        with journal.open("ab") as file:
            file.write(fragment)
        assert add(register, f"lead-{number}").entry.number == number
    with open_register(register.path) as fresh:
        assert fresh.read_only is None and len(fresh.select("leads")) == 7
        assert len(fresh.verify().torn) == 6
        conflictless = fresh.transact(
            lambda state: Transaction(
                "add", (Insert("leads", f"l{len(state.select('leads'))}", {}),)
            )
        )
        assert isinstance(conflictless, Saved)


def test_a_whole_line_without_its_newline_was_never_confirmed(register: Register) -> None:
    add(register, "nurse")
    journal = register.path / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-1])
    with open_register(register.path) as fresh:
        assert fresh.head.number == 0
        assert add(fresh, "head").entry.number == 1
        assert [record["ref"] for record in fresh.select("leads")] == ["head"]
