"""The programs a demo runs: each with its own log, all of them gone when the demo is."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import time

PR_SET_PDEATHSIG = 1


class Failed(Exception):
    """The demo cannot go on; the text is for the person at the screen."""


def free_port(wanted):
    """`wanted` if nobody has it, else one the system gives."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise Failed("no free port on this machine")


def program(name):
    """A program of the system; brokers live in sbin, which is on root's path alone."""
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not found:
        raise Failed(f"{name} is not installed; ./run build installs what is needed")
    return found


class Household:
    def __init__(self, logs):
        self.logs = logs
        self.running = {}

    def start(self, name, command, **options):
        """Starts a program that Ctrl-C at the screen does not reach and that dies with the demo."""
        libc = ctypes.CDLL(None)

        def tie():
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

        with open(self.logs / f"{name}.log", "wb") as log:
            streams = {"stdout": log, "stderr": log, "stdin": subprocess.DEVNULL, **options}
            self.running[name] = subprocess.Popen(command, start_new_session=True, preexec_fn=tie, **streams)
        return self.running[name]

    def log_tail(self, name, lines=8):
        text = (self.logs / f"{name}.log").read_text(errors="replace").splitlines()
        return "\n".join("    " + line for line in text[-lines:])

    def dead(self):
        """Names of the programs that have ended on their own."""
        return [name for name, process in self.running.items() if process.poll() is not None]

    def wait_until(self, name, ready, seconds, what):
        """Polls `ready` until it holds, the program `name` has died, or the deadline has passed."""
        deadline = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > deadline:
                raise Failed(f"{what}: not within {seconds} s; {name} said last:\n{self.log_tail(name)}")
            try:
                self.running[name].wait(0.05)
            except subprocess.TimeoutExpired:
                continue
            raise Failed(f"{name} ended before {what}:\n{self.log_tail(name)}")

    def stop(self, name, seconds=10):
        """Asks, then insists. The exit code, or nothing if it was not running."""
        process = self.running.pop(name, None)
        if process is None:
            return None
        if process.poll() is None:
            process.terminate()
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def stop_all(self):
        for name in reversed(list(self.running)):
            self.stop(name)
