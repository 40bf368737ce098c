#!/usr/bin/env python3
"""Every file, command, option and setting that a paper names is there.

With --programs FOLDER the commands are asked themselves: `turnoutctl incident show` must have a --help."""

import argparse
import re
import shlex
import subprocess
from pathlib import Path

from house import ROOT, close, files, text

TOP = {p.name for p in ROOT.iterdir()}
PROGRAMS = ("turnoutd", "turnoutctl", "turnout-sim")

parser = argparse.ArgumentParser()
parser.add_argument("--programs", type=Path, help="a build folder with the programs")
arguments = parser.parse_args()
findings = []
helps = {}


def heading_anchors(path):
    headings = re.findall(r"^#+ +(.*)$", text(path), re.M)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings}


def check_links(path, prose):
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"[a-z]+:", target):
            continue
        place, _, anchor = target.partition("#")
        there = (ROOT / path.parent / place).resolve() if place else ROOT / path
        if not there.exists():
            findings.append(f"{path}: links to {target}, which is not there")
        elif anchor and there.suffix == ".md" and anchor not in heading_anchors(there.relative_to(ROOT)):
            findings.append(f"{path}: links to {target}, but there is no such heading")


def check_path(path, word):
    name = word.strip("`.,:;()'\"").split("#")[0].split(":")[0].removeprefix("./").rstrip("/")
    if "<" in name or "{" in name or "$" in name or name.startswith("build"):
        return
    if name.split("/")[0] in TOP and "/" in name and not any(ROOT.glob(name)):
        findings.append(f"{path}: names {name}, which is not there")
    elif re.fullmatch(r"[A-Z]+\.md|\w+\.(hpp|cpp|py)", name) and not any(ROOT.rglob(name)):
        findings.append(f"{path}: names {name}, which is not there")


def place_of(program):
    return next((p for p in (arguments.programs / program, arguments.programs / "simulators" / program) if p.exists()), None)


def ask(program, verbs):
    """The help of a command, or nothing when it has none."""
    key = (program, *verbs)
    if key not in helps:
        command = [place_of(program), *verbs, "--help"]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
        helps[key] = answer.stdout if answer.returncode == 0 else None
    return helps[key]


def check_command(path, line):
    try:
        words = shlex.split(line, comments=True)
    except ValueError:
        return
    words = [w for w in words if w not in ("sudo", "$")]
    if words[:1] == ["-u"]:
        words = words[2:]
    if not words:
        return
    program = words[0].split("/")[-1]
    if words[0] == "./run" and len(words) > 1:
        if not re.search(rf"^  {re.escape(words[1])} ", text("run"), re.M):
            findings.append(f"{path}: ./run has no verb {words[1]}")
        for option in re.findall(r"--[a-z][\w-]*", " ".join(words[2:])):
            if option not in text("run"):
                findings.append(f"{path}: ./run {words[1]} has no option {option}")
    elif program in PROGRAMS and arguments.programs and place_of(program):
        verbs = []
        for word in words[1:]:
            if not re.fullmatch(r"[a-z][a-z-]+", word) or ask(program, [*verbs, word]) is None:
                break
            verbs.append(word)
        answer = ask(program, verbs)
        plain = next((w for w in words[1:] if not w.startswith("-")), None)
        if program != "turnoutd" and plain and not verbs and re.fullmatch(r"[a-z-]+", plain) and words[1] == plain:
            findings.append(f"{path}: {program} has no command {plain}")
        for option in re.findall(r"(?:^|\s)(--[a-z][\w-]*)", " ".join(words[1:])):
            if answer is not None and option not in answer and option not in (ask(program, []) or ""):
                findings.append(f"{path}: {program} {' '.join(verbs)} has no option {option}")


for path in [p for p in files(".md") if p.parts[0] == "docs" or len(p.parts) == 1]:
    whole = text(path)
    blocks = re.findall(r"^```(?:sh|bash|console)?\n(.*?)^```", whole, re.M | re.S)
    prose = re.sub(r"^```.*?^```", "", whole, flags=re.M | re.S)
    check_links(path, prose)
    for span in re.findall(r"`([^`\n]+)`", prose):
        for word in span.split():
            check_path(path, word)
        check_command(path, span)
    for block in blocks:
        for line in re.sub(r"\\\n", " ", block).splitlines():
            check_command(path, line.strip().removeprefix("$ "))

# The tables of docs/operating.md hold every alert and every exit code, and no other.
operating = text("docs/operating.md")
told = set(re.findall(r"^\| `(\w+)` \| [a-z]", operating, re.M))
rules = "".join(text(path) for path in files(".cpp", under=("src/dispatch",)))
raised = {code.rstrip("_") for code in re.findall(r'\balert\([^;"]*?HumanRole::\w+,\s*"(\w+)"|\brole, "(\w+)"', rules) for code in code if code}
findings += [f"docs/operating.md: does not explain the alert {code}" for code in sorted(raised - told)]
findings += [f"docs/operating.md: explains {code}, which nothing raises" for code in sorted(told - raised)]
codes = set(re.findall(r"= (\d+),", text("src/daemon/exit_codes.hpp")))
listed = set(re.findall(r"^\| (\d+) \|", operating, re.M))
findings += [f"docs/operating.md: exit code {code} stands in one place only" for code in sorted(codes ^ listed)]

close(findings)
