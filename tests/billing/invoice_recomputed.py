"""turnoutctl invoice against a second computation of every line, from the rows of the journal and the tariff file alone.

The journal is made here: a few hundred incidents over two years, many of them on the nights when the clocks change, on
the edges of bands and tariffs, taken over, shared by two people, joined, disputed. Zone rules come from Python's own
zoneinfo, sums from a reading of the rules in rules.csv."""

import argparse
import csv
import hashlib
import io
import json
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

PROJECT = Path(__file__).resolve().parents[2]
LONDON = ZoneInfo("Europe/London")
UTC = timezone.utc
FROM, TO = datetime(2026, 1, 1, tzinfo=LONDON), datetime(2027, 7, 1, tzinfo=LONDON)

TARIFFS = """
public_holidays = [2026-12-25, 2026-10-26]
[bands]
day_from = 07:30:00
evening_from = 18:00:00
night_from = 22:00:00
[[tariff]]
name = "fire until spring"
organisation = "Fire, on-call"
from = 2026-01-01
to = 2026-03-30
attendance_pence = { day = 4200, evening = 4800, night = 6200, weekend = 6300, public_holiday = 9000 }
half_hour_pence = { day = 901, evening = 1050, night = 1350, weekend = 1360, public_holiday = 1800 }
stand_down_pence = { day = 1500, evening = 1700, night = 2200, weekend = 2201, public_holiday = 3000 }
mile_pence = 45
[[tariff]]
name = "fire since spring"
organisation = "Fire, on-call"
from = 2026-03-30
attendance_pence = 5000
half_hour_pence = 1000
stand_down_pence = 1600
mile_pence = 47
[[tariff]]
name = "fire's carers"
organisation = "Fire, on-call"
kind = "carer"
from = 2026-06-01
attendance_pence = 3000
half_hour_pence = 800
stand_down_pence = 900
"""

EDGES = [datetime(*when, tzinfo=LONDON) for when in (
    (2026, 3, 28, 23, 59), (2026, 3, 29, 0, 59), (2026, 3, 29, 2, 1), (2026, 3, 29, 23, 59), (2026, 3, 30, 0, 0), (2026, 3, 30, 7, 30),
    (2026, 10, 24, 23, 59), (2026, 10, 25, 0, 30), (2026, 10, 25, 1, 30), (2026, 10, 25, 23, 59), (2026, 10, 26, 0, 0),
    (2026, 10, 27, 0, 0), (2026, 12, 25, 0, 0), (2026, 12, 26, 0, 0), (2026, 1, 7, 18, 0), (2026, 1, 7, 22, 0), (2026, 1, 9, 23, 59),
    (2026, 6, 1, 0, 0), (2026, 5, 31, 23, 59))]


def stamp(at):
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"


