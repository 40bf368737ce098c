"""How the daemon starts, or says why it does not: a password it may not see yet, an empty token file, settings
that can never work."""

import json
import subprocess
import urllib.request

from hands import Site, build_folder, publish, rows, until


def turnoutd(site, *words):
    return subprocess.run([site.build / "turnoutd", "--config", site.dir / "turnout.toml", *words],
                          capture_output=True, text=True, timeout=60, check=False)


def password_is_for_the_running_daemon(site):
    word = site.dir / "turnoutd.password"
    word.rename(site.dir / "elsewhere")
    checked = turnoutd(site, "--check")
    assert checked.returncode == 0 and "turnoutd.password" in checked.stderr, (checked.returncode, checked.stderr)
    for words in (("verify",), ("backup", str(site.dir / "copy.sqlite")), ("verify", str(site.dir / "copy.sqlite"))):
        done = site.ctl(*words)
        assert done.returncode == 0, f"{words}: {done.stderr}"
    served = turnoutd(site)
    assert served.returncode == 2 and "turnoutd.password" in served.stderr, (served.returncode, served.stderr)
    (site.dir / "elsewhere").rename(word)


def a_damaged_copy_is_named(site):
    copy = site.dir / "copy.sqlite"
    body = copy.read_bytes()
    copy.write_bytes(body.replace(b"AlarmRemembered", b"AlarmRemembexed"))
    done = site.ctl("verify", str(copy))
    assert done.returncode != 0 and "copy.sqlite" in done.stderr, (done.returncode, done.stderr)


def an_empty_token_is_made_anew(site):
    token = site.dir / "console.token"
    token.write_text("")
    site.start_daemon()
    made = token.read_text().strip()
    with urllib.request.urlopen(f"http://127.0.0.1:{site.console}/metrics", timeout=20) as page:
        figures = page.read().decode()
    for name in ("turnout_journal_wal_pages", "turnout_journal_checkpoints_failed", "turnout_open_incidents"):
        assert f"\n{name} " in figures, figures
    assert len(made) == 64 and (token.stat().st_mode & 0o777) == 0o600, made
    assert site.house.stop("turnoutd") == 0
    token.write_text("short\n")
    refused = turnoutd(site)
    assert refused.returncode == 2 and "console.token" in refused.stderr, (refused.returncode, refused.stderr)
    token.unlink()
    in_the_way = site.dir / "console.token.new"
    in_the_way.mkdir()
    refused = turnoutd(site)
    assert refused.returncode == 4 and "console.token" in refused.stderr, (refused.returncode, refused.stderr)
    in_the_way.rmdir()
    token.write_text(site.token + "\n")


def open_secrets_are_named(site):
    for name in ("turnoutd.password", "console.token"):
        secret = site.dir / name
        secret.chmod(0o644)
        checked = turnoutd(site, "--check")
        assert checked.returncode == 0 and f"chmod o= {secret}" in checked.stderr, (name, checked)
        secret.chmod(0o640)
        checked = turnoutd(site, "--check")
        assert checked.returncode == 0 and f"chmod o= {secret}" not in checked.stderr, (name, checked)
    secret.chmod(0o604)
    site.start_daemon()
    assert f"chmod o= {secret}" in (site.dir / "log/turnoutd.log").read_text()
    assert site.house.stop("turnoutd") == 0
    secret.chmod(0o600)


def what_can_never_work_is_a_wrong_setting(site):
    """The check says what the start would, and where."""
    settings = site.dir / "turnout.toml"
    good = settings.read_text()
    broken = (("broker.url", f"127.0.0.1:{site.port}", "127.0.0.1:99999"),
              ("console.listen", f"127.0.0.1:{site.console}", "foo.example:80"),
              ("console.mqtt", f'mqtt = "127.0.0.1:{site.port}"', 'mqtt = "foo"'))
    for key, works, fails in broken:
        settings.write_text(good.replace(works, fails, 1))
        for words in ((), ("--check",)):
            refused = turnoutd(site, *words)
            assert refused.returncode == 2 and f": {key}: " in refused.stderr, (key, words, refused)
            assert f"{settings}:" in refused.stderr, (key, refused.stderr)
    settings.write_text(good + '\n[travel]\nosrm = "ftp://router"\ngraph = "none.osm.pbf"\n')
    refused = turnoutd(site, "--check")
    assert refused.returncode == 2, refused
    lines = len(good.splitlines())
    for line, key in ((lines + 3, "osrm"), (lines + 4, "graph")):
        assert f"{settings}:{line}: travel.{key}: " in refused.stderr, refused.stderr
    settings.write_text(good)


def a_clock_that_had_run_ahead_is_said(site):
    settings = site.dir / "turnout.toml"
    good = settings.read_text()
    assert "speed = 1\n" in good, good
    settings.write_text(good.replace("speed = 1\n", "speed = 1000\n"))
    site.start_daemon()
    hub = rows(site, "people")[1]["hub_id"]
    publish(site, hub, f"hub/{hub}/alarm", {"id": "fast", "type": "fall"})
    until(lambda: sum(kind == "AlarmRemembered" for kind, _ in site.decisions()) > 1, 30, "it runs ahead")
    assert site.house.stop("turnoutd") == 0
    settings.write_text(good)
    site.start_daemon()
    until(lambda: "clock: runs " in json.dumps(site.get("/readyz")), 30, "the clock is said to be ahead")
    assert site.house.stop("turnoutd") == 0


def main():
    with Site(build_folder(), people=20) as site:
        hub = rows(site, "people")[0]["hub_id"]
        publish(site, hub, f"hub/{hub}/alarm", {"id": "a1", "type": "fall"})
        until(lambda: any(kind == "AlarmRemembered" for kind, _ in site.decisions()), 30, "an alarm is stored")
        assert site.house.stop("turnoutd") == 0
        password_is_for_the_running_daemon(site)
        a_damaged_copy_is_named(site)
        an_empty_token_is_made_anew(site)
        a_clock_that_had_run_ahead_is_said(site)
        open_secrets_are_named(site)
        what_can_never_work_is_a_wrong_setting(site)


if __name__ == "__main__":
    main()
