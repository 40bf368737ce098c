"""The journals that are recounted: a month like any other, and three days on which everything goes wrong."""

import hashlib
import json
import sqlite3
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECOND, MINUTE = 1000, 60_000
SPANS = ("answer_within", "answer_latest", "arrive_by", "arrive_latest", "entry_within", "long_lie", "home_care_within")
AREAS = ("Cheltenham", "Cotswold", "Forest of Dean", "Gloucester", "Stroud", "Tewkesbury")


@dataclass
class Play:
    """One journal, the stretch of it that is reported, and the settings that are not the usual ones."""

    name: str
    journal: Path
    begin: str
    until: str
    begin_utc: str
    until_utc: str
    spans: dict = field(default_factory=dict)
    rural_areas: tuple = ()
    ambulance_types: tuple = ("help", "fall", "man_down")
    areas: tuple = AREAS

    @property
    def settings(self):
        usual = {"answer_within": 60 * SECOND, "answer_latest": 180 * SECOND, "arrive_by": 45 * MINUTE,
                 "arrive_latest": 60 * MINUTE, "entry_within": 5 * MINUTE, "long_lie": 60 * MINUTE,
                 "home_care_within": 120 * MINUTE}
        return usual | self.spans | {"rural_areas": self.rural_areas, "ambulance_types": self.ambulance_types}

    def config_text(self):
        said = [f'{name} = "{self.spans[name] // SECOND}s"' for name in SPANS if name in self.spans]
        if self.rural_areas:
            said.append(f"rural_areas = {json.dumps(self.rural_areas)}")
        said.append(f"ambulance_types = {json.dumps(self.ambulance_types)}")
        files = [f'[journal]\npath = "{self.journal}"', f'[plans]\nfile = "{ROOT}/config/demo/plans.toml"']
        return "\n".join([*files, "[report]", *said, ""])


def played(sim, journal, *options):
    subprocess.run([sim, "county", *options, "--journal", journal], cwd=ROOT, check=True, capture_output=True)
    return journal


def month(sim, folder):
    journal = played(sim, folder / "month.db", "--scenario", "ordinary-tuesday", "--days", "38", "--seed", "1")
    return Play("month", journal, "2026-12-01", "2027-01-01", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z")


def autumn(sim, folder):
    """The weekend on which summer time ends, with every fault on, by settings of its own."""
    scenario = folder / "autumn.toml"
    hamlet = (ROOT / "tests/county/hamlet.toml").read_text().replace('"../../', f'"{ROOT}/')
    scenario.write_text("".join('start = "2026-10-24T06:00:00Z"\n' if line.startswith("start") else line
                                for line in hamlet.splitlines(keepends=True)))
    journal = played(sim, folder / "autumn.db", "--scenario", scenario, "--faults", "everything", "--days", "3",
                     "--seed", "1")
    # From a midnight by summer time to one by winter time, past the end of the journal.
    return Play("autumn", journal, "2026-10-24", "2026-10-28", "2026-10-23T23:00:00.000Z", "2026-10-28T00:00:00.000Z",
                spans={"answer_within": 15 * SECOND, "answer_latest": 20 * SECOND, "arrive_by": 10 * MINUTE,
                       "arrive_latest": 15 * MINUTE, "entry_within": 2 * MINUTE, "long_lie": 20 * MINUTE,
                       "home_care_within": 100 * MINUTE},
                rural_areas=("Cotswold", "Forest of Dean"), ambulance_types=("help", "fall", "seizure"))


def with_names(play):
    with sqlite3.connect(play.journal) as con:
        con.execute("UPDATE registry_row SET details = json_set(details, '$.name', 'Quill of ' || id) WHERE kind = 'person'")
    con.close()
    return play


def with_what_no_county_does(play):
    """Canaries, a register read again while running, first contacts and firefighters taken back."""
    with sqlite3.connect(play.journal) as con:
        con.execute("""UPDATE row SET json = json_set(json, '$.first_contact',
            json_extract('["resolved_by_advice", "passed_on", "dispatched"]', '$[' || (rowid % 3) || ']'))
          WHERE kind = 'incident' AND json ->> 'opened_by' IS NOT NULL AND rowid % 5 > 0""")
        con.execute("""UPDATE row SET json = json_set(json, '$.assignments[0].released_why', 'recalled')
          WHERE kind = 'incident' AND json ->> '$.assignments[0].released_why' = 'closed' AND rowid % 2 = 0""")
        end = end_of(con)
        for minutes, path in ((7, "primary"), (12, "secondary"), (20, "primary"), (21, "secondary"), (45, "primary")):
            append(con, end + minutes * MINUTE, ["AlarmReceived", {
                "hub": "hub-canary", "alarm": f"canary-{minutes}", "type": "test", "path": path, "doubt": "none"}])
        append(con, end + 50 * MINUTE, ["RegistryChanged", {}])
    con.close()
    return play


def with_follow_ups(play):
    """Of most referrals somebody says what became of them, of some twice."""
    results = ("done", "declined", "not_reached", "not_needed")
    with sqlite3.connect(play.journal) as con:
        made = con.execute("""SELECT DISTINCT row.id, r.value FROM row, json_each(row.json, '$.referrals') AS r
          WHERE kind = 'incident' AND row.json ->> 'closed_at' IS NOT NULL ORDER BY row.rowid, r.value""").fetchall()
        said = [(n, *one) for n, one in enumerate(made) if n % 5]
        said += [(n + 1, *one) for n, one in enumerate(made) if n % 7 == 1]
        end = end_of(con)
        for minutes, (n, incident, referral) in enumerate(said):
            word = {"incident": incident, "by": "op-1", "referral": referral, "result": results[n % 4]}
            append(con, end + minutes * MINUTE, ["FollowUpSaid", {"id": f"f{minutes}", **word}], [["FollowedUp", word]])
            con.execute("INSERT INTO incident_record SELECT ?, sequence FROM head", (incident,))
    con.close()
    return play


def end_of(con):
    return con.execute("SELECT max(at_ms) FROM journal").fetchone()[0]


def append(con, at_ms, event, decisions=()):
    """One more record."""
    epoch, last, previous = con.execute("SELECT epoch, sequence, hash FROM head").fetchone()
    said, concluded = (json.dumps(what, separators=(",", ":")) for what in (event, decisions))
    record = [previous, last + 1, epoch, at_ms, said, concluded]
    own_hash = hashlib.sha256("\n".join(map(str, record)).encode()).hexdigest()
    con.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (last + 1, epoch, at_ms, event[0], said, concluded, previous, own_hash))
    con.execute("UPDATE head SET sequence = ?, hash = ?", (last + 1, own_hash))
