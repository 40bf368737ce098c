#!/usr/bin/env python3
"""A room looks only down: includes are held against the floors written in CMakeLists.txt."""

import re

from house import ROOT, close, files, rooms, text

INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.M)
# These are slow to compile, so they stay behind the doors.
HEAVY = re.compile(r"^boost/(asio|beast|json)|^mqtt/|^toml\+\+|^CLI/|^sqlite3|^lemon/")

findings = []
known = set()
for name, direct, reach, kind in rooms():
    for below in direct:
        if below not in known:
            findings.append(f"CMakeLists.txt: {name} stands on {below}, which is not below it")
    known.add(name)

    door = f"include/turnout/{name}"
    for path in files(".hpp", ".cpp", under=(f"src/{name}", door)):
        inside = str(path).startswith("src/")
        for included in INCLUDE.findall(text(path)):
            if included.startswith("turnout/"):
                room = included.split("/")[1]
                if room != name and room not in reach:
                    findings.append(f"{path}: includes {included}, but {name} does not stand on {room}")
                elif not (ROOT / "include" / included).exists():
                    findings.append(f"{path}: includes {included}, which is not there")
            elif ".." in included.split("/") or included.startswith("src/"):
                findings.append(f"{path}: includes {included}: go through the door of the room")
            elif not inside and (ROOT / "src" / name / included).exists():
                findings.append(f"{path}: a door shows the inside of its room ({included})")
            elif not inside and HEAVY.match(included):
                findings.append(f"{path}: a door brings in {included}")

# `turnout-sim county` runs the real engine in virtual time: its folder, and no other, sees these doors.
VIRTUAL = ("simulators/virtual/", ("turnout/county/", "turnout/verdict/", "turnout/config/plans.hpp", "turnout/store/"))
for path in files(".hpp", ".cpp", under=("simulators",)):
    for included in INCLUDE.findall(text(path)):
        if included.startswith("turnout/"):
            if str(path).startswith(VIRTUAL[0]) and included.startswith(VIRTUAL[1]):
                continue
            findings.append(f"{path}: the simulators know the wire contract alone, not {included}")
        elif included.startswith("virtual/") and not str(path).startswith(VIRTUAL[0]):
            findings.append(f"{path}: only simulators/virtual sees the dispatcher's own rooms, not {included}")

for place in ("src", "include/turnout"):
    for path in files(".hpp", ".cpp", under=(place,)):
        room = path.relative_to(place).parts[0]
        if room not in known:
            findings.append(f"{path}: no turnout_room({room}) in CMakeLists.txt")

close(findings)
