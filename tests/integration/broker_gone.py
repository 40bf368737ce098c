"""The broker is killed with alarms waiting and comes back: the daemon reconnects, subscribes, and owes nothing less."""

from hands import Listener, Site, build_folder, everybody_on_duty, publish, rows, until


def press_until_acked(site, hub, alarm, heard):
    """A hub repeats the same id until it has our own ack; the broker's word is not enough."""
    def acked():
        publish(site, hub, f"hub/{hub}/alarm", {"id": alarm, "type": "help"})
        return [a for a in heard.bodies("/ack") if a["id"] == alarm]
    until(acked, 60, f"{alarm} is acknowledged")


def main():
    with Site(build_folder(), people=20, speed=30) as site:
        everybody_on_duty(site)
        hubs = [row["hub_id"] for row in rows(site, "people")]
        heard = Listener(site, "sim", "turnout/v1/hub/+/ack")
        press_until_acked(site, hubs[0], "before", heard)
        site.kill_broker()
        until(lambda: site.health().get("state") == "degraded", 30, "the daemon says that the broker is gone")
        gone = site.health()
        assert gone["status"] == 503 and gone["ready"] is False and gone["reasons"][0].startswith("broker: "), gone
        site.start_broker()
        until(lambda: site.health().get("state") == "up", 60, "the daemon is connected again")
        assert site.health()["status"] == 200, site.health()
        phones = Listener(site, "sim", "turnout/v1/hub/+/ack", "turnout/v1/responder/+/offer")
        press_until_acked(site, hubs[1], "after", phones)
        # The first incident's ladder went on meanwhile: its offers are said although they were made without a broker.
        first = heard.bodies("/ack")[0]["incident"] if heard.bodies("/ack") else None
        until(lambda: [o for o in phones.bodies("/offer") if first in (None, o["incident"])], 60, "what was owed is said")
        assert site.ctl("verify").returncode == 0


if __name__ == "__main__":
    main()