def moment(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


# --- a journal ---

def schema():
    source = (PROJECT / "src/store/schema.cpp").read_text()
    steps = re.findall(r'R"sql\((.*?)\)sql"', source, re.S)
    owner = re.search(r"application_id = (0x[0-9A-Fa-f]+|\d+)", (PROJECT / "src/store/schema.hpp").read_text())
    return steps, int(owner.group(1), 0)


def assignment(rng, number, responder, at, over=False):
    """Somebody who accepts at `at` and gets as far as chance will have it; and the offer."""
    kind = rng.choice(["firefighter"] * 4 + ["carer", "family"])
    organisation = "" if kind == "family" else rng.choice(["Fire, on-call"] * 5 + ["Care"])
    offer = {"id": f"O{number}", "responder": responder, "state": "accepted", "made_at": stamp(at - timedelta(seconds=rng.randint(1, 44))),
             "expires_at": stamp(at), "distance": rng.choice([0, 1, 1609, 804, 805, rng.randint(0, 30000)]), "kind": kind,
             "organisation": organisation, "base": "B1" if kind == "firefighter" else ""}
    went = {"offer": offer["id"], "responder": responder, "stage": "assigned", "assigned_at": stamp(at)}
    moments = ["en_route_at", "on_scene_at", "with_person_at", "clear_at"]
    clock, told = at, rng.choice([0, 1, 1, 2, 4, 4, 4, 4, 4])
    for name in moments[:1 if over else told]:
        clock += timedelta(milliseconds=rng.choice([60000, 1800000, 1800001, rng.randint(1000, 4000000)]))
        if rng.random() < 0.95:
            went[name] = stamp(clock)
    if "clear_at" not in went and rng.random() < 0.9:
        went["hold"] = "released"
        went["released_why"] = "replaced" if over else rng.choice(["stood_down", "withdrawn", "recalled", "replaced", "closed", "unreached"])
        went["released_at"] = stamp(clock + timedelta(seconds=rng.randint(1, 900)))
    return offer, went


def incident(rng, number):
    edge = rng.choice(EDGES) if rng.random() < 0.6 else FROM + timedelta(minutes=rng.randint(-3000, 700 * 1440))
    at = edge.astimezone(UTC) + timedelta(milliseconds=rng.choice([-1, 0, 1, 60000, rng.randint(-3600000, 3600000)]))
    one = {"id": f"I{number}", "cls": rng.choice(["life_person"] * 12 + ["technical", "test"]), "type": "fall",
           "first_signal_at": stamp(at - timedelta(minutes=3)), "offers": [], "assignments": [], "alarms": []}
    one["alarms"].append({"hub": "H1", "type": rng.choice(["fall"] * 9 + ["battery_low"]), "at": one["first_signal_at"]})
    people = [f"R{number}a"] if rng.random() < 0.6 else [f"R{number}a", rng.choice([f"R{number}a", f"R{number}b"])]
    for place, who in enumerate(people):
        offer, went = assignment(rng, number * 10 + place, who, at + timedelta(seconds=place * 30), over=len(people) == 2 and place == 0 and rng.random() < 0.4)
        one["offers"].append(offer)
        one["assignments"].append(went)
    if rng.random() < 0.4:
        press = at + timedelta(seconds=rng.randint(-60, 3000))
        one["alarms"].append({"hub": "H1", "type": rng.choice(["presence_confirmed", "intervention_complete"]), "at": stamp(press)})
    if rng.random() < 0.95:
        one["closed_at"] = stamp(at + timedelta(hours=5))
        one["closed_by"] = "ann"
        one["outcome"] = rng.choice(["no_injury_helped_up"] * 8 + ["false_alarm", "false_alarm", "equipment_fault", "no_access"])
        if rng.random() < 0.1:
            one["findings"] = ["equipment_fault"]
        if rng.random() < 0.05:
            one["joined_into"] = "I0"
    if rng.random() < 0.05:
        one["unverified"] = True
    return one


def write_journal(path, incidents, disputes):
    steps, owner = schema()
    with sqlite3.connect(path) as db:
        for step in steps:
            db.executescript(step)
        db.execute(f"PRAGMA application_id={owner}")
        db.execute(f"PRAGMA user_version={len(steps)}")
        for one in incidents:
            db.execute("INSERT INTO row VALUES ('incident', ?, ?, ?, 1, ?, ?, NULL)",
                       (one["id"], json.dumps(one), 0 if "closed_at" in one else 1, one["first_signal_at"], one.get("closed_at")))
        for sequence, moved in enumerate(disputes, 1):
            db.execute("INSERT INTO journal VALUES (?, 1, 0, 'DisputeSaid', ?, ?, '', '')",
                       (sequence, json.dumps(["DisputeSaid", {}]), json.dumps([["DisputeMoved", moved], ["CommandAnswered", {"id": f"c{sequence}", "done": True}]])))
        db.execute("UPDATE head SET sequence = ?", (len(disputes),))


# --- the second computation ---

def earliest(*texts):
    return min((text for text in texts if text), default=None)


def attendance(one, went, alone, nobody_said):
    offer = next(o for o in one["offers"] if o["id"] == went["offer"])
    said = earliest(went.get("on_scene_at"), went.get("with_person_at"))
    set_off = earliest(went.get("en_route_at"), said)
    left = earliest(went.get("clear_at"), went.get("released_at")) or one.get("closed_at")
    presses = [a for a in one["alarms"] if a["type"] in ("presence_confirmed", "intervention_complete")
               and set_off and a["at"] >= set_off and not (left and a["at"] > left)]
    press = min(presses, key=lambda a: a["at"]) if presses and (said or (alone and nobody_said)) else None
    arrived = said or (press["at"] if press else None)
    proof = {(True, True): "hub_and_stages", (True, False): "stages", (False, True): "hub", (False, False): "none"}[bool(said), bool(press)]
    return {"attendance": offer["id"], "incident": one["id"], "responder": went["responder"], "kind": offer["kind"],
            "organisation": offer["organisation"], "base": offer["base"], "distance_m": offer["distance"], "offered_at": offer["made_at"],
            "accepted_at": went["assigned_at"], "set_off_at": set_off, "arrived_at": arrived, "with_person_at": went.get("with_person_at"),
            "left_at": left, "released_why": went.get("released_why"), "proof": proof, "hub_evidence": press["type"] if press else None,
            "hub_evidence_at": press["at"] if press else None, "outcome": one.get("outcome")}


def attendances(one):
    nobody_said = not any(w.get("on_scene_at") or w.get("with_person_at") for w in one["assignments"])
    return [attendance(one, went, len(one["assignments"]) == 1, nobody_said) for went in one["assignments"]]


def far(record):
    return 3 if record["with_person_at"] else 2 if record["arrived_at"] else 1 if record["set_off_at"] else 0


def why_nothing(one, record, others):
    better = [o for o in others if o is not record and o["responder"] == record["responder"] and
              (-far(o), o["accepted_at"], o["attendance"]) < (-far(record), record["accepted_at"], record["attendance"])]
    machines = ("battery_low",)
    fault = one.get("outcome") == "false_alarm" and ("equipment_fault" in one.get("findings", []) or one.get("unverified")
                                                     or one["alarms"][0]["type"] in machines)
    released = record["released_why"]
    for holds, word in ((not record["left_at"], "not_over"), ("joined_into" in one, "duplicate_incident"), (better, "duplicate_record"),
                        (one["cls"] in ("technical", "test"), "system_technical"), (one.get("outcome") == "equipment_fault", "system_equipment_fault"),
                        (fault, "system_false_alarm"), (record["arrived_at"], ""), (released == "withdrawn", "withdrew"),
                        (released == "recalled", "recalled"), (not record["set_off_at"], "never_set_off"),
                        (released in (None, "unreached"), "no_proof")):
        if holds:
            return word
    return ""


def band(local, tariffs):
    if local.date() in tariffs["public_holidays"]:
        return "public_holiday"
    if local.weekday() >= 5:
        return "weekend"
    hours = tariffs["bands"]
    if local.time() < hours["day_from"] or local.time() >= hours["night_from"]:
        return "night"
    return "day" if local.time() < hours["evening_from"] else "evening"


def price(table, name):
    return table if isinstance(table, int) else table[name]


def tariff_of(record, day, tariffs):
    holding = [t for t in tariffs["tariff"] if t["organisation"] == record["organisation"] and t["from"] <= day and day < t.get("to", day.max)]
    named = [t for t in holding if t.get("kind") == record["kind"]]
    return next(iter(named or [t for t in holding if "kind" not in t]), None)


def line(one, record, others, tariffs, disputes):
    local = moment(record["accepted_at"]).astimezone(LONDON)
    out = dict.fromkeys(("attendance_pence", "half_hours", "time_pence", "miles", "mileage_pence", "stand_down_pence"), 0)
    out.update(tariff="", charge="nothing", why=why_nothing(one, record, others), band=band(local, tariffs), dispute="", settled_pence="")
    if not out["why"]:
        tariff = tariff_of(record, local.date(), tariffs)
        if tariff is None:
            out["why"] = "no_tariff"
        elif record["arrived_at"]:
            there = moment(record["left_at"]) - moment(record["arrived_at"])
            halves = max(0, -(-(there // timedelta(milliseconds=1)) // 1800000))
            miles = -(-2 * record["distance_m"] * 1000 // 1609344)
            out.update(charge="attendance", tariff=tariff["name"], attendance_pence=price(tariff["attendance_pence"], out["band"]),
                       half_hours=halves, time_pence=halves * price(tariff["half_hour_pence"], out["band"]), miles=miles,
                       mileage_pence=miles * tariff.get("mile_pence", 0))
        else:
            out.update(charge="stand_down", tariff=tariff["name"], stand_down_pence=price(tariff["stand_down_pence"], out["band"]))
    out["sum_pence"] = out["attendance_pence"] + out["time_pence"] + out["mileage_pence"] + out["stand_down_pence"]
    out["payable_pence"] = out["sum_pence"]
    if moved := disputes.get(record["attendance"]):
        out["dispute"] = moved["step"]
        settled = moved.get("settled_at", {}).get("pence")
        out["settled_pence"] = "" if settled is None else settled
        out["payable_pence"] = 0 if moved["step"] == "opened" else out["sum_pence"] if settled is None else settled
    out.update(accepted_local=local.strftime("%Y-%m-%d %H:%M"), **{k: record[k] for k in ("attendance", "incident", "organisation", "kind", "accepted_at")})
    return out


LINE_COLUMNS = ("attendance incident organisation kind accepted_at accepted_local band tariff charge why attendance_pence half_hours time_pence "
                "miles mileage_pence stand_down_pence sum_pence dispute settled_pence payable_pence").split()
RECORD_COLUMNS = ("attendance incident responder kind organisation base distance_m offered_at accepted_at set_off_at arrived_at with_person_at "
                  "left_at released_why proof hub_evidence hub_evidence_at outcome").split()


def as_csv(columns, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([["" if row[c] is None else row[c] for c in columns] for row in rows])
    return text.getvalue()


def recomputed(journal, tariffs_text):
    tariffs = tomllib.loads(tariffs_text)
    db = sqlite3.connect(journal)
    disputes, opened_by = {}, {}
    for (decisions,) in db.execute("SELECT decisions FROM journal WHERE event_kind = 'DisputeSaid' ORDER BY sequence"):
        for moved in (moved for kind, moved in json.loads(decisions) if kind == "DisputeMoved"):
            offer, by = moved["offer"], moved["by"]
            if moved["step"] == "opened":
                opened_by.setdefault(offer, set()).add(by)
                disputes[offer] = moved
            elif offer in opened_by and by not in opened_by[offer]:
                del opened_by[offer]
                disputes[offer] = moved
    pairs = []
    for (text,) in db.execute("SELECT json FROM row WHERE kind = 'incident'"):
        one = json.loads(text)
        records = attendances(one)
        pairs += [(record, line(one, record, records, tariffs, disputes)) for record in records
                  if FROM <= moment(record["accepted_at"]) < TO]
    pairs.sort(key=lambda pair: (pair[0]["accepted_at"], pair[0]["attendance"]))
    return as_csv(RECORD_COLUMNS, [p[0] for p in pairs]), as_csv(LINE_COLUMNS, [p[1] for p in pairs]), [p[1] for p in pairs]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    build = Path(parser.parse_args().build)
    rng = random.Random(2026)
    with tempfile.TemporaryDirectory(prefix="turnout-invoice-") as name:
        place = Path(name)
        incidents = [incident(rng, number) for number in range(1, 701)]
        offers = [offer["id"] for one in incidents for offer in one["offers"]]
        # Any three words by two people: settled before it was disputed, by whoever disputes it, twice.
        disputes = [{"incident": "I1", "offer": offer, "by": rng.choice(("ann", "bob")), "step": step,
                     **({"settled_at": {"pence": rng.randint(0, 9000)}} if step == "settled" and rng.random() < 0.6 else {})}
                    for offer in rng.sample(offers, 60) for step in rng.choices(("opened", "opened", "settled"), k=rng.randint(1, 3))]
        write_journal(place / "journal.db", incidents, disputes)
        (place / "tariffs.toml").write_text(TARIFFS)
        (place / "plans.toml").write_text((PROJECT / "config/plans.toml").read_text())
        (place / "password").write_text("x\n")
        (place / "turnout.toml").write_text('[journal]\npath = "journal.db"\n[broker]\npassword_file = "password"\n[plans]\nfile = "plans.toml"\n')

        def invoice(folder):
            return subprocess.run([build / "turnoutctl", "--config", place / "turnout.toml", "invoice", "--from", "2026-01-01", "--to", "2027-07-01",
                                   "--out", place / folder], check=True, capture_output=True, text=True).stdout

        said = invoice("one")
        invoice("two")
        records, lines, rows = recomputed(place / "journal.db", TARIFFS)
        seen = {name: (place / "one" / name).read_text() for name in ("attendance.csv", "lines.csv", "totals.csv", "rules.csv")}
        problems = []
        for name, expected in (("attendance.csv", records), ("lines.csv", lines)):
            for number, (ours, theirs) in enumerate(zip(seen[name].splitlines(), expected.splitlines()), 1):
                if ours != theirs:
                    problems.append(f"{name}:{number}\n  turnoutctl {ours}\n  recomputed {theirs}")
            if seen[name] != expected and not problems:
                problems.append(f"{name}: the files differ in length")
        if any(seen[name] != (place / "two" / name).read_text() for name in seen):
            problems.append("the same invoice twice is not the same bytes")
        payable = sum(row["payable_pence"] for row in rows)
        if not seen["totals.csv"].endswith(f",{payable}\n"):
            problems.append(f"totals.csv does not end with {payable}: {seen['totals.csv'].splitlines()[-1]}")
        digest = hashlib.sha256(TARIFFS.encode()).hexdigest()
        if digest not in seen["rules.csv"] or digest not in said or f"{payable} pence payable" not in said:
            problems.append("the digest of the tariffs, or the sum, is not told")
        # A case that never came up was not tested.
        for column, least in (("why", 11), ("band", 5), ("charge", 3), ("tariff", 4), ("dispute", 3)):
            if len({row[column] for row in rows}) < least:
                problems.append(f"too few kinds of {column}: {sorted({row[column] for row in rows})}")
        if problems:
            sys.exit("\n".join(problems[:20]))
        print(f"{len(rows)} lines, {payable} pence: the same twice")


if __name__ == "__main__":
    main()
