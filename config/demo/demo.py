#!/usr/bin/env python3
"""A county at work on this machine: a broker, the daemon, and everybody around it. Started by `./run demo`."""

import argparse
import csv
import fcntl
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime, timezone
from pathlib import Path

from account import Account, Api
from household import Failed, Household, free_port, program
from narrate import Narrator

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "config/demo"
BROKER = ROOT / "config/mosquitto"
# The stranger at the desk. The journal names a human for every command, so the account is somebody's.
OPERATOR = "alex.morgan"


def seconds(text):
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(s|m|h|)", text)
    if not match:
        raise argparse.ArgumentTypeError(f"{text} is not a time: write 60s, 5m or 1h")
    return float(match.group(1)) * {"": 1, "s": 1, "m": 60, "h": 3600}[match.group(2)]


def arguments():
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__)
    parser.add_argument("--for", dest="length", type=seconds, metavar="60s", help="end by itself after this long")
    parser.add_argument("--speed", type=int, default=30, help="county time runs this many times faster (default 30)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed invents the same county (default 1)")
    parser.add_argument("--rate", type=float, default=40, help="alarms a minute of yours, not the county's (default 40)")
    parser.add_argument("--port", type=int, default=18830, help="the broker's port; the console's is one more")
    parser.add_argument("--dir", type=Path, default=ROOT / "demo-data", help="where everything is kept (default demo-data)")
    parser.add_argument("--build", type=Path, default=ROOT / "build", help="where the programs are")
    return parser.parse_args()


