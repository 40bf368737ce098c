"""A journal's file as a stranger reads it: SQL over `row` and `journal`, nothing of Turnout's own."""

import sqlite3
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

# The first decision to send somebody stands in the journal for ever; the row forgets it when everybody is stood down.
VIEWS = """
CREATE TEMP TABLE sent_for AS SELECT d.value ->> '$[1].incident' AS incident, min(at_ms) AS decided
  FROM journal, json_each(journal.decisions) AS d WHERE d.value ->> '$[0]' = 'ResponseDecided' GROUP BY 1;

CREATE TEMP TABLE incident AS SELECT id, sequence,
  json ->> 'cls' AS cls, json ->> 'type' AS type, json ->> 'person' AS person, json ->> 'hub' AS hub,
  json ->> 'area' AS area, json ->> 'gp_practice' AS gp_practice, json ->> 'opened_by' AS opened_by,
  json ->> 'first_signal_at' AS first_signal_at, json ->> 'answered_at' AS answered_at,
  json ->> 'answered_by' AS answered_by, json ->> 'closed_at' AS closed_at, json ->> 'closed_by' AS closed_by,
  json ->> 'stopped_at' AS stopped_at,
  json ->> 'outcome' AS outcome, json ->> 'first_contact' AS first_contact, json ->> 'joined_into' AS joined_into,
  ms(json ->> 'first_signal_at') AS first, ms(json ->> 'answered_at') AS answered,
  (SELECT decided FROM sent_for WHERE incident = row.id) AS decided,
  ms(json ->> 'first_offer_at') AS first_offer, ms(json ->> 'with_person_at') AS with_person,
  ms(json ->> 'closed_at') AS closed, ms(coalesce(json ->> 'stopped_at', json ->> 'closed_at')) AS called_off,
  json -> 'findings' AS findings, json -> 'needs' AS needs,
  json -> 'referrals' AS referrals, json -> 'evidence' AS evidence
  FROM row WHERE kind = 'incident';

CREATE TEMP VIEW of_period AS SELECT * FROM incident, asked
  WHERE joined_into IS NULL AND first >= begin AND first < until AND (only_area IS NULL OR area = only_area);

CREATE TEMP VIEW about_a_person AS SELECT * FROM of_period WHERE cls NOT IN ('technical', 'evidence', 'test');

CREATE TEMP TABLE offer AS SELECT row.id AS incident, o.key AS place,
  o.value ->> 'id' AS id, o.value ->> 'state' AS state, o.value ->> 'kind' AS kind,
  o.value ->> 'organisation' AS organisation, o.value ->> 'unreached' AS unreached,
  ms(o.value ->> 'made_at') AS made, ms(o.value ->> 'answered_at') AS answered
  FROM row, json_each(row.json, '$.offers') AS o WHERE row.kind = 'incident';

CREATE TEMP TABLE assignment AS SELECT row.id AS incident, a.key AS place,
  a.value ->> 'offer' AS offer, a.value ->> 'responder' AS responder, a.value ->> 'released_why' AS released_why,
  ms(a.value ->> 'assigned_at') AS assigned, ms(a.value ->> 'en_route_at') AS en_route,
  ms(a.value ->> 'on_scene_at') AS on_scene, ms(a.value ->> 'with_person_at') AS with_person,
  ms(a.value ->> 'clear_at') AS clear, ms(a.value ->> 'released_at') AS released
  FROM row, json_each(row.json, '$.assignments') AS a WHERE row.kind = 'incident';

CREATE TEMP TABLE request AS SELECT row.id AS incident, r.key AS place,
  r.value ->> 'partner' AS partner, r.value ->> 'service' AS service, r.value ->> 'state' AS state,
  r.value ->> 'silent' AS silent, r.value ->> 'reason' AS reason, r.value ->> 'reference' AS reference,
  r.value ->> 'asked_at' AS asked_at, ms(r.value ->> 'asked_at') AS asked,
  ms(r.value ->> 'acknowledge_by') AS acknowledge_by, ms(r.value ->> 'acknowledged_at') AS acknowledged,
  ms(r.value ->> 'arrived_at') AS arrived, ms(r.value ->> 'ended_at') AS ended,
  ms(coalesce(r.value ->> 'acknowledged_at', iif(r.value ->> 'state' = 'rejected', r.value ->> 'ended_at', NULL))) AS answered
  FROM row, json_each(row.json, '$.requests') AS r WHERE row.kind = 'incident';

CREATE TEMP TABLE rung AS SELECT row.id AS incident, r.key AS place,
  r.value ->> 'name' AS name, r.value ->> 'result' AS result, r.value ->> 'at' AS at
  FROM row, json_each(row.json, '$.rungs') AS r WHERE row.kind = 'incident';

CREATE TEMP TABLE alarm AS SELECT row.id AS incident, a.value ->> 'hub' AS hub
  FROM row, json_each(row.json, '$.alarms') AS a WHERE row.kind = 'incident';

"""


def ms_of(text):
    """Milliseconds since 1970 of 2026-12-01T07:30:00.250Z."""
    if text is None:
        return None
    whole = datetime.fromisoformat(text[:19]).replace(tzinfo=timezone.utc)
    return int(whole.timestamp()) * 1000 + int((text[20:-1] or "0").ljust(3, "0"))


def text_of(ms):
    return datetime.fromtimestamp(ms // 1000, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S") + f".{ms % 1000:03d}Z"


def verdict(begun, done, end, limit):
    """1 kept, 0 run out, nothing while it could still be kept when the incident was closed or the journal ended."""
    if begun is None:
        return None
    if done is not None:
        return int(done - begun <= limit)
    return 0 if end - begun >= limit else None


class Journal:
    """One report's question to one file: a stretch of time, perhaps one district, and the settings."""

    def __init__(self, path, begin, until, settings=None, area=None):
        self.begin, self.until, self.area = begin, until, area
        self.settings = settings or {}
        self.con = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.con.row_factory = sqlite3.Row
        self.con.create_function("ms", 1, ms_of, deterministic=True)
        self.con.create_function("verdict", 4, verdict, deterministic=True)
        self.con.execute("CREATE TEMP TABLE asked (begin INTEGER, until INTEGER, only_area TEXT)")
        self.con.execute("INSERT INTO asked VALUES (?, ?, ?)", (begin, until, area))
        self.con.executescript(VIEWS)
        self.as_of = self.one("SELECT max(at_ms) FROM journal")
        book = self.one("SELECT event -> '$[1].book' FROM journal WHERE event_kind = 'PlansChanged' AND at_ms < :until "
                        "ORDER BY sequence DESC LIMIT 1")
        self.plans = self.one("SELECT :book ->> 'revision'", book=book)
        self.zone_name = self.one("SELECT :book ->> '$.zone.name'", book=book)
        self.zone = ZoneInfo(self.zone_name)

    def rows(self, sql, **values):
        return [dict(row) for row in self.con.execute(sql, self._values(values))]

    def one(self, sql, **values):
        row = self.con.execute(sql, self._values(values)).fetchone()
        return row[0] if row else None

    def _values(self, values):
        limits = {name: value for name, value in self.settings.items() if isinstance(value, int)}
        return limits | {"begin": self.begin, "until": self.until, "as_of": getattr(self, "as_of", None)} | values

    def local(self, ms):
        return datetime.fromtimestamp(ms / 1000, self.zone)
