"""What an integration test does by hand: the mosquitto clients, one account each, and a short wait for what must come."""

import argparse
import csv
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from small_site import ROOT as PROJECT  # noqa: E402,F401
from small_site import Site, until  # noqa: E402,F401

ROOT = "turnout/v1"


def build_folder():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    return parser.parse_args().build


def account(site, user):
    return ["-h", "127.0.0.1", "-p", str(site.port), "-u", user, "-P", site.passwords[user]]


def publish(site, user, topic, payload, *options):
    """One mosquitto_pub line."""
    body = payload if isinstance(payload, str) else json.dumps(payload)
    subprocess.run(["mosquitto_pub", *account(site, user), "-q", "1", "-t", f"{ROOT}/{topic}", "-m", body, *options],
                   check=True, timeout=20)


class Listener:
    """mosquitto_sub in the background; what it heard stands in a file."""

    def __init__(self, site, user, *topics):
        self.file = site.dir / f"heard-{user}-{len(list(site.dir.glob('heard-*')))}"
        self.name = self.file.name
        filters = [word for topic in topics for word in ("-t", topic)]
        out = open(self.file, "wb")
        site.house.start(self.name, ["stdbuf", "-oL", "mosquitto_sub", *account(site, user), "-q", "1", "-F", "%r %t %p", *filters, "-d"],
                         stdout=out)
        until(lambda: b"SUBACK" in self.file.read_bytes(), 20, f"{user} is subscribed")

    def messages(self):
        """(retained, topic, payload) of each whole line that is a message."""
        for line in self.file.read_text(errors="replace").splitlines():
            if line[:2] in ("0 ", "1 "):
                retained, topic, payload = line.split(" ", 2)
                yield retained == "1", topic, payload

    def bodies(self, ending):
        return [json.loads(payload) for _, topic, payload in self.messages() if topic.endswith(ending)]


def rows(site, kind):
    with open(site.dir / f"county/{kind}.csv", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def everybody_on_duty(site):
    people = rows(site, "responders")
    lines = "".join(f"{r['responder_id']}\n" for r in people)
    for responder in lines.split():
        publish(site, "sim", f"responder/{responder}/status", {"state": "available"}, "-r")
    return people
