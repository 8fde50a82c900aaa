"""A real browser without a screen: pages from the disk are opened and asked, over a pipe.

One start serves every page. Nothing of a page is changed for it: what axe-core finds, it finds on
the very bytes that are published.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

AXE = Path(sys.prefix) / "share" / "axe-core" / "axe_playwright_python" / "axe.min.js"
"""Where `.ci/run` puts axe-core."""

_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-dev-shm-usage", "--disable-extensions", "--mute-audio"),
    *("--hide-scrollbars", "--allow-file-access-from-files"),
)

_AS_3_AND_4 = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Chromium reads what it is asked from 3 and answers on 4."""

_RUN = """
axe.run(document, {
  resultTypes: ['violations'],
  preload: false,
  performanceTimer: false,
  rules: {'target-size': {enabled: true}, 'identical-links-same-purpose': {enabled: true}},
}).then(found => JSON.stringify(found.violations.map(one => [
  one.id, one.nodes.map(node => node.target.join(' ') + ': ' + node.failureSummary)])))
"""
_CONTRAST_AAA = """
axe.configure({checks: [{id: 'color-contrast', options: {
  ignoreUnicode: true, ignoreLength: false, ignorePseudo: false, pseudoSizeThreshold: 0.25,
  boldValue: 700, boldTextPt: 14, largeTextPt: 18, shadowOutlineEmMax: 0.2, textStrokeEmMin: 0.03,
  contrastRatio: {normal: {expected: 7}, large: {expected: 4.5}},
}}]})
"""
"""Its rule for AAA leaves what fails AA to the other: this one asks for all of it."""


def chromium() -> str:
    """The browser, or a skip where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("Chromium is not installed")
    return found


def axe_core() -> str:
    """The source of axe-core, or a skip where it is absent."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed")
    return AXE.read_text(encoding="utf-8")


class Browser:
    """One page of a browser, and what may be asked of it."""

    def __init__(self, send: int, receive: int) -> None:
        self._send, self._receive = send, receive
        self._number, self._rest = 0, b""
        self._session: str | None = None
        self.said: list[str] = []

    def open(self) -> None:
        """Take a page of its own."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask one thing and wait for the answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                assert "error" not in told, told
                return dict(told["result"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            part = os.read(self._receive, 1 << 20)
            assert part, "the browser has gone"
            self._rest += part
        message, self._rest = self._rest.split(b"\0", 1)
        told = dict(json.loads(message))
        self._note(told)
        return told

    def _note(self, told: dict[str, Any]) -> None:
        """Keep what the browser complains of: a blocked sheet, a dialog, an error."""
        method, params = told.get("method"), told.get("params", {})
        if method == "Log.entryAdded":
            self.said.append(params["entry"]["text"])
        elif method in ("Page.javascriptDialogOpening", "Runtime.consoleAPICalled"):
            self.said.append(f"a script ran: {params}")

    def go(self, page: Path) -> None:
        """Open a page from the disk and wait until it is there."""
        self.ask("Page.navigate", url=page.as_uri())
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def look(self, width: int, dark: bool = False, height: int = 900) -> None:
        """See pages at a width, in the light or the dark scheme."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])

    def run(self, script: str) -> Any:
        """The value of an expression on the page."""
        told = self.ask(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def violations(self, axe: str) -> list[Any]:
        """What axe-core finds wrong with the page, by all its rules, contrast as AAA asks."""
        if self.run("typeof axe") == "undefined":
            self.run(f"{axe}; {_CONTRAST_AAA}; 0")
        return list(json.loads(self.run(_RUN)))

    def overflows(self) -> bool:
        """Whether the page has to be scrolled sideways."""
        return bool(
            self.run("document.scrollingElement.scrollWidth > document.documentElement.clientWidth")
        )


@contextmanager
def browsing(folder: Path) -> Iterator[Browser]:
    """A browser with a profile in a folder, ended afterwards."""
    program = chromium()
    from_us, to_it = os.pipe()
    from_it, to_us = os.pipe()
    flags = [*_FLAGS, "--remote-debugging-pipe", f"--user-data-dir={folder}"]
    started = subprocess.Popen(
        [sys.executable, "-c", _AS_3_AND_4, str(from_us), str(to_us), program, *flags],
        pass_fds=(from_us, to_us),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(from_us)
    os.close(to_us)
    try:
        browser = Browser(to_it, from_it)
        browser.open()
        yield browser
    finally:
        os.close(to_it)  # nobody asks any more: it ends with all its own processes
        try:
            started.wait(timeout=20)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()
        os.close(from_it)
