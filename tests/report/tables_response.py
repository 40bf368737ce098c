"""Responding, who responded and escalating: each function gives one table's rows, (scope, cells)."""

from cells import WORDS, count, grouped, plain, rank, share, share_range, total, verdicts

# Whoever was beside the person first, else at the door first, else first to accept.
WHOEVER = """SELECT * FROM (
  SELECT a.*, o.answered AS accepted, o.kind, row_number() OVER (PARTITION BY a.incident ORDER BY
    a.with_person IS NULL, a.with_person, a.on_scene IS NULL, a.on_scene, o.answered, a.place) AS best
  FROM assignment AS a JOIN offer AS o ON o.incident = a.incident AND o.id = a.offer) WHERE best = 1"""

STAGES = f"""SELECT i.decided - i.first AS decision, i.first_offer - i.decided AS offer,
    w.accepted - i.first_offer AS accept, w.en_route - w.accepted AS turnout, w.on_scene - w.en_route AS travel,
    w.with_person - w.on_scene AS entry, w.clear - w.with_person AS on_scene,
    i.closed - (SELECT max(clear) FROM assignment WHERE incident = i.id) AS closing,
    w.on_scene - i.decided AS door, i.with_person - i.first AS beside
  FROM about_a_person AS i LEFT JOIN ({WHOEVER}) AS w ON w.incident = i.id WHERE i.decided IS NOT NULL"""

KINDS = ("firefighter", "carer", "family", "volunteer")
SERVICES = ("rapid_home_care", "ambulance", "fire_control", "police", "third_sector", "clinical_advice")
GUARDED = {"rapid_home_care": "arrive_by", "ambulance": "arrive_latest"}  # the setting whose clock it guards


def response_stages(journal):
    responses = journal.rows(STAGES)
    lines = []
    for stage in responses[0] if responses else ():
        took = [response[stage] for response in responses]
        lines.append(("stage=" + stage, [WORDS, WORDS, count(sum(one is not None for one in took)),
                                         *(rank(took, p) for p in (50, 90, 95, 100))]))
    return lines


def long_lie(journal):
    judged = [lie for lie in journal.rows("""
      SELECT cls, with_person - first AS alone, verdict(first, with_person, coalesce(called_off, :as_of), :long_lie) AS kept
      FROM about_a_person WHERE decided IS NOT NULL AND cls IN ('life_fire', 'life_person', 'person_at_risk')""")
              if lie["kept"] is not None]

    def line(scope, name, some):
        over, n = sum(lie["kept"] == 0 for lie in some), len(some)
        return scope, [name, count(n), count(over), share(over, n), share_range(over, n),
                       *(rank([lie["alone"] for lie in some], p) for p in (50, 90, 100))]

    return [line("", "all", judged)] + [
        line("class=" + cls, plain(cls), some) for cls, some in grouped(judged, "cls").items()]


def who_came(journal):
    came = journal.rows("""SELECT coalesce((SELECT who FROM (
        SELECT a.with_person AS at, o.kind AS who FROM assignment AS a JOIN offer AS o
          ON o.incident = a.incident AND o.id = a.offer WHERE a.incident = i.id AND a.with_person IS NOT NULL
        UNION ALL SELECT arrived, service FROM request
          WHERE incident = i.id AND arrived IS NOT NULL AND service IN ('ambulance', 'rapid_home_care')
        ORDER BY at LIMIT 1)),
        CASE WHEN outcome IN ('false_alarm', 'equipment_fault') OR stopped_at IS NOT NULL THEN 'called_off'
          ELSE 'nobody' END) AS who
      FROM about_a_person AS i WHERE decided IS NOT NULL AND closed IS NOT NULL""")

    def line(scope, name, n):
        return scope, [name, count(n), share(n, len(came))]

    return [line("", "all", len(came))] + [
        line("who=" + who, plain(who), len(some)) for who, some in grouped(came, "who").items()]


def offers(journal):
    made = journal.rows("""SELECT kind, state, unreached, o.answered - o.made AS took
      FROM of_period AS i JOIN offer AS o ON o.incident = i.id""")

    def line(scope, name, some):
        states = [offer["state"] for offer in some]
        ends = [states.count(s) for s in ("accepted", "declined", "expired", "withdrawn", "superseded", "open")]
        yes = [offer["took"] for offer in some if offer["state"] == "accepted"]
        return scope, [name, count(len(some)), *map(count, ends), share(ends[0], sum(ends[:3])),
                       count(sum(offer["unreached"] for offer in some)), rank(yes, 50)]

    return [line("", "all", made)] + [
        line("kind=" + kind, kind, some) for kind, some in grouped(made, "kind", KINDS).items()]


def timing_of(request, settings):
    """early, late, needless: each 0 or 1, of a service that guards a clock."""
    clock, decided = settings.get(GUARDED.get(request["service"])), request["decided"]
    if clock is None or decided is None:
        return 0, 0, 0
    early, beside = request["asked"] < decided + clock, request["beside"]
    needless = (beside is not None and beside - decided <= clock and not request["needed"]
                and (request["arrived"] is None or beside < request["arrived"]))
    return int(early), int(not early), int(needless)


def partners(journal):
    asked = journal.rows("""SELECT r.*, i.decided,
        verdict(r.asked, r.answered, coalesce(r.ended, i.closed, :as_of), r.acknowledge_by - r.asked) AS in_time,
        (SELECT min(with_person) FROM assignment WHERE incident = i.id) AS beside,
        EXISTS (SELECT 1 FROM json_each(i.needs) WHERE value = r.service) AS needed
      FROM about_a_person AS i JOIN request AS r ON r.incident = i.id""")

    def line(scope, name, some):
        timings = [timing_of(request, journal.settings) for request in some]
        early, late, needless = (sum(column) for column in zip(*timings))
        states = [request["state"] for request in some]
        took = [request["arrived"] - request["asked"] for request in some if request["arrived"] is not None]
        return scope, [name, count(len(some)), count(early), count(late), count(needless),
                       share(*verdicts([request["in_time"] for request in some])),
                       count(sum(request["silent"] for request in some)), count(states.count("rejected")),
                       count(states.count("cancelled")), count(len(took)), rank(took, 50), rank(took, 90)]

    return [line("", "all", asked)] + [
        line("service=" + service, plain(service), some) for service, some in grouped(asked, "service", SERVICES).items()]


def steps(journal):
    reached = journal.rows("SELECT name, result FROM about_a_person AS i JOIN rung AS r ON r.incident = i.id")

    def line(scope, name, some):
        results = [step["result"] for step in some]
        return scope, [name, *(count(results.count(r)) for r in ("done", "passed", "empty")), count(len(some))]

    return [line("", "all", reached)] + [
        line("step=" + name, name, some) for name, some in grouped(reached, "name").items()]


def fire_cover(journal):
    jobs = journal.rows("""SELECT o.organisation, a.released_why = 'recalled' AS recalled,
        min(coalesce(a.clear, :as_of), coalesce(a.released, :as_of), :as_of) - o.answered AS took
      FROM of_period AS i JOIN offer AS o ON o.incident = i.id
      JOIN assignment AS a ON a.incident = i.id AND a.offer = o.id
      WHERE o.kind = 'firefighter' AND o.state = 'accepted'""")

    def line(scope, name, some):
        took = [job["took"] for job in some]
        return scope, [name, count(len(some)), total(took), rank(took, 50),
                       count(sum(bool(job["recalled"]) for job in some))]

    return [line("", "all", jobs)] + [
        line("organisation=" + name, name, some) for name, some in grouped(jobs, "organisation").items()]
