"""The record nobody can quietly change, and the person who can be erased from it: an export, the published recipe run as it
stands on its page, a report made anew from the export alone, and every byte of the site searched after an erasure."""

import filecmp
import json
import re
import shutil
import subprocess
from urllib.error import HTTPError

from hands import PROJECT, Listener, Site, build_folder, everybody_on_duty, publish, rows, until

FROM, TO = "2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"


def done(answer):
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def steps_of_the_page():
    """The commands of the five checks, each as it stands there."""
    page = (PROJECT / "docs/verify.md").read_text(encoding="utf-8").split("## The five checks")[1]
    return re.findall(r"^```sh\n(.*?)^```", page, re.M | re.S)


def run_page(folder, but=()):
    """How many of the page's steps fail in that folder."""
    failed = 0
    for step in steps_of_the_page():
        if not any(word in step for word in but):
            failed += subprocess.run(["bash", "-euo", "pipefail", "-c", step], cwd=folder, capture_output=True).returncode != 0
    return failed


def check_export(site):
    key, public = site.dir / "signing.key", site.dir / "signing.pub"
    assert "RW" in done(site.ctl("key", "make", "--secret", key, "--public", public))
    export = site.dir / "export"
    done(site.ctl("export", "--to", export, "--key", key))
    done(site.ctl("verify", export, "--key", public))
    assert len(steps_of_the_page()) == 6
    good = site.dir / "good"
    shutil.copytree(export, good)
    shutil.copy(public, good)
    assert run_page(good, but=("turnoutctl",)) == 0, "the page's own commands"

    lines = (export / "journal.ndjson").read_bytes().splitlines(keepends=True)
    for wrong in (lines[:3] + lines[4:], lines[:3] + [lines[4], lines[3]] + lines[5:], lines[:-1],
                  [*lines[:5], lines[5].replace(b'"at_ms":1', b'"at_ms":2'), *lines[6:]]):
        bad = site.dir / "bad"
        shutil.copytree(export, bad)
        (bad / "journal.ndjson").write_bytes(b"".join(wrong))
        told = site.ctl("verify", bad, "--key", public)
        assert told.returncode == 1 and re.search(r"record", told.stderr), told.stderr
        shutil.copy(public, bad)
        assert run_page(bad, but=("turnoutctl", "minisign", "openssl", "sed -n 1p")) == 2, "both the sums and the chain see it"
        shutil.rmtree(bad)
    return export, public


def check_report(site, export, public):
    first, again = site.dir / "report", site.dir / "report-again"
    asked = ["--audience", "service", "--from", FROM, "--to", TO]
    done(site.ctl("report", *asked, "--out", first))
    alone = subprocess.run([site.build / "turnoutctl", "replay", "--report", "--export", export, "--key", public, *asked,
                            "--out", again], capture_output=True, text=True, check=False)
    done(alone)
    names = sorted(path.name for path in first.iterdir())
    assert names and names == sorted(path.name for path in again.iterdir())
    assert filecmp.cmpfiles(first, again, names, shallow=False) == (names, [], []), "the same bytes from the export alone"
    return first


def details_of(person, others):
    """Everything that is theirs alone, and the place of their home as the journal would write it."""
    rest = json.dumps([list(other.values()) for other in others], ensure_ascii=False)
    found = [value for column, value in person.items() if column not in ("person_id", "hub_id") and len(value) > 5 and value not in rest]
    assert person["name"] in found and person["address"] in found
    return [*found, str(round(float(person["lat"]) * 1e7)), "PLANTED"]


def bytes_everywhere(site, but):
    for path in sorted(site.dir.rglob("*")):
        if path.is_file() and not any(part in path.parts for part in but):
            yield path, path.read_bytes()


