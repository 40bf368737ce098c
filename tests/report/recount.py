"""Plays counties into journals, has them reported, and counts every figure anew from the files with SQL alone."""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from compare import compare, recounted, tables_of
from county_journals import autumn, month, with_follow_ups, with_names, with_what_no_county_does
from journal_rows import Journal, ms_of
from published import beyond_the_whole, compare_published, named


SHOWN = 12  # of each table


def table_of(line):
    """month: answers: ... → month: answers"""
    return tuple(line.split(": ")[:2])


class Desk:
    """turnoutctl over one journal."""

    def __init__(self, ctl, folder, play):
        self.ctl, self.folder, self.play, self.asked = ctl, folder, play, 0
        self.config = folder / f"{play.name}.toml"
        self.config.write_text(play.config_text())

    def report(self, *options):
        """The folder it was written to."""
        self.asked += 1
        out = self.folder / f"{self.play.name}-{self.asked}"
        subprocess.run([self.ctl, "--config", self.config, "report", *options, "--out", out], check=True,
                       capture_output=True)
        return out

    def exact(self, *options):
        return self.report("--audience", "service", "--from", self.play.begin, "--to", self.play.until, *options)


def report_of(folder):
    return json.loads((folder / "report.json").read_text())


def same_bytes(one, other):
    files = sorted(path.name for path in one.iterdir())
    assert files == sorted(path.name for path in other.iterdir()), "other files the second time"
    return [f"{name}: other bytes the second time" for name in files
            if (one / name).read_bytes() != (other / name).read_bytes()]


def recount(desk, area=None):
    play = desk.play
    folder = desk.exact(*(["--area", area] if area else []))
    journal = Journal(play.journal, ms_of(play.begin_utc), ms_of(play.until_utc), play.settings, area)
    lines, cells = compare(report_of(folder), journal)
    return [f"{play.name}{', ' + area if area else ''}: {line}" for line in lines], cells


def published(desk, period, begin, until):
    def exact():
        return desk.report("--audience", "service", "--from", begin, "--to", until)

    def public():
        return desk.report("--period", period)

    inside, outside = exact(), public()
    lines, cells = compare_published(report_of(outside), report_of(inside))
    lines += same_bytes(outside, public()) + same_bytes(inside, exact())
    whole = report_of(outside)
    journal = Journal(desk.play.journal, ms_of(desk.play.begin_utc), ms_of(desk.play.until_utc))
    folders = [outside]
    for area in desk.play.areas:
        folders.append(desk.report("--period", period, "--area", area))
        lines += [f"{area}: {line}" for line in beyond_the_whole(report_of(folders[-1]), whole)]
    for folder in folders:
        lines += [f"stands in what goes out: {line}" for line in named(folder, journal)]
    assert any(True for _ in named(inside, journal)), "the search finds nobody where everybody stands"
    return [f"{period}: {line}" for line in lines], cells


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True, type=Path)
    parser.add_argument("--ctl", type=Path, help="another turnoutctl")
    parser.add_argument("--sim", type=Path, help="another turnout-sim")
    asked = parser.parse_args()
    ctl, sim = asked.ctl or asked.build / "turnoutctl", asked.sim or asked.build / "simulators/turnout-sim"
    folder = Path(tempfile.mkdtemp(prefix="turnout-recount-"))
    plays = (month(sim, folder), with_what_no_county_does(autumn(sim, folder)))
    desks = [Desk(ctl, folder, with_follow_ups(with_names(play))) for play in plays]
    results = [recount(desk) for desk in desks]
    results += [recount(desk, "Stroud") for desk in desks]
    results += [published(desks[0], "2026-12", "2026-12-01", "2027-01-01"),
                published(desks[0], "2026-Q4", "2026-10-01", "2027-01-01")]
    lines, cells, tables = [line for found, _ in results for line in found], sum(n for _, n in results), set()
    for desk in desks:
        tables |= set(tables_of(report_of(desk.exact())))
    lines += [f"{name}: recounted, and in no report" for name in sorted(recounted() - tables)]
    for table in dict.fromkeys(table_of(line) for line in lines):
        print("\n".join([line for line in lines if table_of(line) == table][:SHOWN]))
    print(f"{cells} cells of {len(tables)} tables, {len(lines)} not so")
    if lines:
        print(f"kept for a look: {folder}", file=sys.stderr)
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
