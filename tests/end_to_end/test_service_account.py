"""A register behind a service account, whole: sshd, ForceCommand, another account, auditrack.

The accounts exist only in a mount namespace of the test's own, where their list stands in the
place of the host's. Where there is no sudo, su takes the service account's uid in its stead: it
is set-uid root like sudo, so the kernel sees the same, and only the sudoers lines go untried.
"""

import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

INSTALLED = Path(sys.executable).with_name("auditrack")
ANSWER_SECONDS = 60
SERVICE, ANNA, BERT, GROUP = 61000, 61001, 61002, 61010

ACCOUNTS = {
    "passwd": """auditrack:x:{SERVICE}:{SERVICE}::{folder}/home/auditrack:{shell}
anna:x:{ANNA}:{ANNA}::{folder}/home/anna:/bin/sh
bert:x:{BERT}:{BERT}::{folder}/home/bert:/bin/sh
""",
    "group": """auditrack:x:{SERVICE}:
anna:x:{ANNA}:
bert:x:{BERT}:
safeguarding:x:{GROUP}:anna,bert
""",
    "shadow": """auditrack:*:19000:0:99999:7:::
anna:*:19000:0:99999:7:::
bert:*:19000:0:99999:7:::
""",
}

PAM_OF_SU = """auth sufficient pam_permit.so
account sufficient pam_permit.so
session optional pam_permit.so
"""

SSHD_CONFIG = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
PidFile none
UsePAM yes
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
AuthorizedKeysFile {folder}/own_key.pub
Subsystem sftp internal-sftp
LogLevel VERBOSE

{block}
"""


@dataclass(frozen=True)
class Host:
    """A host where officers reach one register through a service account."""

    folder: Path
    port: int
    register: Path

    def ask(
        self, login: str, *words: str, input: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        options = {
            "StrictHostKeyChecking": "yes",
            "UserKnownHostsFile": str(self.folder / "known_hosts"),
            "IdentitiesOnly": "yes",
            "BatchMode": "yes",
        }
        flags = [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
        key = ("-i", str(self.folder / "own_key"), "-p", str(self.port))
        return subprocess.run(
            ["ssh", "-F", "none", *flags, *key, f"{login}@127.0.0.1", *words],
            input=input,
            capture_output=True,
            timeout=ANSWER_SECONDS,
        )

    def told(self, login: str, *words: str) -> object:
        """What a command with --json answers."""
        answer = self.ask(login, "auditrack", *words, "--json")
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)


def needs(sshd: str | None) -> str | None:
    """Why the chain cannot be tried here, or None."""
    if os.geteuid() != 0:
        return "only root may act as other logins"
    if sshd is None or not (shutil.which("ssh") and shutil.which("ssh-keygen")):
        return "sshd is not installed"
    mounts = "mount --bind /etc/passwd /etc/passwd"
    tried = subprocess.run(
        ["unshare", "-m", "--propagation", "private", "sh", "-c", mounts], capture_output=True
    )
    if tried.returncode != 0:
        return "this login may not mount a small file system"
    login = "echo 61001 > /proc/self/loginuid && cat /proc/self/loginuid"
    kept = subprocess.run(["sh", "-c", login], capture_output=True)
    if kept.stdout.strip() != b"61001":
        return "the kernel here keeps no login uid"
    return None


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    sshd = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    why = needs(sshd)
    if why is not None:
        pytest.skip(why)
    assert sshd is not None
    Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    # Not the tests' own folder: officers could not even look through it.
    folder = Path(tempfile.mkdtemp(dir="/var/tmp"))
    try:
        folder.chmod(0o755)
        port = laid_out(folder)
        script = folder / "host.sh"
        config = folder / "sshd_config"
        script.write_text(host_script(folder, sshd))
        register = folder / "register"
        officer = f"setpriv --reuid {ANNA} --regid {ANNA} --clear-groups sh -c"
        try:
            in_namespace(folder, f"{officer} '{INSTALLED} --version'")
        except subprocess.CalledProcessError:
            pytest.skip("other logins may not run the auditrack under test")
        # In the same namespace root makes the register, and its own lines say what else to do.
        made = in_namespace(folder, f"{INSTALLED} init {register} --board 'Fernshire Board' "
                            "--json --shared --group safeguarding")  # fmt: skip
        lines = [line for step in json.loads(made.stdout)["needs_root"] for line in step["lines"]]
        in_namespace(folder, "\n".join(service_lines(lines, register)))
        config.write_text(SSHD_CONFIG.format(port=port, folder=folder, block=block_of(lines)))
        sudoers = [one for one in lines if one.startswith(("Defaults>", "%"))]
        (folder / "sudoers").write_text("\n".join(sudoers) + "\n")
        log = folder / "sshd.log"
        with (
            log.open("wb") as errors,
            subprocess.Popen(
                ["unshare", "-m", "--propagation", "private", "sh", script],
                stdin=subprocess.DEVNULL,
                stderr=errors,
            ) as server,
        ):
            try:
                listens(server, log)
                yield Host(folder, port, register)
            finally:
                server.terminate()
                try:
                    server.wait(10)
                except subprocess.TimeoutExpired:
                    server.kill()
    finally:
        shutil.rmtree(folder)


def laid_out(folder: Path) -> int:
    """Lists of accounts, homes and keys; gives the port for sshd."""
    ids = {"SERVICE": SERVICE, "ANNA": ANNA, "BERT": BERT, "GROUP": GROUP, "folder": folder,
           "shell": "/usr/sbin/nologin" if shutil.which("sudo") else "/bin/sh"}  # fmt: skip
    for name, lines in ACCOUNTS.items():
        own = folder / name
        own.write_text(Path("/etc", name).read_text() + lines.format(**ids))
        own.chmod(Path("/etc", name).stat().st_mode)
    for login, uid in (("auditrack", SERVICE), ("anna", ANNA), ("bert", BERT)):
        home = folder / "home" / login
        home.mkdir(parents=True)
        os.chown(home, uid, uid)
        home.chmod(0o700)
    (folder / "su").write_text(PAM_OF_SU)
    for name in ("host_key", "own_key"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True
        )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    kind, key = (folder / "host_key.pub").read_text().split()[:2]
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
    return port


def mounted(folder: Path) -> str:
    """The lines that put the test's own accounts in the place of the host's, here alone."""
    binds = [f"mount --bind {folder}/{name} /etc/{name}" for name in ACCOUNTS]
    if not shutil.which("sudo"):
        binds.append(f"mount --bind {folder}/su /etc/pam.d/su")
    return "\n".join(("set -e", *binds, *opened(folder)))


def opened(folder: Path) -> list[str]:
    """The lines that let officers, here alone, run a Python that lies in somebody's closed home."""
    python = Path(sys.executable).resolve()
    closed = [one for one in reversed(python.parents) if not one.stat().st_mode & 0o001]
    if not closed:
        return []
    inner = closed[0] / python.relative_to(closed[0]).parts[0]
    aside = folder / "python"
    return [
        f"mkdir -p {aside}",
        f"mount --bind {inner} {aside}",
        f"mount -t tmpfs -o mode=755 none {closed[0]}",
        f"mkdir {inner}",
        f"mount --bind {aside} {inner}",
    ]