class Demo:
    def __init__(self, chosen):
        self.chosen = chosen
        self.dir = chosen.dir.resolve()
        self.build = chosen.build.resolve()
        self.house = None
        self.port = self.console = 0
        self.hub = self.token = self.begin = self.password = ""
        self.responder = ("", "")
        self.lock = None

    # --- what is needed before anybody starts ---

    def lay_out(self):
        """An empty folder for this run; what the last demo left is removed, anybody else's files are not."""
        mark = self.dir / ".turnout-demo"
        if self.dir.exists() and any(self.dir.iterdir()) and not mark.exists():
            raise Failed(f"{self.dir} has files that no demo made; choose another --dir")
        self.dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.lock = open(mark, "w")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Failed(f"another demo is running in {self.dir}; choose another --dir") from None
        for old in self.dir.iterdir():
            if old != mark:
                shutil.rmtree(old) if old.is_dir() else old.unlink()
        for folder in ("broker", "county", "log", "state"):
            (self.dir / folder).mkdir(mode=0o700)
        self.house = Household(self.dir / "log")

    def secret(self, name, text):
        path = self.dir / name
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(text)
        return path

    def run(self, *command, answer=""):
        """A short command of the set-up; its words are shown only if it fails."""
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True, cwd=ROOT, input=answer)
        if done.returncode:
            raise Failed(f"{' '.join(str(c) for c in command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def make_county(self):
        passwords = self.dir / "passwords"
        self.secret("passwords", "")
        self.run(self.build / "simulators/turnout-sim", "make-county", "--seed", self.chosen.seed, "--out", self.dir / "county",
                 "--facts", DEMO / "gloucestershire.json", "--passwords", passwords)
        with open(passwords, encoding="utf-8") as lines:
            accounts = dict(line.rstrip("\n").split(":", 1) for line in lines)
        accounts["wallboard"] = secrets.token_urlsafe(18)
        with open(self.dir / "county/people.csv", encoding="utf-8") as people:
            self.hub = next(row["hub_id"] for row in csv.DictReader(people) if row["hub_id"] in accounts)
        self.keep_one_phone(accounts)
        self.secret("broker/passwd", "".join(f"{user}:{word}\n" for user, word in accounts.items()))
        self.run(program("mosquitto_passwd"), "-U", self.dir / "broker/passwd")
        for user in ("turnoutd", "sim"):
            self.secret(f"{user}.password", accounts[user] + "\n")
        # What the mosquitto clients read by themselves when XDG_CONFIG_HOME names the folder.
        for folder, command, user in ((".", "mosquitto_pub", self.hub), (".", "mosquitto_sub", "wallboard"), ("sim", "mosquitto_sub", "sim")):
            (self.dir / folder).mkdir(exist_ok=True, mode=0o700)
            self.secret(f"{folder}/{command}", f"-h 127.0.0.1\n-p {self.port}\n-u {user}\n-P {accounts[user]}\n")
        passwords.unlink()
        self.token = secrets.token_urlsafe(24)
        self.secret("console.token", self.token + "\n")

    def keep_one_phone(self, accounts):
        """One carer is nobody simulated: the stranger's own phone speaks for them."""
        with open(self.dir / "county/responders.csv", encoding="utf-8", newline="") as rows:
            reader = csv.DictReader(rows)
            everybody = list(reader)
        own = next(row for row in everybody if row["kind"] == "carer")
        self.responder = (own["responder_id"], accounts[own["responder_id"]])
        (self.dir / "simulated").mkdir(mode=0o700)
        with open(self.dir / "simulated/responders.csv", "w", encoding="utf-8", newline="") as rows:
            writer = csv.DictWriter(rows, reader.fieldnames)
            writer.writeheader()
            writer.writerows(row for row in everybody if row is not own)

    # --- the programs ---

    def start_broker(self):
        (self.dir / "broker/acl").write_text((BROKER / "acl").read_text() + "\n" + (BROKER / "acl.demo").read_text())
        settings = (BROKER / "turnout.conf").read_text()
        user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        for name, value in (("PORT", self.port), ("DIR", self.dir / "broker"), ("USER", user)):
            settings = settings.replace(f"@{name}@", str(value))
        (self.dir / "broker/mosquitto.conf").write_text(settings)
        self.house.start("mosquitto", [program("mosquitto"), "-c", self.dir / "broker/mosquitto.conf"])
        self.house.wait_until("mosquitto", lambda: self.answers(self.port), 15, "the broker listens")

    @staticmethod
    def answers(port):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    def start_daemon(self):
        settings = (DEMO / "turnout.toml").read_text()
        for name, value in (("PORT", self.port), ("CONSOLE", self.console), ("DIR", self.dir), ("SPEED", self.chosen.speed), ("CONFIG", ROOT / "config")):
            settings = settings.replace(f"@{name}@", str(value))
        (self.dir / "turnout.toml").write_text(settings)
        self.begin = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        self.house.start("turnoutd", [self.build / "turnoutd", "--config", self.dir / "turnout.toml"])
        self.house.wait_until("turnoutd", self.ready, 30, "turnoutd is ready")

    def ready(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.console}/readyz", timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def turnoutctl(self, *words):
        return self.run(self.build / "turnoutctl", "--config", self.dir / "turnout.toml", *words)

    def simulate(self, kind, *options):
        common = ["--seed", self.chosen.seed, "--speed", self.chosen.speed, "--clock-since", self.begin,
                  "--summary", self.dir / f"log/{kind}.json"]
        command = [self.build / "simulators/turnout-sim", kind, *common, *options]
        self.house.start(kind, [str(word) for word in command])

    def let_the_stranger_in(self):
        self.password = secrets.token_urlsafe(9)
        command = [self.build / "turnoutctl", "--config", self.dir / "turnout.toml", "user", "add", OPERATOR,
                   "--role", "operator", "--shown", "Alex Morgan"]
        self.run(*command, answer=self.password + "\n")

    def start_everybody(self):
        self.let_the_stranger_in()
        for registry in ("bases", "responders", "people"):
            self.turnoutctl("import", registry, self.dir / f"county/{registry}.csv")
        county = ["--county", self.dir / "county"]
        console = f"http://127.0.0.1:{self.console}"
        broker = ["--broker", f"tcp://127.0.0.1:{self.port}", "--user", "sim", "--password-file", self.dir / "sim.password"]
        self.listen("acks", self.dir / "sim", "hub/+/ack")
        self.listen("wallboard", self.dir, "centre/#", stdout=subprocess.PIPE)
        self.simulate("partners", *broker)
        self.simulate("responders", *broker, "--county", self.dir / "simulated", "--facts", DEMO / "gloucestershire.json")
        with open(self.dir / "simulated/responders.csv", encoding="utf-8") as rows:
            responders = sum(1 for _ in csv.DictReader(rows))
        known = Api(self.console, self.token)
        self.house.wait_until("responders", lambda: len(known.get("/responders")["items"]) >= responders, 60,
                              "every responder has said whether they are on duty")
        # Some calls that no operator takes, so that the ladder is seen to go on by itself, and some broken alarms.
        self.simulate("operators", "--http", console, "--token-file", self.dir / "console.token", "--miss", 0.15)
        self.simulate("hubs", *broker, *county, "--rate", self.chosen.rate, "--bad", 0.05)

    def listen(self, name, account, topics, **options):
        self.house.start(name, [program("mosquitto_sub"), "-q", "1", "-t", f"turnout/v1/{topics}", "-F", "%t %p"],
                         env={**os.environ, "XDG_CONFIG_HOME": str(account)}, **options)

    @staticmethod
    def shown(place):
        """As somebody in this folder would write it."""
        return place.relative_to(Path.cwd()) if place.is_relative_to(Path.cwd()) else place

    def tell_how_to_join(self):
        here, control = (self.shown(place) for place in (self.dir, self.build / "turnoutctl"))
        print(f"""
A county is at work, {self.chosen.speed} times faster than life. Broker: 127.0.0.1:{self.port}.

  Console            http://127.0.0.1:{self.console}/            sign in as {OPERATOR}, password {self.password}
  Responder's phone  http://127.0.0.1:{self.console}/responder/  sign in as {self.responder[0]}, password {self.responder[1]}

To answer, send and close in your own time, start it with --speed 1.
Press an alarm of your own from another terminal, then follow it:

  XDG_CONFIG_HOME={here} mosquitto_pub -q 1 -t turnout/v1/hub/{self.hub}/alarm -m '{{"id":"mine-1","type":"fall"}}'
  {control} --config {here}/turnout.toml incident list
  {control} --config {here}/turnout.toml incident show INCIDENT

Ctrl-C ends it{f", or {self.chosen.length:g} s" if self.chosen.length else ""}; then comes what happened.
""", flush=True)

    # --- from here to the end ---

    def watch(self):
        """Until the time is over, Ctrl-C, or one of the programs ends. Gives the names of those that ended."""
        end = time.monotonic() + self.chosen.length if self.chosen.length else None
        try:
            while end is None or time.monotonic() < end:
                dead = self.house.dead()
                if dead:
                    return dead
                try:
                    self.house.running["turnoutd"].wait(0.2)
                except subprocess.TimeoutExpired:
                    pass
        except KeyboardInterrupt:
            print()
        return []

    def tell_what_happened(self, length):
        try:
            account = Account(self.dir / "log", Api(self.console, self.token), self.begin)
        except OSError as why:
            print(f"demo: the daemon's console does not answer: {why}", file=sys.stderr)
            return False
        account.print(length, self.chosen.speed)
        return account.complete

    def go(self):
        self.lay_out()
        self.port = free_port(self.chosen.port)
        self.console = free_port(self.port + 1)
        print("Inventing a county and starting its programs ...", flush=True)
        self.make_county()
        self.start_broker()
        self.start_daemon()
        self.start_everybody()
        self.tell_how_to_join()
        Narrator(self.house.running["wallboard"].stdout, self.chosen.speed).start()
        began = time.monotonic()
        dead = self.watch()
        length = time.monotonic() - began
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        # The hubs first: they wait for the acks they are owed, and nobody presses any more.
        for name in ("hubs", "operators", "responders", "partners"):
            self.house.stop(name)
        self.house.stop("acks")
        complete = self.tell_what_happened(length)
        code = self.house.stop("turnoutd", 20)
        for name in dead:
            print(f"{name} ended on its own; it said last:\n{self.house.log_tail(name)}", file=sys.stderr)
        if code:
            print(f"turnoutd ended with {code}:\n{self.house.log_tail('turnoutd')}", file=sys.stderr)
        return 1 if dead or code or not complete else 0


def main():
    def asked_to_end(*_):
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, asked_to_end)
    demo = Demo(arguments())
    try:
        return demo.go()
    except Failed as why:
        print(f"demo: {why}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        if demo.house:
            demo.house.stop_all()


if __name__ == "__main__":
    sys.exit(main())
