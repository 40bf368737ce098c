#!/usr/bin/env python3
"""Runs the demo as the README tells it: alarms become arrivals, nothing is lost, and one's own alarm can be followed."""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(sys.argv[1])
PATIENCE_S = 60


def readme_command(start):
    """The README's own line, so that it stays true."""
    return next(line for line in (ROOT / "README.md").read_text().splitlines() if line.startswith(start))


def turnoutctl(folder, *words):
    command = [BUILD / "turnoutctl", "--config", folder / "turnout.toml", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def follow_own_alarm(folder):
    press = readme_command("XDG_CONFIG_HOME=demo-data mosquitto_pub").replace("demo-data", str(folder))
    subprocess.run(press, shell=True, check=True)
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        for incident in re.findall(r"^(\S+-\S+) ", turnoutctl(folder, "incident", "list", "--state", "all"), re.M):
            story = turnoutctl(folder, "incident", "show", incident)
            if "fall from hub hub-00001" in story:
                return story
    raise AssertionError("the alarm of one's own is in no incident")


def still_running(folder):
    lines = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(entry.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return [line for line in lines if str(folder) in line]


def main():
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        command = [sys.executable, "-B", ROOT / "config/demo/demo.py", "--dir", folder, "--build", BUILD, "--port", "0"]
        command += ["--for", "30s", "--speed", "60", "--rate", "90"]
        demo = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, text=True, cwd=ROOT,
                                env={**os.environ, "PYTHONUNBUFFERED": "1"})
        told = []
        for line in demo.stdout:
            told.append(line)
            if line.startswith("Ctrl-C ends it"):
                story = follow_own_alarm(folder)
        code = demo.wait(PATIENCE_S)
        told = "".join(told)
        print(told, story, sep="\n")
        assert code == 0, f"the demo ended with {code}"
        assert re.search(r"/responder/ +sign in as \S+, password \S+", told) and "sign in as alex.morgan" in told, "the sign-ins are not told"
        assert "IS WITH THE PERSON" in told, "no alarm became an arrival"
        assert "nothing: every acknowledged alarm" in told, "an acknowledged alarm is in no incident"
        assert not still_running(folder), f"still running: {still_running(folder)}"


main()
