"""Looks for every person's name, address, telephone number and key safe where they must never be: the journal, the log,
the metrics, offers, integrators' topics and retained messages."""

import json
import urllib.request

from hands import PROJECT, Listener, Site, build_folder, everybody_on_duty, publish, rows, until

SECRET = ("name", "address", "phone", "key_safe", "postcode", "date_of_birth")


def secrets_of(site):
    found = set()
    for person in rows(site, "people"):
        found.update(person[column] for column in SECRET if len(person[column]) > 5)
    # An organisation's number to ring is no secret, and may be one of the invented people's too.
    plans = (PROJECT / "config/plans.toml").read_text() + (PROJECT / "config/demo/plans.toml").read_text()
    return {secret for secret in found if secret not in plans}


def found_in(text, secrets):
    return [secret for secret in secrets if secret in text]


def main():
    with Site(build_folder(), people=20, speed=60) as site:
        everybody_on_duty(site)
        secrets = secrets_of(site)
        assert len(secrets) > 60
        people = rows(site, "people")[:6]
        everything = Listener(site, "turnoutd", "turnout/v1/#")
        for person in people:
            hub = person["hub_id"]
            publish(site, hub, f"hub/{hub}/alarm", {"id": "x", "type": "fall", "text": f"{person['name']} fell",
                                                       "sensor": person["name"], "zone": person["address"][:60]})
        publish(site, people[0]["hub_id"], f"hub/{people[0]['hub_id']}/alarm", people[1]["name"] + " is not JSON")

        def somebody_assigned():
            for _, topic, payload in list(everything.messages()):
                if topic.endswith("/offer"):
                    responder, offer = topic.split("/")[3], json.loads(payload)["id"]
                    publish(site, "sim", f"responder/{responder}/reply", {"id": offer, "offer": offer, "answer": "accept",
                                                                         "reason": people[0]["name"]})
            return [a for a in everything.bodies("/assignment") if a["state"] == "assigned" and a.get("person")]

        until(somebody_assigned, 60, "somebody is assigned and told whom to help")
        incident = everything.bodies("/ack")[0]["incident"]
        noted = site.ctl("incident", "note", incident, f"rang {people[0]['name']}", "--by", "ann")
        assert noted.returncode == 0, noted.stderr

        stranger = site.ctl("incident", "open", "--where", people[2]["address"], "--callback", people[2]["phone"], "--position",
                            people[2]["lat"], people[2]["lon"], "--type", "fall", "--by", "ann")
        assert stranger.returncode == 0, stranger.stderr
        opened = stranger.stdout.split(":")[0]
        assert people[2]["phone"] in site.ctl("incident", "show", opened).stdout, "the story has what the caller said"
        sent = site.ctl("incident", "dispatch", opened, "--by", "ann")
        assert sent.returncode == 0, sent.stderr

        def somebody_sent():
            somebody_assigned()
            return [a for a in everything.bodies("/assignment") if a["incident"] == opened and a["state"] == "assigned"]

        until(somebody_sent, 60, "somebody is sent to the stranger")
        assert somebody_sent()[0]["person"]["address"] == people[2]["address"]
        assert somebody_sent()[0]["person"]["phone"] == people[2]["phone"]

        with site.journal() as db:
            for table in ("journal", "row", "outbox"):
                text = "\n".join(str(row) for row in db.execute(f"SELECT * FROM {table}"))
                assert not found_in(text, secrets), f"table {table}: {found_in(text, secrets)}"
        log = (site.dir / "log/turnoutd.log").read_text()
        assert not found_in(log, secrets), "the log"
        with urllib.request.urlopen(f"http://127.0.0.1:{site.console}/metrics", timeout=10) as page:
            assert not found_in(page.read().decode(), secrets), "the metrics"
        for retained, topic, payload in everything.messages():
            entitled = topic.endswith(("/assignment", "/request"))
            sent_to_us = topic.endswith(("/alarm", "/reply"))
            if not sent_to_us and (retained or not entitled):
                assert not found_in(payload, secrets), f"{topic}: {found_in(payload, secrets)}"


if __name__ == "__main__":
    main()
