#!/usr/bin/env python3
"""The real thing for a browser to look at: broker, daemon, a small county and people who may sign in. Says where it is
in one line of JSON, then does what each line on its input asks, until the input ends."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from small_site import Site  # noqa: E402

PASSWORD = "correct horse battery staple"
USERS = {"kim.lee": "operator", "alex.ray": "operator", "sam.hill": "supervisor", "wall.one": "wallboard", "cass.orr": "commissioner",
         "ren.fox": "care_team"}


def tell(**what):
    print(json.dumps(what), flush=True)


def let_in(site):
    for name, role in USERS.items():
        command = [site.build / "turnoutctl", "--config", site.dir / "turnout.toml", "user", "add", name, "--role", role, "--shown", name.title()]
        subprocess.run([str(word) for word in command], input=PASSWORD + "\n", text=True, check=True, capture_output=True)


def simulate(site, kind, *options):
    (site.dir / "sim.password").write_text(site.passwords["sim"] + "\n")
    site.house.start(kind, [str(word) for word in (
        site.build / "simulators/turnout-sim", kind, "--seed", 1, "--speed", site.speed, "--broker", f"tcp://127.0.0.1:{site.port}",
        "--user", "sim", "--password-file", site.dir / "sim.password", *options)])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--speed", type=int, default=1)
    asked = parser.parse_args()
    with Site(asked.build, people=asked.people, speed=asked.speed) as site:
        let_in(site)
        acts = {
            "kill_daemon": site.kill_daemon,
            "start_daemon": site.start_daemon,
            "kill_broker": site.kill_broker,
            "start_broker": site.start_broker,
            "simulate_partners": lambda: simulate(site, "partners"),
            "simulate_responders": lambda: simulate(site, "responders", "--county", site.dir / "county", "--everyone-on-duty"),
        }
        tell(console=site.console, broker=site.port, password=PASSWORD, passwords=site.passwords, county=str(site.dir / "county"), token=site.token)
        for line in sys.stdin:
            acts[line.strip()]()
            tell(done=line.strip())


main()
