"""A small working site for tests: a real broker with the project's configuration, the real daemon, one registry."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "config/demo"))
from household import Household, free_port, program  # noqa: E402


class Site:
    """One broker, one daemon. `speed` makes the daemon's clock run faster, so that ladders are climbed in a test."""

    def __init__(self, build, people=60, seed=1, speed=1):
        self.build = Path(build).resolve()
        self.dir = Path(tempfile.mkdtemp(prefix="turnout-site-"))
        for folder in ("broker", "county", "log"):
            (self.dir / folder).mkdir()
        self.house = Household(self.dir / "log")
        self.port, self.console, self.speed = free_port(0), free_port(0), speed
        self.token = "test-token-" + "0" * 32
        self.passwords = self._county(people, seed)
        self._settings()

    def __enter__(self):
        self.start_broker()
        self.start_daemon()
        for kind in ("bases", "responders", "people"):
            self.post(f"/api/v1/registry/{kind}", (self.dir / f"county/{kind}.csv").read_bytes(), "text/csv")
        return self

    def __exit__(self, kind, *_):
        self.house.stop_all()
        if kind is None:
            shutil.rmtree(self.dir)
        else:
            print(f"kept for a look: {self.dir}", file=sys.stderr)

    def _county(self, people, seed):
        words = self.dir / "passwords"
        subprocess.run([self.build / "simulators/turnout-sim", "make-county", "--people", str(people), "--seed", str(seed),
                        "--out", self.dir / "county", "--facts", ROOT / "config/demo/gloucestershire.json",
                        "--passwords", words], check=True, capture_output=True)
        accounts = dict(line.split(":", 1) for line in words.read_text().splitlines())
        (self.dir / "broker/passwd").write_text(words.read_text())
        os.chmod(self.dir / "broker/passwd", 0o600)
        subprocess.run([program("mosquitto_passwd"), "-U", self.dir / "broker/passwd"], check=True)
        return accounts

    def _settings(self):
        config = ROOT / "config"
        (self.dir / "broker/acl").write_text((config / "mosquitto/acl").read_text() + "\n" + (config / "mosquitto/acl.demo").read_text())
        user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        values = {"PORT": self.port, "USER": user, "CONSOLE": self.console, "SPEED": self.speed, "CONFIG": config}
        for source, target, folder in (("mosquitto/turnout.conf", "broker/mosquitto.conf", self.dir / "broker"),
                                       ("demo/turnout.toml", "turnout.toml", self.dir)):
            text = (config / source).read_text()
            for name, value in {**values, "DIR": folder}.items():
                text = text.replace(f"@{name}@", str(value))
            (self.dir / target).write_text(text)
        (self.dir / "turnoutd.password").write_text(self.passwords["turnoutd"] + "\n")
        (self.dir / "console.token").write_text(self.token + "\n")

    # --- the programs ---

    def start_broker(self):
        self.house.start("mosquitto", [program("mosquitto"), "-c", self.dir / "broker/mosquitto.conf"])
        self.house.wait_until("mosquitto", self._broker_answers, 15, "the broker listens")

    def kill_broker(self):
        self._kill("mosquitto")

    def start_daemon(self, wait=True):
        self.house.start("turnoutd", [self.build / "turnoutd", "--config", self.dir / "turnout.toml"])
        if wait:
            self.house.wait_until("turnoutd", self._daemon_hears, 30, "turnoutd is ready")

    def kill_daemon(self):
        self._kill("turnoutd")

    def _kill(self, name):
        process = self.house.running.pop(name)
        process.kill()
        process.wait()

    def _daemon_hears(self):
        """Ready, and subscribed where there is a broker: what is said before its first session is said to nobody."""
        health = self.health()
        return health.get("ready") or ("mosquitto" not in self.house.running and health.get("state") == "degraded")

    def _broker_answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    # --- looking and acting ---

    def get(self, path):
        """The JSON of a page, or nothing while the daemon does not give it."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.console}{path}", headers={"Authorization": f"Bearer {self.token}"})
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return json.load(answer)
        except (urllib.error.URLError, OSError, ValueError):
            return None

    def health(self):
        """What /readyz says, with its status; empty while nobody listens."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.console}/readyz", timeout=5) as answer:
                return {**json.load(answer), "status": answer.status}
        except urllib.error.HTTPError as refused:
            return {**json.load(refused), "status": refused.code}
        except (urllib.error.URLError, OSError, ValueError):
            return {}

    def post(self, path, body, kind="application/json"):
        request = urllib.request.Request(f"http://127.0.0.1:{self.console}{path}", data=body, method="POST",
                                         headers={"Authorization": f"Bearer {self.token}", "Content-Type": kind})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def journal(self):
        """A connection for reading what is committed."""
        return sqlite3.connect(f"file:{self.dir}/turnout.db?mode=ro", uri=True, timeout=10)

    def decisions(self):
        """Every (kind, decision) of the journal, in order."""
        with self.journal() as db:
            for (text,) in db.execute("SELECT decisions FROM journal ORDER BY sequence"):
                yield from json.loads(text)

    def ctl(self, *words):
        return subprocess.run([self.build / "turnoutctl", "--config", self.dir / "turnout.toml", *words],
                              capture_output=True, text=True, check=False)


def until(holds, seconds, what):
    """Polls until it holds; the deadline is for a hung system, never for luck."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.02)
