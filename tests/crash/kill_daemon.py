"""Kills the real daemon (and now and then the real broker) under load, at random moments, and accounts for every alarm.

What must hold whatever the moment: every alarm that was acknowledged is in the journal once, with the incident that the
ack named; an offer or request is never said under a second id, nor made a second time while the first is open; the chain holds; the rows are what the journal folds to;
every open incident has a deadline, and none lies in the past once the daemon is back."""

import argparse
import collections
import json
import random
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from small_site import Site, until  # noqa: E402
from world import World  # noqa: E402

ACKED = ("accepted", "duplicate", "unverified")


def load_while_killing(site, world, chosen):
    rng = random.Random(chosen.seed)
    for kill in range(chosen.kills):
        end = time.monotonic() + rng.uniform(0.02, 0.5)
        while time.monotonic() < end:
            world.press()
            world.press_again()
            time.sleep(0.01)
        site.kill_daemon()
        if kill % 25 == 24:
            site.kill_broker()
            site.start_broker()
        # Every third start is killed again before it is ready.
        site.start_daemon(wait=kill % 3 != 0)


def calm_down(site, world):
    until(lambda: site.health().get("ready"), 30, "the daemon is ready after the last kill")

    def all_answered():
        world.press_again()
        return not world.waiting

    until(all_answered, 60, f"every alarm is acknowledged ({len(world.waiting)} are not)")


def check_alarms(site, world):
    remembered = collections.defaultdict(list)
    for kind, decision in site.decisions():
        if kind == "AlarmRemembered":
            remembered[decision["alarm"]].append(decision.get("incident"))
    for alarm, hub in world.sent.items():
        acks = [ack for ack in world.acks[alarm] if ack[0] in ACKED]
        assert acks, f"{alarm} of {hub} was never acknowledged"
        assert len(remembered[alarm]) == 1, f"{alarm} is in the journal {len(remembered[alarm])} times"
        named = {incident for _, incident in acks}
        assert named == {remembered[alarm][0]}, f"{alarm}: acks name {named}, the journal {remembered[alarm]}"


def check_effects(site, world):
    made = {}
    for kind, decision in site.decisions():
        if kind in ("OfferMade", "PartnerAsked"):
            made[decision["offer" if kind == "OfferMade" else "request"]] = decision
    assert not offers_made_twice(site.decisions()), f"made again while open: {offers_made_twice(site.decisions())}"
    for heard in (world.offers, world.requests):
        for name, said in heard.items():
            assert name in made, f"{name} was said and is not in the journal"
            assert len(said) == 1, f"{name} was said in {len(said)} ways: {said}"
    fences = collections.Counter((d["incident"], d["fence"]) for d in made.values() if "fence" in d)
    assert not [f for f, n in fences.items() if n > 1], "one fence was given to two offers"


def offers_made_twice(decisions):
    """Offers made to a responder who had one of the same incident open, as after a kill that forgot the first."""
    open_offers, twice = {}, []
    for kind, decision in decisions:
        if kind == "OfferMade":
            key = decision["incident"], decision["responder"]
            if key in open_offers.values():
                twice.append(decision["offer"])
            open_offers[decision["offer"]] = key
        elif kind in ("OfferClosed", "Assigned"):
            open_offers.pop(decision["offer"], None)
    return twice


def check_deadlines(site):
    with site.journal() as db:
        rows = [json.loads(text) for (text,) in db.execute("SELECT json FROM row WHERE kind = 'incident' AND open = 1")]
        (last,) = db.execute("SELECT MAX(at_ms) FROM journal").fetchone()
    last = datetime.fromtimestamp(last / 1000, timezone.utc)
    for incident in rows:
        assert incident["timers"], f"{incident['id']} has no next deadline"
        due = datetime.fromisoformat(incident["timers"][0]["due_at"].replace("Z", "+00:00"))
        # The journal's last record may be older than a deadline by no more than the daemon's own round.
        assert due > last - timedelta(seconds=site.speed), f"{incident['id']}: due {due}, journal at {last}"
    return len(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with Site(chosen.build, speed=20) as site:
        world = World(site, chosen.seed)
        try:
            load_while_killing(site, world, chosen)
            calm_down(site, world)
        finally:
            world.close()
        check_alarms(site, world)
        check_effects(site, world)
        assert site.house.stop("turnoutd") == 0, "the daemon did not stop in good order"
        open_incidents = check_deadlines(site)
        for words in (("verify",), ("replay",)):
            done = site.ctl(*words)
            assert done.returncode == 0, f"turnoutctl {words[0]}: {done.stdout}{done.stderr}"
    print(f"{chosen.kills} kills, {len(world.sent)} alarms, all acknowledged and in the journal once; "
          f"{len(world.offers)} offers, {len(world.requests)} requests, {open_incidents} incidents open with their deadlines")


if __name__ == "__main__":
    main()
