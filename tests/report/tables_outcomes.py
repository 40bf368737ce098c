"""Ambulances, outcomes, demand and fairness: each function gives one table's rows, (scope, cells)."""

import json

from cells import WORDS, count, grouped, per_thousand, plain, rank, share, share_range, verdicts

DAY, WEEK = 24 * 3600_000, 7 * 24 * 3600_000
FOLLOWED_UP = ("done", "declined", "not_reached", "not_needed")
SETTLED_THERE = ("no_injury_helped_up", "treated_at_home", "personal_care_given_by_others")


def ambulance(journal):
    asked = journal.rows("""SELECT
        max(r.arrived IS NOT NULL) AS arrived, max(r.state = 'cancelled') AS called_off,
        max(r.state = 'rejected') AS rejected,
        coalesce(i.outcome, '') = 'conveyed' OR EXISTS (SELECT 1 FROM json_each(i.findings) WHERE value = 'conveyed')
          AS conveyed
      FROM about_a_person AS i JOIN request AS r ON r.incident = i.id WHERE r.service = 'ambulance' GROUP BY i.id""")

    def line(scope, n):
        return scope, [WORDS, count(n), share(n, len(asked)), share_range(n, len(asked)) if scope else None]

    return [line("", len(asked))] + [line("what=" + what, sum(one[what] for one in asked))
                                     for what in ("arrived", "conveyed", "called_off", "rejected")]


def afterwards(journal, visit):
    """What came of the same person: (something within a day, an ambulance within a day, ... a week)."""
    later = journal.rows("""SELECT i.first, (SELECT min(asked) FROM request
        WHERE incident = i.id AND service = 'ambulance') AS ambulance
      FROM incident AS i WHERE person = :person AND id <> :id AND joined_into IS NULL AND first > :then
        AND cls NOT IN ('technical', 'evidence', 'test')""", person=visit["person"], id=visit["id"], then=visit["first"])
    since = [(one["first"] - visit["first"], one["ambulance"]) for one in later]
    return (any(gap <= DAY for gap, _ in since), any(asked and asked - visit["first"] <= DAY for _, asked in since),
            any(asked and asked - visit["first"] <= WEEK for _, asked in since), any(gap <= WEEK for gap, _ in since))


def ambulance_avoided(journal):
    types = journal.settings["ambulance_types"]
    visits = [visit for visit in journal.rows("""SELECT id, person, type, first, outcome
      FROM about_a_person AS i WHERE cls = 'life_person' AND closed IS NOT NULL
        AND EXISTS (SELECT 1 FROM assignment WHERE incident = i.id AND with_person IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM request WHERE incident = i.id AND service = 'ambulance')""")
              if visit["type"] in types and visit["outcome"] in SETTLED_THERE]
    came = [(visit, *afterwards(journal, visit)) for visit in visits]
    known = [visit["first"] + WEEK <= journal.as_of for visit in visits]
    numbers = {
        "estimate=low": sum(v["type"] == "fall" and over and not day and not week_ambulance
                            for (v, day, _, week_ambulance, _), over in zip(came, known)),
        "estimate=central": sum(not day_ambulance and visit["first"] + DAY <= journal.as_of
                                for visit, _, day_ambulance, _, _ in came),
        "estimate=high": len(visits),
        "after=day": sum(day for _, day, _, _, _ in came),
        "after=week": sum(week and over for (*_, week), over in zip(came, known)),
        "after=week_known": sum(known),
    }
    return [(scope, [WORDS, count(n)]) for scope, n in numbers.items()]


def outcomes(journal):
    ended = journal.rows("SELECT coalesce(outcome, 'open') AS outcome FROM about_a_person")

    def line(scope, name, n):
        return scope, [name, count(n), share(n, len(ended))]

    return [line("", "all", len(ended))] + [
        line("outcome=" + name, plain(name), len(some)) for name, some in grouped(ended, "outcome").items()]


def said(journal, member):
    """How many incidents it was said in, of each."""
    sets = [set(json.loads(row[member])) for row in journal.rows(f"SELECT {member} FROM about_a_person")]
    return {name: sum(name in one for one in sets) for name in set().union(*sets)}


def needs(journal):
    return [("need=" + name, [plain(name), count(n)]) for name, n in said(journal, "needs").items()]


