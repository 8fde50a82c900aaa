"""The syntax of a PDF file: numbered objects, streams and the table of where they stand."""


def stream(data: bytes, entries: bytes) -> bytes:
    length = f"/Length {len(data)}".encode()
    return b"<< " + entries + b" " + length + b" >>\nstream\n" + data + b"\nendstream"


def file_of(objects: list[bytes]) -> bytes:
    """A PDF file of numbered objects; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010d} 00000 n \n".encode()
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)
