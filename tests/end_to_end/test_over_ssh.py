"""auditrack behind a real sshd on this machine, set up as `init --shared` prints it."""

import getpass
import grp
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

INSTALLED = Path(sys.executable).with_name("auditrack")
REVIEW = Path(__file__).with_name("made_up_review.txt")
ANSWER_SECONDS = 60
SSH_FAILED = 255

SSHD_CONFIG = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
PidFile none
UsePAM {pam}
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PubkeyAuthentication yes
AuthorizedKeysFile {folder}/own_key.pub
Subsystem sftp internal-sftp
SetEnv XDG_STATE_HOME={folder}/state XDG_DATA_HOME={folder}/data XDG_CONFIG_HOME={folder}/config
LogLevel VERBOSE

{block}
"""


def sshd_path() -> str | None:
    if not (shutil.which("ssh") and shutil.which("ssh-keygen")):
        return None
    return shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@dataclass(frozen=True)
class Host:
    """A host with a register on it, as an officer's own machine reaches it."""

    folder: Path
    port: int
    register: Path

    def line(self, *words: str) -> list[str]:
        options = {
            "StrictHostKeyChecking": "yes",
            "UserKnownHostsFile": str(self.folder / "known_hosts"),
            "IdentitiesOnly": "yes",
            "BatchMode": "yes",
        }
        flags = [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
        key = str(self.folder / "own_key")
        login = f"{getpass.getuser()}@127.0.0.1"
        return ["ssh", "-F", "none", *flags, "-i", key, "-p", str(self.port), login, *words]

    def ask(self, *words: str, input: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            self.line(*words), input=input, capture_output=True, timeout=ANSWER_SECONDS
        )


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    sshd = sshd_path()
    if sshd is None:
        pytest.skip("sshd is not installed")
    folder = tmp_path_factory.mktemp("ssh")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # an sshd of root insists on it
    env = {**os.environ, "XDG_STATE_HOME": str(folder / "state")}
    register = folder / "register"
    made = subprocess.run(
        [
            *(INSTALLED, "init", register, "--board", "Fernshire Board", "--json"),
            *("--shared", "--group", grp.getgrgid(os.getgid()).gr_name),
        ],
        capture_output=True,
        env=env,
        check=True,
    )
    steps = json.loads(made.stdout)["needs_root"]
    (block,) = (step["lines"] for step in steps if step["lines"][0].startswith("Match Group"))
    for name in ("host_key", "own_key"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True
        )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kind, key = (folder / "host_key.pub").read_text().split()[:2]
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
    found = Host(folder, port, register)
    # Without PAM sshd turns away an account that has no password to log in with.
    for pam in ("no", "yes"):
        config = SSHD_CONFIG.format(port=port, folder=folder, block="\n".join(block), pam=pam)
        with listening(sshd, folder, config) as log:
            if pam == "no" and found.ask("auditrack", "--version").returncode == SSH_FAILED:
                assert "account is locked" in log.read_text(), log.read_text()
                continue
            if pam == "yes" and found.ask("auditrack", "--version").returncode == SSH_FAILED:
                pytest.skip("sshd turns away the locked account that runs the tests")
            yield found
            return


@contextmanager
def listening(sshd: str, folder: Path, config: str) -> Iterator[Path]:
    """An sshd with this configuration, stopped in every case; its log."""
    (folder / "sshd_config").write_text(config)
    log = folder / "sshd.log"
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            [sshd, "-D", "-e", "-f", folder / "sshd_config"],
            stdin=subprocess.DEVNULL,
            stderr=errors,
        ) as server,
    ):
        try:
            wait_for(server, log)
            yield log
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def wait_for(server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until sshd says that it listens."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while b"Server listening" not in log.read_bytes():
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        os.sched_yield()


def test_a_review_goes_in_and_a_report_comes_out(host: Host) -> None:
    taken = host.ask(
        *("auditrack", "import", "-", "--review", "child-x", "--accept", "ticked", "--json"),
        input=REVIEW.read_bytes(),
    )
    assert taken.returncode == 0, taken.stderr
    listed = host.ask("auditrack", "rec", "list", "--json")
    assert json.loads(listed.stdout)[0]["review"] == "child-x"
    report = host.ask("auditrack", "report", "progress", "--out", "-")
    assert report.returncode == 0, report.stderr
    assert report.stdout.startswith(b"PK") and b"word/document.xml" in report.stdout
    history = json.loads(host.ask("auditrack", "history", "--json").stdout)
    assert "ssh 127.0.0.1, unverified" in json.dumps(history)
    assert "export" in json.dumps(history)


def test_a_text_with_spaces_needs_a_second_pair_of_quotation_marks(host: Host) -> None:
    added = host.ask("auditrack", "subgroup", "add", "'Quality & Performance; audit'")
    assert added.returncode == 0, added.stderr
    listed = json.loads(host.ask("auditrack", "subgroup", "list", "--json").stdout)
    assert "Quality & Performance; audit" in [row["title"] for row in listed]
    loose = host.ask("auditrack", "subgroup", "add", "Quality & Performance")
    assert loose.returncode == 1 and b"takes one layer of quotation marks away" in loose.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("id",),
        ("sh", "-c", "id"),
        ("auditrack", "rec", "list", ";", "id"),
        ("auditrack", "init", "/tmp/auditrack-not-made", "--board", "Other"),
        ("auditrack", "--register", "/tmp", "rec", "list"),
        ("auditrack", "rec", "list", "--register", "/tmp"),
        ("auditrack", "import", "/etc/passwd", "--dry-run"),
        ("auditrack", "report", "progress", "--out", "/tmp/auditrack-not-made.docx"),
        ("auditrack", "report", "progress", "--out", "~/.bashrc"),
    ],
)
def test_what_leads_out_is_refused(host: Host, words: tuple[str, ...]) -> None:
    before = (host.register / "journal.jsonl").read_bytes()
    answer = host.ask(*words)
    assert (answer.returncode, answer.stdout) == (1, b"")
    assert answer.stderr and b"Traceback" not in answer.stderr and b"uid=" not in answer.stderr
    assert (host.register / "journal.jsonl").read_bytes() == before
    assert not Path("/tmp/auditrack-not-made").exists()
    assert not Path("/tmp/auditrack-not-made.docx").exists()