def main():
    with Site(build_folder(), people=20, speed=30) as site:
        everybody_on_duty(site)
        people = rows(site, "people")
        person = people[0]
        hub, name = person["hub_id"], person["person_id"]
        at_hub = Listener(site, hub, f"turnout/v1/hub/{hub}/ack")
        publish(site, hub, f"hub/{hub}/alarm", {"id": "first", "type": "fall", "sensor": "PLANTED pendant", "text": "PLANTED fell"})
        until(lambda: at_hub.bodies("/ack"), 20, "the hub has its ack")
        incident = at_hub.bodies("/ack")[0]["incident"]
        done(site.ctl("incident", "note", incident, f"PLANTED: rang {person['name']}", "--by", "ann"))
        done(site.ctl("incident", "dispatch", incident, "--by", "ann"))
        until(lambda: any(kind == "OfferMade" for kind, _ in site.decisions()), 20, "a phone rings")
        refused = site.ctl("person", "erase", name, "--by", "ann", "--reason", "asked", "--yes")
        assert refused.returncode == 1 and "close it first" in refused.stderr, refused.stderr
        done(site.ctl("incident", "close", incident, "--outcome", "false_alarm", "--by", "ann"))

        say_it_too_late(site, incident, person)
        before = check_export(site)
        figures = check_report(site, *before)

        handed = site.dir / "handed"
        handed.mkdir()
        done(site.ctl("person", "export", name, "--by", "ann", "--reason", "PLANTED letter", "--to", handed))
        held = json.loads((handed / f"{name}.json").read_text())
        assert held["details"]["name"] == person["name"] and len(held["incidents"]) == 1
        assert person["name"] in (handed / f"{name}.txt").read_text() and "PLANTED" in json.dumps(held["texts"])
        words = (handed / f"{name}.txt").read_text()
        for late in ("late progress", "late reply", "handed over late", "refused call"):
            assert f"PLANTED {late}" in words, f"{late} is not handed out"
        done(site.ctl("backup", site.dir / "county/before.db"))
        assert "subject_access" in done(site.ctl("audit", "person", name))

        assert site.ctl("person", "erase", name, "--by", "ann", "--reason", "asked").returncode == 2, "nobody was asked"
        assert "erased, with" in done(site.ctl("person", "erase", name, "--by", "ann", "--reason", "asked", "--yes"))
        assert "erased, with 0 texts" in done(site.ctl("person", "erase", name, "--by", "ann", "--reason", "asked", "--yes"))
        check_restore(site, name)
        assert "1 erased" not in done(site.ctl("verify")) and " 0 erased" not in done(site.ctl("verify"))
        done(site.ctl("replay"))
        done(site.ctl("backup", site.dir / "backup.db"))
        done(site.ctl("verify", site.dir / "backup.db"))
        after = check_again(site, figures)

        # What was handed out before, the county's own files and the wire as the test heard it are not the site's.
        details = details_of(person, people[1:])
        for path, found in bytes_everywhere(site, but=("county", "handed", "broker")):
            if path.name.startswith("heard-"):
                continue
            for detail in details:
                assert detail.encode() not in found, f"{path.name} has {detail!r}"
        assert name.encode() in (after / "journal.ndjson").read_bytes(), "the incident keeps its pseudonym"
        assert site.ctl("person", "export", people[1]["person_id"], "--by", "ann", "--to", handed).returncode == 0


def say_it_too_late(site, incident, person):
    """Words that make nothing of an incident any more, or are refused: they are kept all the same."""
    offer = next(decision for kind, decision in site.decisions() if kind == "OfferMade" and decision["incident"] == incident)
    offer, responder = offer["offer"], offer["responder"]
    publish(site, "sim", f"responder/{responder}/reply", {"id": "late-1", "offer": offer, "answer": "decline", "reason": "PLANTED late reply"})
    publish(site, "sim", f"responder/{responder}/progress",
            {"id": "late-2", "incident": incident, "stage": "clear", "notes": "PLANTED late progress"})
    until(lambda: "PLANTED late progress" in texts(site) and "PLANTED late reply" in texts(site), 20, "what came late is kept")
    site.post("/api/v1/handovers", json.dumps(
        {"by": "ann", "to": "ben", "items": [{"incident": incident, "note": "PLANTED handed over late"}]}).encode())
    refused = {"by": "ann", "person_id": person["person_id"], "type": "battery_low", "note": "PLANTED refused call"}
    try:
        site.post("/api/v1/incidents", json.dumps(refused).encode())
        raise AssertionError("a call about a battery is refused")
    except HTTPError as error:
        assert error.code == 409, error.code
    assert site.get("/api/v1/handovers/latest")["items"] == []


def texts(site):
    with site.journal() as db:
        return " ".join(body.decode(errors="replace") if isinstance(body, bytes) else body for (body,) in db.execute("SELECT body FROM text"))


def check_restore(site, name):
    """A copy from before has them still: the journal that is put aside says whom to erase again."""
    settings = site.dir / "county/restored.toml"
    settings.write_text((site.dir / "turnout.toml").read_text().replace(f"{site.dir}/turnout.db", f"{site.dir}/county/restored.db"))
    told = done(subprocess.run([site.build / "turnoutctl", "--config", settings, "restore", site.dir / "county/before.db",
                                "--aside", site.dir / "turnout.db"], capture_output=True, text=True, check=False))
    assert f"turnoutctl person erase {name} --reason asked" in told, told


def check_again(site, figures):
    """The chain goes on, and the figures of past months are what they were."""
    export = site.dir / "export-after"
    done(site.ctl("export", "--to", export))
    old, new = ((site.dir / folder / "journal.ndjson").read_bytes() for folder in ("export", "export-after"))
    assert new.startswith(old) and len(new) > len(old)
    again = site.dir / "report-after"
    done(site.ctl("report", "--audience", "service", "--from", FROM, "--to", TO, "--out", again))
    for path in figures.glob("*.csv"):
        if path.name not in ("settings.csv", "canary.csv"):  # these say how far the journal goes
            assert path.read_bytes() == (again / path.name).read_bytes(), path.name
    return export


if __name__ == "__main__":
    main()
