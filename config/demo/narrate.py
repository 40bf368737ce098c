"""Tells what happens, one line an event, from the centre's topics: what a wallboard sees, no names, no addresses."""

import json
import threading
import time

# What a decision means to somebody watching; those not named here are left out.
TOLD = {
    "IncidentOpened": "opened",
    "Raised": "is worse than it looked",
    "Answered": "an operator has answered",
    "ResponseDecided": "a response is started",
    "Assigned": "{responder} accepts and sets off",
    "Released": "{responder} is released",
    "Reinstated": "{responder} goes on after all",
    "ResponseStopped": "an operator stands everybody down",
    "PartnerAsked": "a partner service is asked",
    "Closed": "closed by an operator",
}
STAGES = {
    "on_scene": "{responder} is at the door",
    "with_person": "{responder} IS WITH THE PERSON",
    "cleared": "{responder} is clear",
}


class Narrator:
    """Reads `topic payload` lines of mosquitto_sub in a thread of its own and prints them."""

    def __init__(self, stream, speed):
        self.stream = stream
        self.speed = speed
        self.began = time.monotonic()
        self.phases = {}
        self.thread = threading.Thread(target=self.run, daemon=True)

    def start(self):
        self.thread.start()

    def run(self):
        for line in self.stream:
            topic, _, payload = line.decode(errors="replace").partition(" ")
            try:
                body = json.loads(payload)
            except ValueError:
                continue
            if topic.endswith("/centre/alert"):
                self.say(body.get("incident", "-"), "alert", f"{body.get('role', 'operator')}: {body.get('text', '')}")
            elif "/centre/incident/" in topic:
                self.transition(body)

    def transition(self, body):
        incident = body.get("incident", "?")
        what, state = body.get("what", ""), body.get("state", "")
        phrase = TOLD.get(what)
        if what == "Progressed" and self.phases.get(incident) != state:
            phrase = STAGES.get(state)
        self.phases[incident] = state
        if phrase:
            self.say(incident, body.get("class", ""), phrase.format(responder=body.get("responder") or "somebody"))

    def say(self, incident, cls, phrase):
        passed = time.monotonic() - self.began
        minutes = passed * self.speed / 60
        print(f"{passed:5.1f} s  = {minutes:3.0f} min  {incident:<12} {cls:<15} {phrase}", flush=True)
