"""The daemon is asked to stop while messages pour in from senders that say a thing once: what the broker was told is taken
is in the journal, whichever process took it."""

import json
import signal
import threading

import paho.mqtt.client as mqtt
from hands import ROOT, Site, build_folder, rows, until

STOPS = 5
AROUND = 1200  # alarms before and after each stop


def main():
    with Site(build_folder(), people=200) as site:
        hubs = [row["hub_id"] for row in rows(site, "people")]
        client = mqtt.Client("once", clean_session=True)
        client.username_pw_set("sim", site.passwords["sim"])
        client.max_inflight_messages_set(2000)
        client.max_queued_messages_set(0)
        client.connect("127.0.0.1", site.port)
        client.loop_start()
        sent = []
        # Before the first subscription the broker has nobody to keep anything for.
        until(lambda: site.health().get("state") == "up", 30, "the daemon has subscribed")

        def press(times):
            for _ in range(times):
                number = len(sent)
                sent.append(client.publish(f"{ROOT}/hub/{hubs[number % len(hubs)]}/alarm",
                                           json.dumps({"id": f"once-{number}", "type": "help"}), 1))

        for _ in range(STOPS):
            storm = threading.Thread(target=press, args=(2 * AROUND,))
            begun = len(sent)
            storm.start()
            until(lambda since=begun: len(sent) > since + AROUND, 60, "the storm has begun")
            daemon = site.house.running.pop("turnoutd")
            daemon.send_signal(signal.SIGTERM)
            assert daemon.wait(60) == 0, "it did not stop in good order"
            storm.join()
            site.start_daemon()
        for message in sent:
            message.wait_for_publish(60)

        def stored():
            return {decision["alarm"] for kind, decision in site.decisions() if kind == "AlarmRemembered"}

        expected = {f"once-{number}" for number in range(len(sent))}
        # Whatever the broker still held is delivered by then; what is missing afterwards is lost.
        last = len(sent)
        press(1)
        until(lambda: f"once-{last}" in stored(), 120, "the last one is stored")
        assert site.house.stop("turnoutd", 60) == 0
        lost = sorted(expected - stored())
        assert not lost, f"{len(lost)} of {len(expected)} are lost, such as {lost[:5]}"
        client.loop_stop()


if __name__ == "__main__":
    main()
