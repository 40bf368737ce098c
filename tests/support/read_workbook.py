#!/usr/bin/env python3
"""Reads the workbook of the invented county's month as a spreadsheet would: sheets by their names, numbers as
numbers with a format, words as words. Ends with 1 and says what is wrong. Standard library alone."""

import re
import sys
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
findings = []


def check(right, what):
    if not right:
        findings.append(what)


book = zipfile.ZipFile(sys.argv[1])
check(len({entry.date_time for entry in book.infolist()}) == 1, "parts were made at different times")
check("2000-01-01T00:00:00Z" in book.read("docProps/core.xml").decode(), "the book says when it was written")

sheets = [one.get("name") for one in ET.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")]
check(
    sheets == ["Contents", "answer_by_district", "answer_by_hour", "response_split", "causes", "settings", "disclosure"],
    f"sheets: {sheets}",
)
words = ["".join(one.itertext()) for one in ET.fromstring(book.read("xl/sharedStrings.xml"))]
styles = ET.fromstring(book.read("xl/styles.xml"))
formats = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{MAIN}numFmt")}
used = [formats.get(one.get("numFmtId")) for one in styles.find(f"{MAIN}cellXfs")]


def sheet(number):
    cells = {}
    tree = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    check(not list(tree.iter(f"{MAIN}f")), "a formula")
    for cell in tree.iter(f"{MAIN}c"):
        value = cell.find(f"{MAIN}v")
        if value is not None:
            said = words[int(value.text)] if cell.get("t") == "s" else float(value.text)
            cells[cell.get("r")] = (said, used[int(cell.get("s", "0"))])
    return cells


district = sheet(2)
check(district["A1"][0] == "Answers by district, October 2026", "no title")
check(district["B4"][0] == "Alarms", "no head")
check(isinstance(district["B5"][0], float) and district["B5"][0] % 5 == 0, f"a count is no number: {district['B5']}")
check(district["D5"][1] == "0.0%" and 0 < district["D5"][0] <= 1, f"a share is no share: {district['D5']}")
check(district["E4"][0] == "95 % interval, low" and district["F4"][0] == "95 % interval, high", "a range in one column")
check(district["G5"][1] == "[h]:mm:ss", f"a span has no format: {district['G5']}")
check(district["K5"][1] == "£#,##0.00", f"money has no format: {district['K5']}")
check(district["B11"][0] == "*" and district["D11"][0] == "*", f"few are shown: {district['B11']}")
check(any(str(one[0]).startswith("Alarms: Alarms about people") for one in district.values()), "no meanings")
check(any(str(one[0]).startswith("Technical signals") for one in district.values()), "no exclusions")
check(sheet(5)["A5"][0] == "=pressed by mistake", "words that look like a formula are not as they were")
check(sheet(6)["B6"] == (46329.0, "yyyy-mm-dd hh:mm:ss"), f"a moment is off: {sheet(6)['B6']}")
check(all(re.fullmatch(r"[^\[\]:*?/\\]{1,31}", name) for name in sheets), "a name no spreadsheet takes")

print("\n".join(findings), end="\n" if findings else "")
sys.exit(1 if findings else 0)
