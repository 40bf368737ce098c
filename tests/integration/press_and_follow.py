"""What the README shows: one mosquitto_pub line, and the story of what came of it, to its end by a named human."""

from hands import Listener, Site, build_folder, everybody_on_duty, publish, rows, until


def main():
    with Site(build_folder(), people=20, speed=30) as site:
        everybody_on_duty(site)
        person = rows(site, "people")[0]
        hub = person["hub_id"]
        at_hub = Listener(site, hub, f"turnout/v1/hub/{hub}/#")
        phones = Listener(site, "sim", "turnout/v1/responder/+/offer", "turnout/v1/responder/+/assignment")

        publish(site, hub, f"hub/{hub}/alarm", {"id": "first", "type": "fall", "sensor": "pendant", "zone": "kitchen"})
        until(lambda: at_hub.bodies("/ack"), 20, "the hub has its ack")
        ack = at_hub.bodies("/ack")[0]
        assert ack["status"] == "accepted" and ack["id"] == "first", ack
        incident = ack["incident"]

        # The same again changes nothing and gets the same answer.
        publish(site, hub, f"hub/{hub}/alarm", {"id": "first", "type": "fall"})
        until(lambda: len(at_hub.bodies("/ack")) == 2, 20, "the repeat is answered")
        assert at_hub.bodies("/ack")[1]["incident"] == incident

        # Nobody answers the call: after a minute of the daemon's clock, phones ring by themselves.
        until(lambda: phones.bodies("/offer"), 30, "an offer goes out by itself")
        offer = phones.bodies("/offer")[0]
        topic = next(t for _, t, _ in phones.messages() if t.endswith("/offer"))
        responder = topic.split("/")[3]
        assert not any(person[secret] in str(offer) for secret in ("name", "address", "key_safe") if person[secret])
        publish(site, responder, f"responder/{responder}/reply", {"id": "r1", "offer": offer["id"], "answer": "accept"})
        until(lambda: [a for a in phones.bodies("/assignment") if a["state"] == "assigned"], 20, "the accepter is assigned")
        assigned = next(a for a in phones.bodies("/assignment") if a["state"] == "assigned")
        assert assigned["person"]["name"] == person["name"], "the assigned responder is told whom to help"
        for number, stage in enumerate(("en_route", "on_scene", "with_person", "clear")):
            body = {"id": f"p{number}", "incident": incident, "stage": stage}
            if stage == "clear":
                body.update(outcome="no_injury_helped_up", referrals=["safe_and_well"])
            publish(site, responder, f"responder/{responder}/progress", body)
        until(lambda: [a for a in phones.bodies("/assignment") if a["state"] == "complete"], 20, "the job is complete")
        until(lambda: [f for f in at_hub.bodies("/feedback") if f["stage"] == "coming"], 20, "the person is told")

        # Only a named human closes it.
        nameless = site.ctl("incident", "close", incident, "--outcome", "no_injury_helped_up")
        assert nameless.returncode != 0, "a command without a name was taken"
        closed = site.ctl("incident", "close", incident, "--outcome", "no_injury_helped_up", "--by", "ann.operator")
        assert closed.returncode == 0, closed.stderr
        story = site.ctl("incident", "show", incident).stdout
        for words in ("Incident opened", 'sensor "pendant", in "kitchen"', "accepted", "with the person", "ann.operator"):
            assert words in story, f"the story lacks '{words}':\n{story}"
        for words in (("verify",), ("replay",)):
            done = site.ctl(*words)
            assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"


if __name__ == "__main__":
    main()
