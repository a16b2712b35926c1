"""Forty files that nobody should have to receive, and what is said of each."""

import gzip
import io
import zipfile
from collections.abc import Callable

HEAD = "name,email,branch\n"
GOOD = "Ida Roy,ida@example.org,Leith\n"


def csv(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> bytes:
    return (head + "".join(f"{row}\n" for row in rows)).encode(encoding)


def zipped(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * size)
    return out.getvalue()


class Endless(io.RawIOBase):
    """A file that is larger than any memory: a beginning, and then the same for ever."""

    def __init__(self, head: bytes, tail: bytes, size: int) -> None:
        super().__init__()
        self.head, self.tail, self.size, self.at = head, tail * (1 << 16), size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, _whence: int = 0) -> int:
        self.at = offset
        return offset

    def tell(self) -> int:
        return self.at

    def readinto(self, buffer) -> int:
        left = min(len(buffer), self.size - self.at)
        data = (self.head[self.at : self.at + left]) or self.tail[:left]
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)


def endless(head: str, tail: str) -> Callable[[], io.BufferedReader]:
    return lambda: io.BufferedReader(Endless(head.encode(), tail.encode(), 2_000_000_000))


TURNED = "\u202egnp.eci"
# What it is called, its bytes, and the beginning of what is said (of a row: with its line).
WHOLE: dict[str, tuple[object, str]] = {
    "nothing": (b"", "The file is empty"),
    "blanks": (b" \n\n \n", "The file is empty"),
    "an empty first line": (b"\n" + csv(GOOD), "Line 1 is empty"),
    "commas alone": (b",,,\n,,,\n", "Line 1 is empty"),
    "xlsx called csv": (zipped(1000), "Line 1: this is an Excel or OpenOffice file"),
    "a zip bomb": (zipped(50_000_000), "Line 1: this is an Excel or OpenOffice file"),
    "an empty zip": (b"PK\x05\x06" + b"\0" * 18, "Line 1: this is an empty zip"),
    "a gzip bomb": (gzip.compress(b"0" * 10_000_000), "Line 1: this is a compressed file"),
    "an old xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Line 1: this is an old Excel file"),
    "a pdf": (b"%PDF-1.7\n", "Line 1: this is a PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "Line 1: this is a picture"),
    "a web page": (b"<!doctype html><script>alert(1)</script>", "Line 1: this is a web page"),
    "xml with entities": (
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>",
        "Line 1: this is a",
    ),
    "json": (b'[{"name": "Ida Roy"}]', "Line 1: this is JSON"),
    "a program": (b"\x7fELF\x02\x01", "Line 1: this is a program"),
    "a database": (b"SQLite format 3\0", "Line 1: this is a database"),
    "a million columns": (b"a," * 1_000_000 + b"\n", "Line 1 is longer than 65,536 characters"),
    "a thousand columns": (
        ",".join(f"c{n}" for n in range(1000)).encode(),
        "Line 1: there are 1,000",
    ),
    "a header of noughts": (b"na\0me,branch\nx,y\n", "Line 1: the names of the columns"),
    "a header in no alphabet": (
        b"\xff\xfe\x00\xd8a\x00,\x00b\x00\n\x00",
        "Line 1: the names of the",
    ),
    "a quote opened in the header": (b'"name,branch\nIda,Leith\n', "Line 1: a quotation mark"),
    "a quote never closed": (
        csv(GOOD.strip(), '"Max Orr,m@example.org,Leith'),
        "Line 3: a quotation",
    ),
    "a quote never closed, for ever": (
        csv(GOOD.strip(), '"Max Orr') + b"x,y,z\n" * 40_000,
        "Line ",
    ),
    "letters after a quote": (csv('"Ida" Roy,i@example.org,Leith'), "Line 2: the file cannot be"),
    "one line of two gigabytes": (endless("", "a"), "The file is larger than 100 MB"),
    "two gigabytes of rows": (endless(HEAD, GOOD), "The file is larger than 100 MB"),
    "two gigabytes of noughts": (endless("", "\0"), "Line 1 is longer"),
    "the columns twice": (b"name,Name\nIda Roy,Max Orr\n", "Line 1: the column name appears twice"),
}
ROWS: dict[str, tuple[bytes, int, str]] = {
    "a line of 5 MB": (csv("x" * 5_000_000 + ",a@example.org,Leith"), 2, "is longer than 65,536"),
    "a cell of 30,000 letters": (
        csv("x" * 30_000 + ",a@example.org,Leith"),
        2,
        "has a cell of more",
    ),
    "a formula with =": (
        csv('"=HYPERLINK(""http://evil"")",a@example.org,Leith'),
        2,
        "the name begins with '='",
    ),
    "a formula with +": (csv("+1+1,a@example.org,Leith"), 2, "the name begins with '+'"),
    "a formula with -": (csv("-2+3,a@example.org,Leith"), 2, "the name begins with '-'"),
    "a formula with @": (csv("@SUM(1),a@example.org,Leith"), 2, "the name begins with '@'"),
    "a formula behind a tab": (csv('"\t=1+1",a@example.org,Leith'), 2, "the name begins with '='"),
    "a formula as a branch": (
        csv("Ida Roy,a@example.org,=cmd|' /C calc'!A0"),
        2,
        "the branch begins",
    ),
    "too many cells": (
        csv("Ida Roy,a@example.org,Leith,more,and more"),
        2,
        "has 5 cells, the header",
    ),
    "no name": (csv(",a@example.org,Leith"), 2, "there is no name"),
    "a name of 500 letters": (
        csv("x" * 500 + ",a@example.org,Leith"),
        2,
        "the name has more than 120",
    ),
    "no address": (csv("Ida Roy,not an address,Leith"), 2, "not an address is not a mail address"),
    "an address with a line inside": (
        csv('Ida Roy,"a@example.org\nBcc: all@example.org",Leith'),
        2,
        "a@example.org bcc: all@example.org is not",
    ),
    "NUL in a name": (csv("Ida\0Roy,a@example.org,Leith"), 2, "holds characters that are no text"),
    "a name turned around": (csv(f"{TURNED},a@example.org,Leith"), 2, "the name holds invisible"),
    "a control character": (csv("Ida\x1b[31mRoy,a@example.org,Leith"), 2, "the name holds control"),
    "letters of no encoding": (
        csv("Ida Roy,a@example.org,Leith") + b"Z\x81o,b@example.org,Leith\n",
        3,
        "holds letters that cannot",
    ),
    "half a letter of UTF-16": (
        csv("Ida Roy,a@example.org,Leith", encoding="utf-16") + b"x",
        3,
        "",
    ),
    "a phone of letters": (
        csv("Ida Roy,call me", head="name,phone\n"),
        2,
        "call me is not a phone",
    ),
    "a phone of 4,000 figures": (csv("Ida Roy," + "7" * 4000, head="name,phone\n"), 2, "777"),
    "a day that is none": (
        csv("Ida Roy,2025-02-30", head="name,joined\n"),
        2,
        "2025-02-30 is not a day",
    ),
    "a day to come": (
        csv("Ida Roy,2999-01-01", head="name,joined\n"),
        2,
        "the day 2999-01-01 lies far ahead",
    ),
    "a day the American way": (
        csv("Ida Roy,12/31/2024", head="name,joined\n"),
        2,
        "12/31/2024 is not a",
    ),
}
