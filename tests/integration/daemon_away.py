"""The daemon is away while 1,500 alarms arrive at the broker: none of them is lost, and deadlines meanwhile are taken."""

import json

import paho.mqtt.client as mqtt
from hands import ROOT, Site, build_folder, rows, until

ALARMS = 1500


def main():
    with Site(build_folder(), people=100, speed=1) as site:
        hubs = [row["hub_id"] for row in rows(site, "people")]
        acks = {}

        def heard(_client, _data, message):
            body = json.loads(message.payload)
            acks[body["id"]] = body["status"]

        client = mqtt.Client("away", clean_session=True)
        client.username_pw_set("sim", site.passwords["sim"])
        client.on_message = heard
        client.connect("127.0.0.1", site.port)
        client.subscribe(f"{ROOT}/hub/+/ack", 1)
        client.loop_start()
        site.kill_daemon()
        sent = [client.publish(f"{ROOT}/hub/{hubs[n % len(hubs)]}/alarm", json.dumps({"id": f"a{n}", "type": "help"}), 1)
                for n in range(ALARMS)]
        for message in sent:
            message.wait_for_publish(30)
        assert not acks, "somebody acknowledged although the daemon was dead"
        site.start_daemon()
        until(lambda: len(acks) == ALARMS, 60, f"all are acknowledged from the broker's queue, {len(acks)} so far")
        assert set(acks.values()) == {"accepted"}, set(acks.values())
        remembered = sum(kind == "AlarmRemembered" for kind, _ in site.decisions())
        assert remembered == ALARMS, f"{remembered} in the journal"
        client.loop_stop()


if __name__ == "__main__":
    main()
