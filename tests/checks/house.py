"""What the checks of the house share: where it stands, which files it has, how a finding is told."""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = re.compile(r"^(build.*|\.git|\.cache|demo-data|node_modules|__pycache__)$")


def files(*suffixes, under=("",)):
    """Every file of the project with one of these suffixes, as a path relative to its root."""
    for folder in under:
        for place, folders, names in os.walk(ROOT / folder):
            folders[:] = sorted(f for f in folders if not SKIPPED.match(f))
            for name in sorted(names):
                if not suffixes or name.endswith(suffixes):
                    yield Path(place, name).relative_to(ROOT)


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def code(path):
    """The file with comments and the insides of string literals blanked, line for line."""
    def blank(match):
        kept = match.group(0)
        if kept.startswith("/"):
            return re.sub(r"[^\n]", " ", kept)
        return kept[0] + kept[-1] if "\n" not in kept else re.sub(r"[^\n]", " ", kept)

    pattern = r'//[^\n]*|/\*.*?\*/|R"(?P<d>[^(\s]*)\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"' + r"|'(?:\\.|[^'\\\n])+'"
    kept_includes = re.sub(r'(#include )"([^"\n]*)"', r"\1<\2>", text(path))
    return re.sub(pattern, blank, kept_includes, flags=re.S)


def close(findings):
    """Prints the findings, one a line, and ends with 1 if there are any."""
    for finding in findings:
        print(finding)
    print(f"{len(findings)} findings")
    sys.exit(1 if findings else 0)


def rooms():
    """(name, rooms it may see, kind) in the order of CMakeLists.txt; kind is 'room' or 'program'."""
    listed = []
    seen = {}
    for kind, body in re.findall(r"^turnout_(room|program)\(([^)]*)\)", text("CMakeLists.txt"), re.M):
        words = body.split()
        name = words[0] if kind == "room" else words[1]
        depends = re.search(r"DEPENDS((?: +[a-z_]+)*)", body)
        direct = depends.group(1).split() if depends else []
        reach = set(direct)
        for below in direct:
            reach |= seen.get(below, set())
        seen[name] = reach
        listed.append((name, direct, reach, kind))
    return listed
