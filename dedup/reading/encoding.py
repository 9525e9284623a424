"""From bytes to text: Unicode first, then the old encodings of newsroom archives.

The guess asks uchardet (through resiliparse) for its favourite, and the text itself for a veto: of the
encodings that can read the bytes at all, the one wins whose text looks least odd (`plausible`).
On short German, French and Russian sentences this is right far more often than any guesser alone.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from dedup.errors import ReadError
from dedup.reading.plausible import oddness

_UNPACK = "unpack it and give what is inside"
_SAVE_AS = "save its text as .txt, .md or .html"
_MAGIC = {
    b"%PDF-": ("a PDF file", _SAVE_AS),
    b"{\\rtf": ("an RTF file", _SAVE_AS),
    b"\xd0\xcf\x11\xe0": ("an old Office file", _SAVE_AS),
    b"PK\x03\x04": ("a ZIP archive or an Office file", f"{_UNPACK}, or {_SAVE_AS}"),
    b"\x1f\x8b": ("a gzip file", _UNPACK),
    b"7z\xbc\xaf\x27\x1c": ("a 7z archive", _UNPACK),
    b"\xfd7zXZ": ("an xz file", _UNPACK),
    b"\x28\xb5\x2f\xfd": ("a zstd file", _UNPACK),
    b"\x89PNG": ("a PNG picture", "remove it"),
    b"\xff\xd8\xff": ("a JPEG picture", "remove it"),
    b"GIF87a": ("a GIF picture", "remove it"),
    b"GIF89a": ("a GIF picture", "remove it"),
    b"SQLite format 3": ("an SQLite database", "export its articles as JSONL"),
    b"PAR1": ("a Parquet file", "export its articles as JSONL"),
    b"\x7fELF": ("a program", "remove it"),
}
_MAGIC_STARTS = tuple(_MAGIC)
# UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16.
_WIDE_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_WIDE_STARTS = tuple(_WIDE_MARKS)
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
_MAX_CONTROL_SHARE = 0.05
_SAMPLE_BYTES = 65_536

# In order of likelihood for a European archive; the first on a tie wins.
_USUAL = (
    *("cp1252", "iso8859-15", "mac-roman", "cp850"),
    *("cp1251", "koi8-r", "cp866"),
    *("cp1250", "iso8859-2", "cp949"),
)
# Encodings that the guesser may name besides; the others in its list are no archive's.
_BELIEVED = frozenset(
    (
        *("cp1253", "cp1254", "cp1257", "iso8859-5", "iso8859-7", "iso8859-9", "iso8859-13", "koi8-u"),
        *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", *_USUAL),
    )
)
_MAX_ODDNESS = 0.2

_DECLARED = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding=["']([\w-]+)""", re.I
)


def decode(data: bytes, name: str) -> str:
    r"""Return the text of a file's bytes, whatever encoding an archive kept it in.

    Understood are UTF-8, UTF-16 and UTF-32 with a byte order mark (dropped), and, by a guess, the legacy
    encodings of Europe and East Asia. The text stays as it is but for line ends: ``\r\n`` and a lone
    ``\r`` become ``\n``. All offsets of all results point into the text so made.

    Raises `ReadError` for a binary file, for damaged UTF-8 and where no encoding gives a sensible text.

    >>> decode("Die Brücke ist „marode“.".encode("windows-1252"), "old.txt")
    'Die Brücke ist „marode“.'
    >>> decode(b"%PDF-1.7", "a.pdf")
    Traceback (most recent call last):
    dedup.errors.ReadError: a.pdf: looks like a PDF file, not text; save its text as .txt, .md or .html
    """
    return _decode(data, name, declared=None)


def decode_html(data: bytes, name: str) -> str:
    """Return the text of a web page like `decode`, trusting the encoding that it declares before a guess.

    >>> decode_html('<meta charset="koi8-r"><p>мост</p>'.encode("koi8-r"), "a.html")[-11:]
    '<p>мост</p>'
    """
    found = _DECLARED.search(data, 0, 4096)
    label = (found[1] or found[2]).decode("ascii", "replace") if found else ""
    return _decode(data, name, declared=map_encoding_to_html5(label, fallback_utf8=False) if label else None)


