"""What happened, in ten lines: the simulators' own counts beside what the daemon's API says of each incident."""

import json
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime


class Api:
    def __init__(self, console, token):
        self.base = f"http://127.0.0.1:{console}/api/v1"
        self.token = token

    def get(self, path, **query):
        url = f"{self.base}{path}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
        request = urllib.request.Request(url, headers={"Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def incidents(self, begin):
        """All that opened since `begin`, whole."""
        query = {"state": "all", "limit": 500, "from": begin, "to": "2999-01-01T00:00:00.000Z"}
        while True:
            page = self.get("/incidents", **query)
            for item in page["items"]:
                yield self.get(f"/incidents/{item['id']}")["incident"]
            if "next" not in page:
                return
            query["cursor"] = page["next"]


def spread(values, unit):
    """`p50 4, p90 9 min`, or nothing of nothing."""
    if not values:
        return "-"
    ordered = sorted(values)

    def at(share):
        return ordered[max(0, -(-len(ordered) * share // 100) - 1)]

    return f"p50 {at(50):.3g}, p90 {at(90):.3g} {unit}"


def span(incident, first, last):
    """Seconds between two moments of an incident, by the daemon's clock; nothing if either is missing."""
    if first not in incident or last not in incident:
        return None
    begin, end = (datetime.fromisoformat(incident[name].replace("Z", "+00:00")) for name in (first, last))
    return (end - begin).total_seconds()


class Account:
    def __init__(self, logs, api, begin):
        self.logs = logs
        self.cases = {case["id"]: case for case in api.incidents(begin)}
        self.hubs = self.summary("hubs")
        self.acks = set(self.acknowledged())
        self.lost = self.missing()
        self.closed = [case for case in self.cases.values() if "closed_at" in case]
        self.nameless = [case["id"] for case in self.closed if not case.get("closed_by")]
        self.adrift = [case["id"] for case in self.cases.values() if "closed_at" not in case and not case.get("timers")]
        self.complete = not (self.lost or self.nameless or self.adrift) and "alarms_sent" in self.hubs

    def summary(self, simulator):
        try:
            return json.loads((self.logs / f"{simulator}.json").read_text())
        except (OSError, ValueError):
            return {}

    def acknowledged(self):
        """(hub, alarm, incident) of every ack that said the alarm is stored, as heard on the broker."""
        for line in (self.logs / "acks.log").read_text(errors="replace").splitlines():
            topic, _, payload = line.partition(" ")
            try:
                body = json.loads(payload)
            except ValueError:
                continue
            if body.get("status") != "not_stored":
                yield topic.split("/")[-2], body.get("id"), body.get("incident")

    def missing(self):
        """Acks whose incident does not hold their alarm: each is there by its id, or counted as one of the hub's repeats."""
        named = {}
        for hub, alarm, incident in self.acks:
            if incident is not None:
                named.setdefault((hub, incident), set()).add(alarm)
        lost = []
        for (hub, incident), alarms in sorted(named.items()):
            joined = [a for a in self.cases.get(incident, {}).get("alarms", []) if a["hub"] == hub]
            unseen = sorted(alarms - {a.get("alarm") for a in joined}, key=str)
            repeats = sum(a.get("repeats", 0) for a in joined)
            lost += [(hub, alarm, incident) for alarm in unseen[repeats:]]
        return lost

    def times(self, first, last, unit_s):
        spans = (span(case, first, last) for case in self.cases.values())
        return [seconds / unit_s for seconds in spans if seconds is not None]

    def lines(self):
        cases = self.cases.values()
        offers = [offer for case in cases for offer in case["offers"]]
        requests = [request for case in cases for request in case["requests"]]
        rungs = [rung for case in cases for rung in case["rungs"] if rung["result"] == "done"]
        closed = self.times("first_signal_at", "closed_at", 60)
        reached = self.times("first_signal_at", "with_person_at", 60)
        accepts = sum(len(case["assignments"]) for case in cases)
        travelling = sum("first_accept_at" in case for case in cases)
        alarms = {(hub, alarm) for hub, alarm, _ in self.acks}
        ack = self.hubs.get("ack_s", {})
        yield "alarms", f"{len(alarms)} acknowledged, each after its commit; {spread_of(ack)} from press to ack, in real time"
        yield "incidents", f"{len(cases)} opened, {sum(case['unverified'] for case in cases)} of them unverified"
        yield "answers", f"{spread(self.times('first_signal_at', 'answered_at', 1), 's')} from first signal to an operator"
        yield "offers", f"{len(offers)} on {sum(bool(case['offers']) for case in cases)} incidents"
        yield "accepts", f"{accepts} on {travelling} incidents; {spread(self.times('first_offer_at', 'first_accept_at', 1), 's')} after the first offer"
        yield "arrivals", f"{len(reached)} with the person; {spread(reached, 'min')} from the first signal"
        yield "escalations", f"{len(rungs)} steps of ladders; {sum(bool(case['requests']) for case in cases)} incidents went to partners"
        yield "partners", f"{len(requests)} requests: {counted(r['service'] for r in requests)}"
        yield "closed", f"{len(closed)}, {len(closed) - len(self.nameless)} of them by a named operator; {spread(closed, 'min')} from the first signal"
        still_open = len(cases) - len(closed)
        yield "still open", f"{still_open}, {still_open - len(self.adrift)} of them with their next deadline stored"
        if self.nameless or self.adrift:
            yield "WRONG", f"closed by nobody: {self.nameless[:5]}; open without a deadline: {self.adrift[:5]}"
        if self.lost:
            yield "LOST", f"{len(self.lost)} acknowledged alarms are in no incident: {self.lost[:5]}"
        else:
            yield "lost", "nothing: every acknowledged alarm is in the incident its ack named"

    def print(self, length_s, speed):
        print(f"\nIn {length_s:.0f} s, which were {length_s * speed / 60:.0f} minutes of the county's:")
        for name, text in self.lines():
            print(f"  {name:<12} {text}")


def spread_of(sample):
    """The same words for a spread that a simulator has taken in seconds."""
    return f"p50 {sample['p50'] * 1000:.3g}, p90 {sample['p90'] * 1000:.3g} ms" if sample.get("n") else "-"


def counted(names):
    names = list(names)
    return ", ".join(f"{names.count(name)} {name.replace('_', ' ')}" for name in sorted(set(names))) or "none"
