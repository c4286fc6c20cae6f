"""``client.vrm_models``"""

import os
import secrets
from pathlib import Path
from typing import Callable, Iterator, List, Optional, Union
from urllib.parse import quote

from .decode import decode
from .transport import Body, Transport
from .types import VrmModel

_BLOCK_BYTES = 256 * 1024

#: Told how many bytes were sent, of how many.
OnProgress = Callable[[int, int], None]


class VrmModels:
    """The 3D models of characters."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, category: Optional[str] = None, search: Optional[str] = None) -> "List[VrmModel]":
        """The one that ships first, then one's own, newest first."""
        query = {"category": category, "search": search}
        answer = self._transport.request("GET", "/vrm-models", query=query)
        return [decode(VrmModel, model) for model in answer["models"]]

    def upload(
        self, file: "Union[str, os.PathLike[str]]", *, on_progress: Optional[OnProgress] = None
    ) -> VrmModel:
        """:param file: the path of a VRM 0.x or 1.0 model"""
        body = _form(Path(file), on_progress)
        return decode(VrmModel, self._transport.request("POST", "/vrm-models", body=body))

    def download(self, model_id: str) -> bytes:
        """The VRM file."""
        return self._transport.request_bytes("GET", f"/vrm-models/{quote(model_id, safe='')}/file")


def _form(file: Path, on_progress: Optional[OnProgress]) -> Body:
    """multipart/form-data (RFC 7578) with one file, read as it is sent."""
    boundary = secrets.token_hex(16)
    name = file.name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    head = (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode()
    tail = f"\r\n--{boundary}--\r\n".encode()
    file_bytes = file.stat().st_size

    def chunks() -> Iterator[bytes]:
        yield head
        sent = 0
        with file.open("rb") as opened:
            while block := opened.read(_BLOCK_BYTES):
                yield block
                sent += len(block)
                if on_progress is not None:
                    on_progress(sent, file_bytes)
        yield tail

    return Body(f"multipart/form-data; boundary={boundary}", len(head) + file_bytes + len(tail), chunks)
