#!/usr/bin/env python3
"""Tries to work out hidden counts from everything that was published: the exact least and greatest value of each
hidden count, by integer programming, over three months and their quarter together. It shares nothing with the
program that hid them but the published rules (docs/reports.md).

attack.py MAKE_PACKS [--values-min N] [--seeds N] [--only CASES] [--must-succeed]
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
    """Bounds of every number, the sums between them, and of how many of another each of one stands for."""

    def __init__(self):
        self.bounds, self.hidden, self.behind, self.sums, self.multiples = {}, set(), set(), set(), set()

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
        if whole not in parts:
            self.sums.add((whole, tuple(parts)))


SHARES, RATES, TIMES = ("share", "share_range"), ("per_thousand",), ("spread", "total", "spent")


def kind_of(cell):
    """What a cell is, shown or hidden."""
    for kind, mark in (("count", "count"), ("share", "met"), ("per_thousand", "served"), ("spread", "n")):
        if mark in cell:
            return kind
    return cell.get("figure")


def read_cell(known, period, row, across, column, cell):
    """The names of the numbers behind it: the count or what was met, and what that is of."""
    kind = kind_of(cell)
    if kind is None:
        return None, None
    same = {one["column"]: (period, one["fact"], one["scope"]) for one in row.get("same", [])}
    if kind == "count":
        assert column["fact"], "a count without a fact"
        name = same.get(across, (period, column["fact"], row["scope"]))
        known.bounds.setdefault(name, (0, None))
        if "count" in cell:
            known.shown(name, cell["count"])
        else:
            known.hidden.add(name)
            if cell["hidden"] == "*":
                known.know(name, 1, HIDE_UP_TO)
        return name, None
    assert column["of"] and (column["fact"] or kind in TIMES), "a figure without facts"
    count = (period, column["fact"], row["scope"]) if kind not in TIMES else None
    of = same.get(across, (period, column["of"], row["scope"]))
    for name, shown in ((count, cell.get("met", cell.get("n"))), (of, cell.get("served", cell.get("n")))):
        if name:
            known.bounds.setdefault(name, (0, None))
            known.behind.add(name)
            if "hidden" not in cell:
                known.shown(name, shown)
    if cell.get("hidden") == "*":
        known.know(of, 1, None)  # of none at all there would be no figure
    if kind in SHARES:
        rest = (period, " ".join((*of[1:], "without", column["fact"])), row["scope"])
        known.behind.add(rest)
        known.add(of, [count, rest])
    return count, of


def read_pack(known, period, pack):
    for section in pack["sections"]:
        for table in section["tables"]:
            names, blank = {}, set()
            for at, row in enumerate(table["rows"]):
                for across, (column, cell) in enumerate(zip(table["columns"], row["cells"])):
                    if cell is None:
                        blank.add((at, across))
                    elif isinstance(cell, dict):
                        names[at, across] = read_cell(known, period, row, across, column, cell)
                for each in row.get("each", []):
                    one, many = (names[at, each[which]][0] for which in ("one", "many"))
                    known.multiples.add((one, many, each["least"], each["most"]))
            for one in table["row_sums"]:
                for across in range(len(table["columns"])):
                    rows = [row for row in one["parts"] if (row, across) not in blank]
                    for which in (0, 1):
                        add_sum(known, names, (one["whole"], across), [(row, across) for row in rows], which)
            for one in table["column_sums"]:
                for at in range(len(table["rows"])):
                    add_sum(known, names, (at, one["whole"]), [(at, across) for across in one["parts"]], 0)


def add_sum(known, names, whole, parts, which):
    cells = [names.get(cell, (None, None))[which] for cell in (whole, *parts)]
    if len(cells) > 1 and all(cells):
        known.add(cells[0], cells[1:])


def read_case(folder):
    known = Knowledge()
    for file in sorted(folder.glob("*.json")):
        read_pack(known, file.stem, json.loads(file.read_text(encoding="utf-8")))
    for whole, months in MONTHS.items():
        for period, fact, scope in list(known.bounds):
            # What a month says nothing of may be any number there.
            if period == whole and any((month, fact, scope) in known.bounds for month in months):
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
    for one, many, _, _ in known.multiples:
        parent[root(one)] = root(many)
    groups = defaultdict(list)
    for one in sorted(known.hidden | {name for name in known.behind if can_be_few(known, name)}):
        groups[root(one)].append(one)
    sums, multiples = defaultdict(list), defaultdict(list)
    for whole, parts in sorted(known.sums):
        sums[root(whole)].append((whole, parts))
    for multiple in sorted(known.multiples, key=str):
        multiples[root(multiple[0])].append(multiple)
    return [(groups[one], sums[one], multiples[one]) for one in sorted(groups)]


def can_be_few(known, name):
    """A number behind a share may be small though nothing says so."""
    low, high = known.bounds.get(name, (0, None))
    return low <= HIDE_UP_TO and high != 0


def solve(known, sums, multiples, target, sense, scratch):
    """The exact optimum of one number; None where it has no bound."""
    numbers = {target}
    for whole, parts in sums:
        numbers.update([whole, *parts])
    for multiple in multiples:
        numbers.update(multiple[:2])
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
    for at, (one, many, least, most) in enumerate(multiples):
        lines.append(f" l{at}: {name[many]} - {least} {name[one]} >= 0")
        if most is not None:
            lines.append(f" m{at}: {name[many]} - {most} {name[one]} <= 0")
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
    for hidden, sums, multiples in components(known):
        for one in hidden:
            tried += 1
            high = solve(known, sums, multiples, one, 1, scratch)
            if high is None or one not in known.hidden and high > HIDE_UP_TO:
                continue
            low = solve(known, sums, multiples, one, -1, scratch)
            if low == high and (one in known.hidden or low > 0):
                given.append(f"{folder.name}: {' '.join(one)} is {low}")
    return given, tried


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("make_packs")
    parser.add_argument("--values-min", default="4")
    parser.add_argument("--seeds", default="4")
    parser.add_argument("--only", default="", help="cases whose names begin so")
    parser.add_argument("--must-succeed", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        subprocess.run([asked.make_packs, str(folder / "packs"), asked.values_min, asked.seeds], check=True)
        given, tried = [], 0
        for case in sorted((folder / "packs").glob(f"{asked.only}*")):
            found, count = attack(case, folder)
            given += found
            tried += count
    print("\n".join(given))
    print(f"{tried} hidden counts, {len(given)} given away")
    if asked.must_succeed:
        return 0 if given else 1
    return 1 if given or not tried else 0


sys.exit(main())