def has_wide_mark(data: bytes) -> bool:
    """Say whether the bytes start with the mark of UTF-16 or UTF-32, whose lines are no byte lines.

    >>> has_wide_mark("a".encode("utf-16")), has_wide_mark(b"a")
    (True, False)
    """
    return data.startswith(_WIDE_STARTS)


def refuse_binary(data: bytes, name: str) -> None:
    """Raise `ReadError` if the bytes are no text: a known binary format, NUL bytes, many control characters.

    >>> refuse_binary(b"plain", "a.txt")
    """
    if data.startswith(_MAGIC_STARTS):
        kind, remedy = next(told for magic, told in _MAGIC.items() if data.startswith(magic))
        raise ReadError(f"{name}: looks like {kind}, not text; {remedy}")
    if has_wide_mark(data):
        return
    if b"\0" in data:
        raise ReadError(
            f"{name}: not text, it holds NUL bytes (a binary file, or UTF-16 without a byte order mark); "
            "save it as UTF-8 text or remove it"
        )
    sample = data[:_SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > _MAX_CONTROL_SHARE * len(sample):
        raise ReadError(
            f"{name}: not text, {100 * controls // len(sample)} % of it are control characters; "
            "save it as UTF-8 text or remove it"
        )


def _decode(data: bytes, name: str, declared: str | None) -> str:
    refuse_binary(data, name)
    text = _unicode(data, name)
    if text is None:
        _refuse_damaged_utf8(data, name)
        text = _as_declared(data, declared) or _guess(data, name)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _unicode(data: bytes, name: str) -> str | None:
    if not has_wide_mark(data):
        return _try(data, "utf-8-sig")
    encoding = next(found for mark, found in _WIDE_MARKS.items() if data.startswith(mark))
    text = _try(data, encoding)
    if text is None:
        raise ReadError(f"{name}: damaged {encoding.upper()} text; save it again as UTF-8")
    return text


def _refuse_damaged_utf8(data: bytes, name: str) -> None:
    # Legacy text hardly ever holds a valid UTF-8 sequence, so a majority of them means: this was UTF-8.
    tried = data.decode("utf-8", "replace")
    broken = tried.count("�")
    valid = len(tried) - len(tried.encode("ascii", "ignore")) - broken
    if valid > broken:
        line = tried.count("\n", 0, tried.index("�")) + 1
        raise ReadError(
            f"{name}: damaged UTF-8 in line {line}; repair that line or save the file again as UTF-8"
        )


def _as_declared(data: bytes, declared: str | None) -> str | None:
    # A page that declares Unicode and got here is none; ASCII bytes read as UTF-16 turn into Chinese.
    if declared is None or declared.startswith("utf"):
        return None
    text = _try(data, declared)
    return text if text and oddness(text) <= _MAX_ODDNESS else None


def _guess(data: bytes, name: str) -> str:
    """Return the least odd reading; the guesser's favourite comes first on a tie."""
    best, least = "", 1.0
    for encoding in _candidates(data):
        text = _try(data, encoding)
        strange = 1.0 if text is None else oddness(text)
        if text is not None and strange < least:
            best, least = text, strange
        if not least:
            break
    if least > _MAX_ODDNESS:
        raise ReadError(f"{name}: in no encoding that dedup knows does it read like text; save it as UTF-8")
    return best


def _candidates(data: bytes) -> Iterator[str]:
    foreign = re.search(rb"[\x80-\xff]", data)
    start = foreign.start() if foreign else 0
    favourite = detect_encoding(data[max(0, start - 1000) : start + _SAMPLE_BYTES])
    if favourite in _BELIEVED:
        yield favourite
    yield from (encoding for encoding in _USUAL if encoding != favourite)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
