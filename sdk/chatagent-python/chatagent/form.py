"""Files as forms (RFC 7578)."""

import secrets
from dataclasses import dataclass
from typing import Mapping


@dataclass(frozen=True)
class Form:
    content_type: str
    content: bytes


def file_form(content: bytes, filename: str, fields: Mapping[str, str]) -> Form:
    """:param filename: any text; a line's end in it becomes a space"""
    boundary = secrets.token_hex(16)
    lines = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    lines += (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{_quoted(filename)}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    end = f"\r\n--{boundary}--\r\n".encode()
    return Form(f"multipart/form-data; boundary={boundary}", lines.encode() + content + end)


def _quoted(filename: str) -> str:
    one_line = " ".join(filename.splitlines())
    return one_line.replace("\\", "\\\\").replace('"', '\\"')