def in_namespace(folder: Path, lines: str) -> subprocess.CompletedProcess[bytes]:
    """Run lines of a shell where the accounts are known."""
    env = {**os.environ, "XDG_STATE_HOME": str(folder / "state-of-root")}
    return subprocess.run(
        ["unshare", "-m", "--propagation", "private", "sh", "-c", f"{mounted(folder)}\n{lines}"],
        capture_output=True,
        check=True,
        env=env,
    )


def host_script(folder: Path, sshd: str) -> str:
    """What begins the host: its accounts, a strict umask, and sshd."""
    sudo = ""
    if shutil.which("sudo"):
        sudo = (
            f"mount -t tmpfs none /etc/sudoers.d\ninstall -m 440 {folder}/sudoers /etc/sudoers.d/"
        )
    return f"{mounted(folder)}\n{sudo}\numask 077\nexec {sshd} -D -e -f {folder}/sshd_config\n"


def service_lines(lines: list[str], register: Path) -> list[str]:
    """Of what `init --shared` printed, the lines that hand the files to the service account."""
    begin = next(place for place, line in enumerate(lines) if line.startswith("chown -R"))
    wanted = lines[begin : begin + 3]
    assert all(str(register) in line and line.startswith("ch") for line in wanted), wanted
    return wanted


def block_of(lines: list[str]) -> str:
    """The printed block for sshd, with the printed ForceCommand of the service account in it."""
    begin = next(place for place, line in enumerate(lines) if line.startswith("Match Group"))
    block = lines[begin : begin + 6]
    (served,) = (line for line in lines if line.startswith("# and in the block for sshd: "))
    force = served.removeprefix("# and in the block for sshd: ")
    if not shutil.which("sudo"):
        begun, command = force.split("sudo -H -u auditrack ")
        force = f"{begun}su -s /bin/sh auditrack -c {shlex.quote(command)}"
    return "\n".join(f"    {force}" if "ForceCommand" in line else line for line in block)


