"""A way to the server that can be cut."""

import socket
import threading
from typing import List
from urllib.parse import urlsplit


class CutCable:
    """Forwards connections to a server, until it is told otherwise."""

    def __init__(self, url: str) -> None:
        self._target = urlsplit(url).netloc
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._host = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self.url = f"http://{self._host}"
        self._lock = threading.Lock()
        self._ends: List[socket.socket] = []
        self._is_cut = False
        self._losses = 0
        #: How many connections were tried in vain.
        self.refused = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Ends every connection; new ones end at once."""
        with self._lock:
            self._is_cut = True
            for end in self._ends:
                _shut(end)
            self._ends.clear()

    def mend(self) -> None:
        with self._lock:
            self._is_cut = False

    def lose(self) -> None:
        """What the server says on the connections that there are is lost on the way; none of them ends."""
        self._losses += 1

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            host, _, port = self._target.partition(":")
            far = socket.create_connection((host, int(port)))
            with self._lock:
                if self._is_cut:
                    self.refused += 1
                    near.close()
                    far.close()
                    continue
                self._ends += [near, far]
            threading.Thread(target=self._pump, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._pump, args=(far, near, False), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, asks: bool) -> None:
        losses = self._losses
        try:
            while data := source.recv(65_536):
                # The server wants to be called by its own name.
                data = data.replace(self._host.encode(), self._target.encode()) if asks else data
                if asks or losses == self._losses:
                    sink.sendall(data)
        except OSError:
            pass
        _shut(source)
        _shut(sink)
        source.close()


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
