#!/usr/bin/env python3
"""The demo's account and the crash test's checks find what is wrong: each is given a story in which something is."""

import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "config/demo"), str(ROOT / "tests/crash")]
from account import Account  # noqa: E402
from kill_daemon import offers_made_twice  # noqa: E402


class Told:
    """The API as it would tell of these incidents."""

    def __init__(self, *cases):
        self.cases = cases

    def incidents(self, _begin):
        return self.cases


def account(acks, *cases):
    with tempfile.TemporaryDirectory() as folder:
        logs = Path(folder)
        (logs / "hubs.json").write_text(json.dumps({"alarms_sent": len(acks)}))
        lines = (f"turnout/v1/hub/H1/ack {json.dumps({'id': alarm, 'incident': incident, 'status': 'accepted'})}\n"
                 for alarm, incident in acks)
        (logs / "acks.log").write_text("".join(lines))
        return Account(logs, Told(*cases), "")


def case(alarms, **more):
    return {"id": "I1", "alarms": alarms, "timers": [{}], **more}


def main():
    one = {"hub": "H1", "alarm": "a1", "type": "fall", "repeats": 0}
    repeated = {**one, "repeats": 1}
    assert account([("a1", "I1")], case([one])).complete
    assert account([("a1", "I1"), ("a2", "I1")], case([repeated])).complete
    assert account([("a1", "I1"), ("a1", "I1")], case([one])).complete
    assert account([("a1", "I1"), ("a2", "I1"), ("a3", "I1")], case([repeated])).lost == [("H1", "a3", "I1")]
    assert account([("a2", "I1")], case([one])).lost
    assert account([("a1", "I2")], case([one])).lost
    assert account([("a1", "I1")], case([one], timers=[])).adrift == ["I1"]
    assert account([("a1", "I1")], case([one], timers=[], closed_at="x")).nameless == ["I1"]
    assert account([("a1", "I1")], case([one], timers=[], closed_at="x", closed_by="ann")).complete

    def offer(kind, name, responder="R1"):
        return kind, {"incident": "I1", "offer": name, "responder": responder}

    assert not offers_made_twice([offer("OfferMade", "O1"), offer("OfferMade", "O2", "R2")])
    assert not offers_made_twice([offer("OfferMade", "O1"), offer("OfferClosed", "O1"), offer("OfferMade", "O2")])
    assert offers_made_twice([offer("OfferMade", "O1"), offer("OfferMade", "O2")]) == ["O2"]


main()
