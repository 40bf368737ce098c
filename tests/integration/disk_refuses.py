"""The disk takes no more, or the journal's file is taken away: hubs are told not_stored, dispatching goes on, and once it can
be stored again the real acks follow."""

import resource
import subprocess

from hands import Listener, Site, build_folder, everybody_on_duty, publish, rows, until


def refused_at_the_start(site):
    """A daemon that starts on a full disk says so, and one with room starts."""
    daemon = subprocess.run(["prlimit", "--fsize=4096", site.build / "turnoutd", "--config", site.dir / "turnout.toml"],
                            capture_output=True, text=True, timeout=60, check=False)
    assert daemon.returncode == 3, (daemon.returncode, daemon.stderr)
    assert "free space there" in daemon.stderr and "alarms wait at the broker" in daemon.stderr, daemon.stderr
    assert "goes on meanwhile" not in daemon.stderr, daemon.stderr
    site.start_daemon()
    assert site.house.stop("turnoutd") == 0


def taken_away(site, hub):
    """A file with no name keeps nothing: whoever moves the journal hears of it, and no hub is told it was stored."""
    journal = site.dir / "turnout.db"
    site.start_daemon()
    heard = Listener(site, "turnoutd", "turnout/v1/hub/+/ack")

    def answered(alarm, status):
        until(lambda: [a for a in heard.bodies("/ack") if a["id"] == alarm and a["status"] == status], 30, f"{alarm} is {status}")

    for onto in (journal, site.dir / "turnout.db-wal", site.dir / "turnout.toml"):
        before = onto.stat().st_ino
        kept = site.ctl("backup", onto)
        assert kept.returncode == 4 and "name another file" in kept.stderr, (onto, kept)
        assert onto.stat().st_ino == before, onto
    journal.rename(site.dir / "aside.db")
    publish(site, hub, f"hub/{hub}/alarm", {"id": "nowhere", "type": "help"})
    answered("nowhere", "not_stored")
    until(lambda: (site.get("/readyz") or {}).get("state") == "degraded", 20, "readyz says degraded")
    reasons = site.get("/readyz")["reasons"]
    assert any("was replaced or removed under the running turnoutd" in reason for reason in reasons), reasons
    (site.dir / "aside.db").rename(journal)
    answered("nowhere", "accepted")


def main():
    with Site(build_folder(), people=20, speed=60) as site:
        everybody_on_duty(site)
        hub = rows(site, "people")[0]["hub_id"]
        other = rows(site, "people")[1]["hub_id"]
        heard = Listener(site, "turnoutd", "turnout/v1/hub/+/ack", "turnout/v1/responder/+/offer", "turnout/v1/centre/alert",
                         "turnout/v1/system/status")
        publish(site, hub, f"hub/{hub}/alarm", {"id": "stored", "type": "help"})
        until(lambda: heard.bodies("/ack"), 20, "the first is stored")

        # A limit below the size of its files: every write past it fails, as on a full disk.
        daemon = site.house.running["turnoutd"].pid
        _, hard = resource.prlimit(daemon, resource.RLIMIT_FSIZE)
        resource.prlimit(daemon, resource.RLIMIT_FSIZE, (4096, hard))
        publish(site, other, f"hub/{other}/alarm", {"id": "refused", "type": "help"})
        until(lambda: [a for a in heard.bodies("/ack") if a["id"] == "refused"], 30, "the refused alarm is answered")
        first = [a for a in heard.bodies("/ack") if a["id"] == "refused"][0]
        assert first["status"] == "not_stored", first
        until(lambda: site.health().get("state") == "degraded", 20, "readyz says degraded")
        reasons = site.health()["reasons"]
        assert any("turnout.db: append: " in reason and "free space there" in reason for reason in reasons), reasons
        until(lambda: [s for s in heard.bodies("/status") if s["state"] == "degraded"], 20, "system/status says degraded")
        until(lambda: [a for a in heard.bodies("/alert") if a["code"] == "storage"], 20, "a human is told")
        until(lambda: len({o["incident"] for o in heard.bodies("/offer")}) >= 2, 60, "offers go out for both all the same")

        resource.prlimit(daemon, resource.RLIMIT_FSIZE, (hard, hard))
        until(lambda: [a for a in heard.bodies("/ack") if a["id"] == "refused" and a["status"] == "accepted"], 60,
              "the real ack follows")
        until(lambda: site.health().get("state") == "up", 30, "all is well again")
        assert site.house.stop("turnoutd") == 0
        log = (site.dir / "log/turnoutd.log").read_text().splitlines()
        assert len([line for line in log if "append: " in line]) == 1, log
        assert len([line for line in log if "takes records again" in line]) == 1, log
        refused_at_the_start(site)
        taken_away(site, other)
        for words in (("verify",), ("replay",)):
            done = site.ctl(*words)
            assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"


if __name__ == "__main__":
    main()
