"""Incident by incident, of the service's copy: each function gives one table's rows, (scope, cells)."""

import json

from cells import moment, span, tally
from journal_rows import ms_of
from tables_calls import SIGNALLED
from tables_response import WHOEVER


def head(row):
    return [row["id"], row["cls"], row["type"], row["area"], moment(row["first_signal_at"])]


def answer_line(row):
    wait = None if row["answered_at"] is None else ms_of(row["answered_at"]) - row["first"]
    return "", [*head(row), moment(row["answered_at"]), row["answered_by"], span(wait), "no" if row["opened_by"] else "yes"]


def answer_times(journal):
    return [answer_line(row) for row in journal.rows("SELECT * FROM about_a_person ORDER BY first, id")]


def answer_exceptions(journal):
    late = {row["id"] for row in journal.rows(SIGNALLED) if row["at_latest"] == 0}
    return [line for line in answer_times(journal) if line[1][0] in late]


def response_split(journal):
    rows = journal.rows(f"""SELECT i.*, w.responder, w.accepted, w.en_route, w.on_scene, w.with_person AS beside, w.clear,
        (SELECT count(*) FROM offer WHERE incident = i.id) AS offers
      FROM about_a_person AS i LEFT JOIN ({WHOEVER}) AS w ON w.incident = i.id
      WHERE i.decided IS NOT NULL ORDER BY first, i.id""")

    def between(row, *names):
        return [span(None if row[a] is None or row[b] is None else row[b] - row[a]) for a, b in zip(names, names[1:])]

    stages = ("first", "decided", "first_offer", "accepted", "en_route", "on_scene", "beside", "clear")
    return [("", [*head(row), row["responder"] or "", *between(row, *stages), *between(row, "decided", "on_scene"),
                  *between(row, "first", "with_person"), tally(row["offers"])]) for row in rows]


def escalations(journal):
    steps = journal.rows("""SELECT i.*, r.name, r.result, r.at, r.place AS place FROM of_period AS i
      JOIN rung AS r ON r.incident = i.id""")
    asked = journal.rows("""SELECT i.*, r.*, i.id AS id, r.place AS place FROM of_period AS i
      JOIN request AS r ON r.incident = i.id""")
    lines = []
    for row in steps:
        since = ms_of(row["at"]) - row["first"]
        lines.append(((row["first"], row["id"], 0, row["place"]),
                      [*head(row), "step", row["name"], row["result"], moment(row["at"]), span(since), *[None] * 6]))
    for row in asked:
        took = [span(None if row[name] is None else row[name] - row["asked"]) for name in ("acknowledged", "arrived")]
        lines.append(((row["first"], row["id"], 1, row["place"]),
                      [*head(row), "request", row["service"], row["state"], moment(row["asked_at"]),
                       span(row["asked"] - row["first"]), row["partner"], row["reference"], *took,
                       "yes" if row["silent"] else "no", row["reason"]]))
    return [("", cells) for _, cells in sorted(lines, key=lambda line: line[0])]


def outcome_lines(journal):
    def listed(text):
        return ";".join(json.loads(text))

    return [("", [*head(row), moment(row["closed_at"]), row["closed_by"], row["outcome"],
                  *(listed(row[name]) for name in ("findings", "needs", "referrals", "evidence"))])
            for row in journal.rows("SELECT * FROM of_period ORDER BY first, id")]