def referrals(journal):
    """The later word counts; what was referred twice in one incident counts once."""
    made = journal.rows("""WITH word AS (
        SELECT d.value ->> '$[1].incident' AS incident, d.value ->> '$[1].referral' AS referral,
          d.value ->> '$[1].result' AS result, at_ms, row_number() OVER (PARTITION BY d.value ->> '$[1].incident',
          d.value ->> '$[1].referral' ORDER BY sequence DESC) AS latest
        FROM journal, json_each(decisions) AS d WHERE event_kind = 'FollowUpSaid' AND d.value ->> '$[0]' = 'FollowedUp')
      SELECT DISTINCT i.id, r.value AS referral, word.result, word.at_ms - i.closed AS took
      FROM about_a_person AS i, json_each(i.referrals) AS r
      LEFT JOIN word ON word.incident = i.id AND word.referral = r.value AND latest = 1""")

    def line(scope, name, some):
        results = [one["result"] for one in some if one["result"]]
        return scope, [name, count(len(some)), count(len(results)), share(len(results), len(some)),
                       *(count(results.count(result)) for result in FOLLOWED_UP), rank([one["took"] for one in some], 50)]

    return [line("", "all", made)] + [
        line("referral=" + name, plain(name), some) for name, some in grouped(made, "referral").items()]


def census(journal):
    lines = journal.one("""SELECT d.value -> '$[1].census' FROM journal, json_each(decisions) AS d
      WHERE event_kind = 'RegistryChanged' AND d.value ->> '$[0]' = 'RegistryLoaded'
        AND d.value -> '$[1].census' IS NOT NULL AND at_ms < :until ORDER BY sequence DESC LIMIT 1""")
    return [line for line in json.loads(lines or "[]") if journal.area in (None, line["area"])]


def demand_by_area(journal):
    incidents, served = journal.rows("SELECT area, decided IS NOT NULL AS sent FROM about_a_person"), census(journal)

    def line(scope, name, some, lines):
        people, sent = sum(one["people"] for one in lines), sum(one["sent"] for one in some)
        return scope, [name, count(people), count(sum(one["living_alone"] for one in lines)), count(len(some)),
                       count(sent), per_thousand(len(some), people), per_thousand(sent, people)]

    by_area, lines_of = grouped(incidents, "area"), grouped(served, "area")
    return [line("", "all", incidents, served)] + [
        line("area=" + area, area or "not known", by_area.get(area, []), lines_of.get(area, []))
        for area in sorted(set(by_area) | set(lines_of))]


def demand_by_type(journal):
    incidents = journal.rows("""SELECT type, decided IS NOT NULL AS sent, closed IS NOT NULL AS over,
      coalesce(outcome, '') AS outcome FROM about_a_person""")

    def line(scope, name, some):
        ends = [one["outcome"] for one in some]
        false = ends.count("false_alarm")
        return scope, [name, count(len(some)), count(sum(one["sent"] for one in some)), count(false),
                       share(false, sum(one["over"] for one in some)), count(ends.count("equipment_fault"))]

    return [line("", "all", incidents)] + [
        line("type=" + name, plain(name), some) for name, some in grouped(incidents, "type").items()]


def repeat_users(journal):
    each = [row["n"] for row in journal.rows(
        "SELECT count(*) AS n FROM about_a_person WHERE person IS NOT NULL GROUP BY person")]
    bands = [("1", 1, 1), ("2", 2, 2), ("3 to 4", 3, 4), ("5 to 9", 5, 9), ("10 or more", 10, sum(each) + 10)]

    def line(scope, name, some):
        return scope, [name, count(len(some)), count(sum(some)), share(sum(some), sum(each))]

    return [line("", "all", each)] + [line(f"band={band}", name, [n for n in each if low <= n <= high])
                                      for band, (name, low, high) in enumerate(bands)]


def fairness(journal, name, key):
    sent = journal.rows("""SELECT i.area, i.gp_practice, i.with_person - i.first AS beside,
        verdict(decided, door, coalesce(called_off, :as_of), :arrive_by) AS in_time,
        verdict(decided, door, coalesce(called_off, :as_of), :arrive_latest) AS at_latest
      FROM (SELECT *, (SELECT min(on_scene) FROM assignment WHERE incident = about_a_person.id) AS door
            FROM about_a_person) AS i WHERE decided IS NOT NULL""")

    def line(scope, name, some):
        met, n = verdicts([one["in_time"] for one in some])
        took = [one["beside"] for one in some]
        return scope, [name, count(len(some)), count(n), count(met), share(met, n), share_range(met, n),
                       share(*verdicts([one["at_latest"] for one in some])), rank(took, 50), rank(took, 90)]

    for one in sent:
        one["group"] = key(one)
    return [line("", "all", sent)] + [
        line(f"{name}={group}", group or WORDS, some) for group, some in grouped(sent, "group").items()]


def by_area(journal):
    return fairness(journal, "area", lambda one: one["area"])


def by_rurality(journal):
    rural = journal.settings["rural_areas"]
    return fairness(journal, "rurality", lambda one: "rural" if one["area"] in rural else one["area"] and "urban")


def by_practice(journal):
    return fairness(journal, "practice", lambda one: one["gp_practice"])
