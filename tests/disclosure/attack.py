#!/usr/bin/env python3
"""Tries to work out hidden counts from everything that was published: the exact least and greatest value of each
hidden count, by integer programming, over three months and their quarter together. It shares nothing with the
program that hid them but the published rules (docs/reports.md).

attack.py MAKE_PACKS [--values-min N] [--seeds N] [--must-succeed]
Ends with 1 where a count is given away; with --must-succeed, where none is."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

HIDE_UP_TO, ROUND_TO = 7, 5
MONTHS = {"2026-Q4": ["2026-10", "2026-11", "2026-12"]}


class Knowledge:
    """Bounds of every number, and the sums between them."""

    def __init__(self):
        self.bounds, self.hidden, self.sums = {}, set(), set()

    def know(self, name, low, high):
        old_low, old_high = self.bounds.get(name, (0, None))
        highs = [one for one in (old_high, high) if one is not None]
        self.bounds[name] = (max(old_low, low), min(highs) if highs else None)

    def shown(self, name, count):
        if count == 0:
            self.know(name, 0, 0)
        else:
            half = ROUND_TO // 2
            low = HIDE_UP_TO + 1 if count == ROUND_TO else max(HIDE_UP_TO + 1, count - half)
            self.know(name, low, count + (ROUND_TO - 1) // 2)

    def add(self, whole, parts):
        self.sums.add((whole, tuple(parts)))


def read_pack(known, period, pack):
    for section in pack["sections"]:
        for table in section["tables"]:
            names = {}
            for at, row in enumerate(table["rows"]):
                for across, (column, cell) in enumerate(zip(table["columns"], row["cells"])):
                    if not isinstance(cell, dict):
                        continue
                    same = {one["column"]: (one["fact"], one["scope"]) for one in row.get("same", [])}
                    name = lambda fact: (period, *same.get(across, (fact, row["scope"])))
                    figure = cell.get("figure")
                    if "count" in cell or figure == "count":
                        assert column["fact"], "a count without a fact"
                        names[at, across] = name(column["fact"])
                        known.bounds.setdefault(names[at, across], (0, None))
                    if "count" in cell:
                        known.shown(names[at, across], cell["count"])
                    elif figure == "count":
                        known.hidden.add(names[at, across])
                        if cell["hidden"] == "*":
                            known.know(names[at, across], 1, HIDE_UP_TO)
                    elif "met" in cell:
                        known.shown(name(column["fact"]), cell["met"])
                        known.shown(name(column["of"]), cell["n"])
                    if "met" in cell or figure in ("share", "share_range"):
                        known.add(name(column["of"]), [name(column["fact"]), name(column["of"] + " without " + column["fact"])])
            for sums, place in ((table["row_sums"], lambda row, other: (row, other)), (table["column_sums"], lambda column, other: (other, column))):
                size = len(table["columns"]) if sums is table["row_sums"] else len(table["rows"])
                for one in sums:
                    for other in range(size):
                        whole = place(one["whole"], other)
                        parts = [place(part, other) for part in one["parts"]]
                        if whole in names and all(part in names for part in parts):
                            known.add(names[whole], [names[part] for part in parts])


def read_case(folder):
    known = Knowledge()
    for file in sorted(folder.glob("*.json")):
        read_pack(known, file.stem, json.loads(file.read_text(encoding="utf-8")))
    for whole, months in MONTHS.items():
        for period, fact, scope in list(known.bounds):
            if period == whole:
                known.add((whole, fact, scope), [(month, fact, scope) for month in months])
    return known


def components(known):
    """Numbers that have to do with each other."""
    parent = {}

    def root(one):
        while parent.setdefault(one, one) != one:
            one = parent[one]
        return one

    for whole, parts in known.sums:
        for part in parts:
            parent[root(part)] = root(whole)
    groups = defaultdict(list)
    for one in sorted(known.hidden):
        groups[root(one)].append(one)
    sums = defaultdict(list)
    for whole, parts in sorted(known.sums):
        sums[root(whole)].append((whole, parts))
    return [(groups[one], sums[one]) for one in sorted(groups)]


def solve(known, sums, target, sense, scratch):
    """The exact optimum of one number; None where it has no bound."""
    numbers = {target}
    for whole, parts in sums:
        numbers.update([whole, *parts])
    name = {one: f"x{at}" for at, one in enumerate(sorted(numbers))}
    lines = ["Maximize" if sense > 0 else "Minimize", f" o: {name[target]}", "Subject To", " z: z = 0"]
    for at, (whole, parts) in enumerate(sums):
        terms = defaultdict(int)
        terms[whole] -= 1
        for part in parts:
            terms[part] += 1
        text = " ".join(f"{'+' if times > 0 else '-'} {abs(times)} {name[one]}" for one, times in terms.items() if times)
        if text:
            lines.append(f" s{at}: {text} = 0")
    lines.append("Bounds")
    for one in sorted(numbers):
        low, high = known.bounds.get(one, (0, None))
        lines.append(f" {low} <= {name[one]}" + (f" <= {high}" if high is not None else ""))
    lines += ["General", *(f" {one}" for one in name.values()), "End", ""]
    (scratch / "lp").write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(
        ["glpsol", "--lp", str(scratch / "lp"), "--write", str(scratch / "out")], capture_output=True, text=True, check=True
    )
    for line in (scratch / "out").read_text(encoding="utf-8").splitlines():
        if line.startswith("s mip"):
            status, value = line.split()[4:6]
            if status == "o":
                return int(float(value))
    if "UNBOUNDED" in done.stdout or "NO DUAL FEASIBLE" in done.stdout:
        return None
    raise RuntimeError(f"no answer for {target}:\n{done.stdout}")


def attack(folder, scratch):
    known = read_case(folder)
    given, tried = [], 0
    for hidden, sums in components(known):
        for one in hidden:
            tried += 1
            high = solve(known, sums, one, 1, scratch)
            if high is None:
                continue
            low = solve(known, sums, one, -1, scratch)
            if low == high:
                given.append(f"{folder.name}: {' '.join(one)} is {low}")
    return given, tried


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("make_packs")
    parser.add_argument("--values-min", default="4")
    parser.add_argument("--seeds", default="6")
    parser.add_argument("--must-succeed", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        subprocess.run([asked.make_packs, str(folder / "packs"), asked.values_min, asked.seeds], check=True)
        given, tried = [], 0
        for case in sorted((folder / "packs").iterdir()):
            found, count = attack(case, folder)
            given += found
            tried += count
    print("\n".join(given))
    print(f"{tried} hidden counts, {len(given)} given away")
    if asked.must_succeed:
        return 0 if given else 1
    return 1 if given or not tried else 0


sys.exit(main())
