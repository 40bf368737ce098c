#!/usr/bin/env python3
"""The measurable habits: sizes, open ends, machine paths, waiting in tests, headers that say what they promise.

Sizes over the limit stand in ratchet.txt; they may shrink but not grow."""

import re

from house import ROOT, close, code, files, text

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60
SOURCES = (".cpp", ".hpp", ".py", ".sh")
OPEN_END = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
MACHINE = re.compile(r"(?<![\w.])/(work|root|home|farm)/|\b(deb|registry|security)\.[a-z]+\.(org|com)\b")
WAITING = re.compile(r"\bsleep_(for|until)\b|\b(u|nano)?sleep\s*\(|\btime\.sleep\b")
OPENING = re.compile(r"^( *)(?!.*\b(namespace|struct|class|enum|union|extern|concept)\b)[^\s#/}].*\)[^;]*\{$|^( *)\)[^;]*\{$")

findings = []


def ratchet():
    """path, or path:function → lines allowed."""
    place = ROOT / "tests/checks/ratchet.txt"
    entries = (line.split() for line in place.read_text().splitlines() if line and not line.startswith("#"))
    return {name: int(lines) for lines, name in entries}


def functions(path):
    """(name, lines) of the functions that clang-format's layout shows; lambdas count with the function around them."""
    lines, whole = code(path).splitlines(), text(path).splitlines()
    at = 0
    while at < len(lines):
        match = OPENING.match(lines[at])
        if not match or lines[at].lstrip().startswith(("if", "for", "while", "switch", "else", "do ")):
            at += 1
            continue
        first = at
        while first and not re.search(r"[;{}:]\s*$|^\s*$|^#", lines[first - 1]):
            first -= 1
        indent = re.match(" *", lines[first]).group()  # where the parameters run over lines, not theirs
        end = next((n for n in range(at + 1, len(lines)) if re.match(rf"{indent}\}}", lines[n])), at)
        called = re.search(r"([~\w:]+|operator\S+)\s*\(", " ".join(lines[first : at + 1]))
        name = called.group(1) if called else f"line{at + 1}"
        if name == "TEST_CASE":
            name = re.search(r'"([^"]*)', " ".join(whole[first : at + 1])).group(1).replace(" ", "-")
        yield name, end - first + 1
        at = end + 1


allowed = ratchet()
used = set()


def limit(name, lines, most, what):
    if lines <= most:
        return
    used.add(name)
    if lines > allowed.get(name, most):
        findings.append(f"{name}: {lines} lines, {what} has at most {allowed.get(name, most)}")


for path in files(*SOURCES):
    limit(str(path), text(path).count("\n"), FILE_LINES_MAX, "a file")
    if path.suffix in (".cpp", ".hpp"):
        for name, lines in functions(path):
            limit(f"{path}:{name}", lines, FUNCTION_LINES_MAX, "a function")

for name in sorted(set(allowed) - used):
    findings.append(f"tests/checks/ratchet.txt: {name} is within the limit now; take it off the list")

for path in files(*SOURCES, ".md", ".txt", ".toml", ".conf", ".cmake", ".json", ".service", ".timer", ".csv", ".scenario"):
    for number, line in enumerate(text(path).splitlines(), 1):
        if OPEN_END.search(line):
            findings.append(f"{path}:{number}: an open end: {line.strip()[:80]}")
        if MACHINE.search(line) and path.name != "check_style.py":
            findings.append(f"{path}:{number}: one machine's path or host: {line.strip()[:80]}")

for path in files(*SOURCES, under=("tests",)):
    lines = text(path).splitlines() if path.suffix == ".py" else code(path).splitlines()
    for number, line in enumerate(lines, 1):
        # A pause between two looks is fine where a deadline stands beside it; a load generator paces itself.
        looking = re.search(r"steady_clock|monotonic", " ".join(lines[max(0, number - 9) : number + 8]))
        if WAITING.search(line) and not looking and path.name != "check_style.py" and path.parts[1] != "bench":
            findings.append(f"{path}:{number}: a test waits for an event with a deadline, not for time to pass")

for path in files(".hpp", under=("include", "simulators")):
    if not text(path).startswith("// "):
        findings.append(f"{path}: opens without saying what it is")

close(findings)
