"""A relay in front of a database's socket that cuts a connection at its N-th message."""

import os
import socket
import threading
from pathlib import Path


class CuttingRelay:
    """Listens on a socket of its own and hands everything on, until it is told to cut.

    Args:
        folder: Where its socket is made.
        server: The server's socket.
    """

    def __init__(self, folder: Path, server: Path) -> None:
        self.folder = folder
        self._server = str(server)
        self._left: int | None = None
        self._hands_on = False
        self._takes_nobody_in = threading.Event()
        self._guard = threading.Lock()
        self.cuts = 0
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(folder / ".s.PGSQL.5432"))
        self._listening.listen(16)
        threading.Thread(target=self._take_in, daemon=True).start()

    def cut_at(self, message: int, hands_on: bool, stays_away: bool = False) -> None:
        """Cut at the N-th message from now on, before it is handed on or after.

        Args:
            message: from 1 on.
            hands_on: whether the server gets that message; its answer is lost either way.
            stays_away: whether nobody is taken in afterwards, until `come_back`.
        """
        with self._guard:
            self._left, self._hands_on, self._stays = message, hands_on, stays_away

    def cut_at_the_end(self, hands_on: bool, stays_away: bool = False) -> None:
        """As `cut_at`, at the message that ends the next transaction."""
        with self._guard:
            self._left, self._hands_on, self._stays = 0, hands_on, stays_away

    def come_back(self) -> None:
        """Take connections in again."""
        self._takes_nobody_in.clear()

    def close(self) -> None:
        """Take nobody in any more."""
        self._listening.close()
        os.unlink(self.folder / ".s.PGSQL.5432")

    def _take_in(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            if self._takes_nobody_in.is_set():
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._server)
            threading.Thread(target=self._serve, args=(client, server), daemon=True).start()

    def _serve(self, client: socket.socket, server: socket.socket) -> None:
        with client, server:
            back = threading.Thread(target=self._hand_on, args=(server, client, False), daemon=True)
            back.start()
            self._hand_on(client, server, True)
            back.join()

    def _hand_on(self, one: socket.socket, other: socket.socket, to_server: bool) -> None:
        try:
            while data := one.recv(1 << 20):
                if to_server and self._cuts_now(data):
                    # The answer is lost: nothing of it reaches the client any more.
                    one.shutdown(socket.SHUT_RDWR)
                    if self._hands_on:
                        other.sendall(data)
                    break
                other.sendall(data)
        except OSError:
            pass
        for end in (one, other):
            try:
                end.shutdown(socket.SHUT_RDWR if end is one else socket.SHUT_WR)
            except OSError:
                continue

    def _cuts_now(self, data: bytes) -> bool:
        with self._guard:
            if self._left is None or (self._left == 0 and b"COMMIT" not in data):
                return False
            self._left -= 1
            if self._left > 0:
                return False
            self._left = None
            self.cuts += 1
            if self._stays:
                self._takes_nobody_in.set()
            return True

    def let_be(self) -> bool:
        """Cut no more; whether a cut was still to come."""
        with self._guard:
            waited, self._left = self._left is not None, None
            return waited
