"""One instance per library: a second start hands its files to the first and ends."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

ANSWER_MS = 1500
MOST_BYTES = 1 << 20
HELLO = b"imagefinder 1\n"


def server_name(library: Path) -> str:
    """The local socket of a user's instance on one library."""
    who = os.environ.get("USER") or os.environ.get("USERNAME") or "user"
    key = hashlib.blake2b(
        str(library.absolute()).encode("utf-8", "surrogateescape"), digest_size=8
    ).hexdigest()
    return f"imagefinder-{who}-{key}"


def hand_over(library: Path, paths: Sequence[Path]) -> bool:
    """Give paths to the instance that has this library open; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(library))
    if not socket.waitForConnected(ANSWER_MS):
        return False
    if not socket.bytesAvailable() and not socket.waitForReadyRead(ANSWER_MS):
        return False
    if socket.readLine().data() != HELLO:
        return False
    message = json.dumps({"paths": [os.fsdecode(path.absolute()) for path in paths]}).encode(
        "utf-8", "surrogatepass"
    )
    socket.write(message + b"\n")
    sent = socket.waitForBytesWritten(ANSWER_MS)
    socket.disconnectFromServer()
    return sent


class InstanceServer(QObject):
    """Listens for later starts.

    Signals:
        paths_came: another start handed these over (list of Path, perhaps empty); the window should come
            forward.
    """

    paths_came = Signal(object)

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        self._name = server_name(library)

    def listen(self) -> bool:
        """Begin to listen; a socket left behind by a crash is taken over."""
        if self._server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)
        if self._server.listen(self._name):
            return True
        log.warning("no other start can reach this one: %s", self._server.errorString())
        return False

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _greet(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.write(HELLO)
            socket.flush()
            socket.readyRead.connect(lambda held=socket: self._read(held))
            socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > MOST_BYTES:
            socket.abort()
            return
        if not socket.canReadLine():
            return
        try:
            message = json.loads(bytes(socket.readLine().data()))
            paths = [Path(name) for name in message["paths"]]
        except (ValueError, KeyError, TypeError) as error:
            log.warning("another start said something that is no list of paths: %s", error)
            socket.abort()
            return
        self.paths_came.emit(paths)
