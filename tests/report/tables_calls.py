"""Answering and what was promised: each function gives one table's rows, (scope, cells)."""

from cells import WORDS, count, grouped, plain, rank, reached, share, share_range, span, verdicts
from tables_response import WHOEVER

SIGNALLED = """SELECT id, cls, first, answered - first AS waited,
  verdict(first, answered, coalesce(closed, :as_of), :answer_within) AS in_time,
  verdict(first, answered, coalesce(closed, :as_of), :answer_latest) AS at_latest
  FROM about_a_person WHERE opened_by IS NULL"""


def level(scope, within, judged, target):
    met, n = verdicts(judged)
    return "level=" + scope, [WORDS, within, count(n), count(met), share(met, n), share_range(met, n), target,
                              reached(met, n, target)]


def service_levels(journal):
    def judged(sql):
        return [row["v"] for row in journal.rows(sql)]

    def of(name):
        return span(journal.settings[name])

    calls = journal.rows(SIGNALLED)
    door = """SELECT verdict(decided, (SELECT min(on_scene) FROM assignment WHERE incident = i.id),
      coalesce(called_off, :as_of), %s) AS v FROM about_a_person AS i WHERE decided IS NOT NULL"""
    return [
        level("answered", of("answer_within"), [call["in_time"] for call in calls], "97.5"),
        level("answered_latest", of("answer_latest"), [call["at_latest"] for call in calls], "99.0"),
        level("arrived", of("arrive_by"), judged(door % ":arrive_by"), "90.0"),
        level("arrived_latest", of("arrive_latest"), judged(door % ":arrive_latest"), "100.0"),
        level("entry", of("entry_within"), judged(f"""
          SELECT verdict(w.on_scene, w.with_person, coalesce(i.closed, :as_of), :entry_within) AS v
          FROM about_a_person AS i JOIN ({WHOEVER}) AS w ON w.incident = i.id"""), "100.0"),
        level("long_lie", of("long_lie"), judged("""
          SELECT verdict(first, with_person, coalesce(called_off, :as_of), :long_lie) AS v FROM about_a_person
          WHERE decided IS NOT NULL AND cls IN ('life_fire', 'life_person', 'person_at_risk')"""), "100.0"),
        level("home_care", of("home_care_within"), judged("""
          SELECT verdict(asked, arrived, coalesce(CASE r.state WHEN 'cancelled' THEN ended ELSE closed END, :as_of),
            :home_care_within) AS v
          FROM about_a_person AS i JOIN request AS r ON r.incident = i.id WHERE service = 'rapid_home_care'"""), "70.0"),
        level("acknowledged", WORDS, judged("""
          SELECT verdict(asked, r.answered, coalesce(ended, closed, :as_of), acknowledge_by - asked) AS v
          FROM about_a_person AS i JOIN request AS r ON r.incident = i.id"""), "100.0"),
    ]


def answered_cells(calls):
    waits = [call["waited"] for call in calls]
    in_time, at_latest = (verdicts([call[key] for call in calls]) for key in ("in_time", "at_latest"))
    answered = sum(wait is not None for wait in waits)
    return [count(len(calls)), count(answered), count(len(calls) - answered), count(in_time[0]), share(*in_time),
            count(at_latest[0]), share(*at_latest)] + [rank(waits, p) for p in (50, 90, 95, 99, 100)]


def answers(journal):
    calls = journal.rows(SIGNALLED)
    return [("", ["all", *answered_cells(calls)])] + [
        ("class=" + cls, [plain(cls), *answered_cells(some)]) for cls, some in grouped(calls, "cls").items()]


def answers_by_hour(journal):
    calls = journal.rows(SIGNALLED)

    def line(scope, name, some):
        return scope, [name, count(len(some)), share(*verdicts([call["in_time"] for call in some])),
                       rank([call["waited"] for call in some], 95)]

    hours = [f"{hour:02d}" for hour in range(24)]
    return [line("hour=" + hour, hour + ":00", [call for call in calls if f"{journal.local(call['first']):%H}" == hour])
            for hour in hours] + [line("", "all", calls)]


def answers_late(journal):
    waits = [call["waited"] for call in journal.rows(SIGNALLED) if call["at_latest"] == 0]
    known = [wait for wait in waits if wait is not None]
    bands = [sum(wait <= 300_000 for wait in known), sum(300_000 < wait <= 600_000 for wait in known),
             sum(wait > 600_000 for wait in known), len(waits) - len(known)]
    return [("", ["all", count(len(waits))])] + [(f"waited={band}", [WORDS, count(n)]) for band, n in enumerate(bands)]


def first_contact(journal):
    calls = journal.rows("""SELECT coalesce(first_contact, 'not_said') AS said,
      NOT EXISTS (SELECT 1 FROM assignment WHERE incident = i.id AND en_route IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM request WHERE incident = i.id) AS nobody
      FROM about_a_person AS i WHERE opened_by IS NOT NULL""")

    def line(scope, name, some):
        return scope, [name, count(len(some)), share(len(some), len(calls)), count(sum(call["nobody"] for call in some))]

    return [line("", "all", calls)] + [
        line("first_contact=" + said, plain(said), some) for said, some in grouped(calls, "said").items()]