def test_no_files_are_copied_by_sftp(host: Host) -> None:
    line = host.line()
    answer = subprocess.run(
        [*line[:-1], "-s", line[-1], "sftp"],
        input=b"\0\0\0\x05\x01\0\0\0\x03",  # an sftp server answers this with its version
        capture_output=True,
        timeout=ANSWER_SECONDS,
    )
    assert (answer.returncode, answer.stdout) == (1, b"")


def test_no_tunnel_is_opened(host: Host) -> None:
    line = host.line()
    answer = subprocess.run(
        [*line[:-1], "-W", f"127.0.0.1:{host.port}", line[-1]],
        input=b"",
        capture_output=True,
        timeout=ANSWER_SECONDS,
    )
    assert answer.returncode != 0 and b"SSH-2.0" not in answer.stdout


def test_without_a_command_the_app_opens(host: Host) -> None:
    line = host.line()
    with subprocess.Popen(
        [*line[:-1], "-tt", line[-1]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm-256color"},
    ) as client:
        assert client.stdin is not None and client.stdout is not None
        try:
            seen = drawn(client.stdout.fileno(), lambda screen: b"Fernshire Board" in screen)
            if "chown(/dev/pts" in (host.folder / "sshd.log").read_text():
                pytest.skip("sshd without root cannot give a terminal here")
            assert b"Fernshire Board" in seen, seen[-2000:]
            client.stdin.write(b"q")
            client.stdin.flush()
            drawn(client.stdout.fileno(), lambda screen: False)
            assert client.wait(ANSWER_SECONDS) == 0
        finally:
            client.kill()


def drawn(source: int, enough: Callable[[bytes], bool]) -> bytes:
    """What the host sent until it is enough, or until it closed the connection."""
    import select

    screen, deadline = b"", time.monotonic() + ANSWER_SECONDS
    while not enough(screen) and time.monotonic() < deadline:
        if not select.select([source], [], [], 1)[0]:
            continue
        sent = os.read(source, 65536)
        if not sent:
            break
        screen += sent
    return screen
