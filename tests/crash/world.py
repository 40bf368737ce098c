"""The world outside during a crash test: hubs that repeat until acknowledged, phones that answer, partners."""

import csv
import json
import random
import threading
import time

import paho.mqtt.client as mqtt

ROOT = "turnout/v1"
REPEAT_AFTER_S = 0.6


class World:
    def __init__(self, site, seed):
        self.random = random.Random(seed)
        self.lock = threading.Lock()
        with open(site.dir / "county/people.csv", encoding="utf-8") as rows:
            self.hubs = [row["hub_id"] for row in csv.DictReader(rows)]
        with open(site.dir / "county/responders.csv", encoding="utf-8") as rows:
            self.responders = [row["responder_id"] for row in csv.DictReader(rows)]
        self.waiting = {}   # alarm id -> (hub, body, last sent)
        self.sent = {}      # alarm id -> hub
        self.acks = {}      # alarm id -> list of (status, incident)
        self.offers = {}    # offer id -> set of what was said under it
        self.requests = {}
        self.answered = set()
        self.client = mqtt.Client("crash-world", clean_session=False)
        self.client.username_pw_set("sim", site.passwords["sim"])
        self.client.max_inflight_messages_set(1000)
        self.client.reconnect_delay_set(0.1, 0.5)
        self.client.on_connect, self.client.on_message = self._connected, self._message
        self.client.connect("127.0.0.1", site.port, keepalive=10)
        self.client.loop_start()

    def close(self):
        self.client.loop_stop()
        self.client.disconnect()

    def _connected(self, client, *_):
        for topic in ("hub/+/ack", "responder/+/offer", "responder/+/assignment", "partner/+/request"):
            client.subscribe(f"{ROOT}/{topic}", 1)
        for responder in self.responders:
            client.publish(f"{ROOT}/responder/{responder}/status", json.dumps({"state": "available"}), 1, retain=True)

    def _message(self, _client, _data, message):
        sender, what = message.topic.split("/")[-2:]
        body = json.loads(message.payload)
        with self.lock:
            {"ack": self._ack, "offer": self._offer, "assignment": self._assignment, "request": self._request}[what](sender, body)

    def _ack(self, _hub, body):
        self.acks.setdefault(body["id"], []).append((body["status"], body.get("incident")))
        if body["status"] != "not_stored":
            self.waiting.pop(body["id"], None)

    def _offer(self, responder, body):
        self.offers.setdefault(body["id"], set()).add((responder, body["incident"], body["expires_at"]))
        self._say("responder", responder, "reply", offer=body["id"], answer=self.random.choice(["accept", "accept", "decline", "seen"]))

    def _assignment(self, responder, body):
        if body["state"] == "assigned":
            for stage in ("en_route", "on_scene", "with_person", "clear")[: self.random.randint(0, 4)]:
                self._say("responder", responder, "progress", incident=body["incident"], stage=stage)

    def _request(self, partner, body):
        said = json.dumps({k: body[k] for k in ("incident", "service")}, sort_keys=True)
        self.requests.setdefault(body["id"], set()).add((partner, said))
        if body.get("state") != "cancelled":
            self._say("partner", partner, "reply", request=body["id"], state="acknowledged", reference="R-1")

    def _say(self, kind, who, what, **body):
        # The id follows from the words, so that the same words said again are a repeat.
        body["id"] = "-".join(str(v) for v in body.values())[:64]
        self.client.publish(f"{ROOT}/{kind}/{who}/{what}", json.dumps(body), 1)

    def press(self):
        with self.lock:
            number = len(self.sent)
            hub = self.random.choice(self.hubs)
            alarm = f"a{number}"
            kind = self.random.choice(["help", "fall", "smoke", "battery_low", "mains_fail", "inactivity"])
            body = json.dumps({"id": alarm, "type": kind})
            self.sent[alarm] = hub
            self.waiting[alarm] = (hub, body, time.monotonic())
        self.client.publish(f"{ROOT}/hub/{hub}/alarm", body, 1)

    def press_again(self):
        """What a hub does until it has our own acknowledgement."""
        now = time.monotonic()
        with self.lock:
            late = [(a, h, b) for a, (h, b, at) in self.waiting.items() if now - at > REPEAT_AFTER_S]
            for alarm, hub, body in late:
                self.waiting[alarm] = (hub, body, now)
        for _, hub, body in late:
            self.client.publish(f"{ROOT}/hub/{hub}/alarm", body, 1)
