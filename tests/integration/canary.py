"""A canary says test alarms down the path that hubs use: when none comes back people are told, and later who pressed."""

import subprocess
from datetime import datetime, timezone

from hands import Site, build_folder, publish, rows, until


def canary(site, hub, *options):
    password = site.dir / f"{hub}.password"
    password.write_text(site.passwords[hub] + "\n")
    return [site.build / "turnoutctl", "--config", site.dir / "turnout.toml", "canary", "--hub", hub,
            "--password-file", password, *options]


def once(site, hub):
    return subprocess.run(canary(site, hub, "--once"), capture_output=True, text=True, timeout=60)


def main():
    with Site(build_folder(), people=20) as site:
        ours, pressed = [row["hub_id"] for row in rows(site, "people")][:2]
        heard = once(site, ours)
        assert heard.returncode == 0 and heard.stdout.startswith("heard in "), heard
        stranger = once(site, "sim")
        assert stranger.returncode == 2 and "people.csv" in stranger.stderr, stranger

        told = site.dir / "told"
        tell = site.dir / "tell"
        tell.write_text(f'#!/bin/sh\nprintf "%s|" "$@" >> "{told}"\necho >> "{told}"\n')
        tell.chmod(0o755)
        told.touch()
        site.house.start("canary", canary(site, ours, "--every", "1s", "--lost-after", "2s", "--tell", tell))
        site.kill_daemon()
        until(lambda: told.read_text().startswith("lost|"), 60, "people are told")
        now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        publish(site, pressed, f"hub/{pressed}/alarm", {"id": "unheard", "type": "fall", "at": now})
        site.start_daemon()
        until(lambda: "\nback|" in told.read_text(), 60, "people are told that it is back")
        lost, back = told.read_text().splitlines()[:2]
        _, since, why, _ = lost.split("|")
        assert why, lost
        word, begin, end, _ = back.split("|")
        assert word == "back" and begin == since, back

        listed = site.ctl("unheard", "--from", begin, "--to", end)
        assert listed.returncode == 0, listed.stderr
        lines = {line.split()[0]: line for line in listed.stdout.splitlines()}
        assert f"pressed at {now}" in lines[pressed], listed.stdout
        assert ours not in lines, "the canary was heard again"
        others = set(lines) - {"HUB", pressed}
        assert others and all("cannot be known" in lines[hub] for hub in others), listed.stdout

        site.kill_broker()
        refused = once(site, ours)
        assert refused.returncode == 1 and "not heard: " in refused.stderr, refused


if __name__ == "__main__":
    main()
