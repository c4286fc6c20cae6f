"""Files as forms (RFC 7578)."""

import secrets
from dataclasses import dataclass
from typing import Mapping
from urllib.parse import quote


@dataclass(frozen=True)
class Form:
    content_type: str
    content: bytes


def file_form(content: bytes, filename: str, fields: Mapping[str, str]) -> Form:
    """:param filename: any text; what a header cannot hold is written as percent signs and digits"""
    boundary = secrets.token_hex(16)
    lines = b""
    for name, value in fields.items():
        lines += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    shown = quote(filename, safe=" ()+,;=@[]{}~", encoding="utf-8") if _needs_quoting(filename) else filename
    extended = f"; filename*=UTF-8''{quote(filename, safe='')}" if shown != filename else ""
    lines += (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{shown}"{extended}\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode()
    return Form(f"multipart/form-data; boundary={boundary}", lines + content + f"\r\n--{boundary}--\r\n".encode())


def _needs_quoting(filename: str) -> bool:
    return not filename.isascii() or any(letter in filename for letter in '"\\\r\n')
