"""Equipment, availability and settings: each function gives one table's rows, (scope, cells)."""

from cells import WORDS, grouped, moment, plain, span, tally
from journal_rows import text_of


def technical(journal):
    alerts = journal.rows("SELECT id, type, first, closed FROM of_period WHERE cls = 'technical'")
    hubs_of = grouped(journal.rows("""SELECT DISTINCT i.id, a.hub FROM of_period AS i JOIN alarm AS a ON a.incident = i.id
      WHERE cls = 'technical'"""), "id")

    def line(scope, name, some):
        closed = [one for one in some if one["closed"] is not None]
        same = sum(journal.local(one["first"]).date() == journal.local(one["closed"]).date() for one in closed)
        hubs = {alarm["hub"] for one in some for alarm in hubs_of.get(one["id"], ())}
        return scope, [name, *map(tally, (len(some), same, len(closed) - same, len(some) - len(closed), len(hubs)))]

    return [line("", "all", alerts)] + [
        line("type=" + name, plain(name), some) for name, some in grouped(alerts, "type").items()]


def canary(journal):
    heard = journal.rows("""SELECT at_ms AS at, event ->> '$[1].path' AS path FROM journal
      WHERE event_kind = 'AlarmReceived' AND event ->> '$[1].alarm' LIKE 'canary-%' AND at_ms < :until ORDER BY at_ms""")
    end = min(journal.until, journal.as_of)
    if not heard:
        return [("path=none", [WORDS, tally(0), span(end - journal.begin)])]

    def line(path, ever):
        some = [one for one in ever if one["at"] >= journal.begin]
        moments = [journal.begin, *(one["at"] for one in some), end]
        gaps = [after - before for before, after in zip(moments, moments[1:])]
        return "path=" + path, [plain(path), tally(len(some)), span(max(gaps))]

    return [line(path, some) for path, some in grouped(heard, "path").items()]


def availability(journal):
    starts = journal.rows("""SELECT at_ms AS at, at_ms - before AS away FROM (
        SELECT at_ms, epoch, lag(at_ms) OVER (ORDER BY sequence) AS before, lag(epoch) OVER (ORDER BY sequence) AS prior
        FROM journal) WHERE prior <> epoch AND at_ms >= :begin AND at_ms < :until ORDER BY at_ms""")
    longest = max(starts, key=lambda start: start["away"], default=None)
    disk = journal.rows("""SELECT at_ms AS at, event ->> '$[1].durable' AS durable FROM journal
      WHERE event_kind = 'StorageChanged' AND at_ms < :until ORDER BY sequence""")
    longest_one = (span(longest["away"]), moment(text_of(longest["at"]))) if longest else ()
    return [("", [WORDS, cell]) for cell in (
        tally(len(starts)), *longest_one,
        tally(sum(not said["durable"] and said["at"] >= journal.begin for said in disk)), span(refused_for(journal, disk)))]


def refused_for(journal, disk):
    """Of the period, how long the disk was last said to refuse."""
    until, spent, since = min(journal.until, journal.as_of), 0, None
    for said in disk:
        if not said["durable"]:
            since = max(said["at"], journal.begin) if since is None else since
        elif since is not None:
            spent, since = spent + max(0, said["at"] - since), None
    return spent + (max(0, until - since) if since is not None else 0)


def settings(journal):
    sequence, last = journal.one("SELECT sequence FROM head"), journal.one("SELECT hash FROM head")
    of = journal.settings
    values = [moment(text_of(journal.begin)), moment(text_of(journal.until)), moment(text_of(journal.as_of)), str(sequence),
              last, journal.plans, journal.zone_name, journal.area or "all",
              *(span(of[name]) for name in ("answer_within", "answer_latest", "arrive_by", "arrive_latest", "entry_within",
                                            "long_lie", "home_care_within")),
              ", ".join(sorted(of["rural_areas"])) or "none", ", ".join(map(plain, of["ambulance_types"])) or "none",
              "every class but technical, evidence and test",
              "the response was started, by a human or a step, even if everybody was stood down later",
              "nearest rank", "Wilson, 95 %", "count in the one that went on",
              "within 7 days after the period as far as the journal reaches"]
    return [("", [WORDS, value, WORDS]) for value in values]


def glossary(_):
    return [("", [WORDS, WORDS])] * 19