def listens(server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    while b"Server listening" not in log.read_bytes():
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        os.sched_yield()


def test_each_officer_is_named_though_one_account_does_the_work(host: Host) -> None:
    for login in ("anna", "bert"):
        added = host.ask(login, "auditrack", "subgroup", "add", f"'Subgroup of {login}'")
        assert added.returncode == 0, (added.stderr, (host.folder / "sshd.log").read_text())
    lines = (host.register / "journal.jsonl").read_text("utf-8").splitlines()
    journal = [json.loads(line)["b"] for line in lines]
    assert [(one["login"], one["uid"]) for one in journal if one.get("cmd") == "subgroup add"] == [
        ("anna", ANNA),
        ("bert", BERT),
    ]
    vias = {one["via"] for one in journal if one.get("cmd") == "subgroup add"}
    assert vias == {"ssh 127.0.0.1, unverified"}
    who = json.dumps(host.told("anna", "history"))
    assert "anna" in who and "bert" in who


def test_the_files_are_the_service_accounts_under_any_umask(host: Host) -> None:
    for place in (host.register, *host.register.iterdir()):
        assert (place.stat().st_uid, place.stat().st_gid) == (SERVICE, SERVICE), place
    assert (host.register / "journal.jsonl").stat().st_mode & 0o7777 == 0o660
    answer = host.ask("anna", "auditrack", "verify", "--snapshot")
    assert answer.returncode == 0, answer.stderr
    assert (host.register / "register.json").stat().st_mode & 0o7777 == 0o660
    officer = ["setpriv", "--reuid", str(ANNA), "--regid", str(ANNA), "--groups", str(GROUP)]
    for command in (["cat", host.register / "journal.jsonl"], ["ls", host.register]):
        assert subprocess.run([*officer, *command], capture_output=True).returncode != 0


def test_each_officer_has_a_folder_of_their_own_there(host: Host) -> None:
    for login in ("anna", "bert"):
        assert host.ask(login, "auditrack", "verify").returncode == 0
    states = host.folder / "home" / "auditrack" / ".local" / "state" / "auditrack"
    for uid in (ANNA, BERT):
        own = states / f"login-{uid}"
        assert own.stat().st_mode & 0o777 == 0o700 and own.stat().st_uid == SERVICE
        assert len(list((own / "witness").iterdir())) == 1
    assert not (host.folder / "home" / "anna" / ".local").exists()


def test_two_officers_are_two_persons(host: Host) -> None:
    host.told("anna", "review", "add", "child-m", "--title", "'Child Marigold'")
    asked = host.ask("anna", "auditrack", "redact", "child-m", "title", "--why", "'a name'")
    assert asked.returncode == 0, asked.stderr
    alone = host.ask("anna", "auditrack", "redact", "--confirm", "red-1")
    assert alone.returncode == 1 and b"second person" in alone.stderr
    done = host.ask("bert", "auditrack", "redact", "--confirm", "red-1")
    assert done.returncode == 0, done.stderr
    assert b"Marigold" not in (host.register / "journal.jsonl").read_bytes()
    assert (host.register / "journal.jsonl").stat().st_uid == SERVICE
    assert host.ask("anna", "auditrack", "verify").returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        ("id",),
        ("auditrack", "--register", "/tmp", "rec", "list"),
        ("auditrack", "export", "--out", "records.jsonl"),
        ("auditrack", "import", "/etc/passwd", "--dry-run"),
        ("auditrack", "restore", "a", "b"),
    ],
)
def test_what_leads_out_is_refused(host: Host, words: tuple[str, ...]) -> None:
    answer = host.ask("anna", *words)
    assert (answer.returncode, answer.stdout) == (1, b"")
    assert answer.stderr and b"Traceback" not in answer.stderr and b"uid=" not in answer.stderr


def test_files_travel_through_standard_output(host: Host) -> None:
    answer = host.ask("bert", "auditrack", "export", "--out", "-")
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout.splitlines()[0])["auditrack"] == "records"


@pytest.mark.skipif(not shutil.which("sudo"), reason="sudo is not installed")
def test_the_printed_lines_are_ones_that_sudo_takes(host: Host) -> None:
    checked = subprocess.run(["visudo", "-c", "-f", host.folder / "sudoers"], capture_output=True)
    assert checked.returncode == 0, checked.stderr
