"""A second daemon claims the journal: the first one says nothing more and ends with its own exit code."""

from hands import Listener, Site, build_folder, publish, rows, until
from small_site import free_port


def main():
    with Site(build_folder(), people=20) as site:
        hub = rows(site, "people")[0]["hub_id"]
        heard = Listener(site, "turnoutd", "turnout/v1/hub/+/ack", "turnout/v1/system/status")
        text = (site.dir / "turnout.toml").read_text()
        text = text.replace(f":{site.console}\"", f":{free_port(0)}\"").replace("[broker]", "[broker]\nclient_id = \"second\"")
        (site.dir / "second.toml").write_text(text)
        until(lambda: [s for s in heard.bodies("/status") if s["state"] == "up"], 30, "the first is at the broker")
        first_since = heard.bodies("/status")[0]["since"]
        site.house.start("second", [site.build / "turnoutd", "--config", site.dir / "second.toml"])
        until(lambda: [s for s in heard.bodies("/status") if s["since"] != first_since], 30, "the second is at the broker")
        said = len(heard.bodies("/status"))
        publish(site, hub, f"hub/{hub}/alarm", {"id": "whose", "type": "fall"})
        first = site.house.running.pop("turnoutd")
        assert first.wait(60) == 6, first.returncode
        until(lambda: heard.bodies("/ack"), 30, "the second answers")
        # The broker keeps the order: what the first said before it went stands before this.
        publish(site, "sim", f"hub/{hub}/alarm", {"id": "last", "type": "fall"})
        until(lambda: [a for a in heard.bodies("/ack") if a["id"] == "last"], 30, "the last one is answered")
        assert {a["status"] for a in heard.bodies("/ack")} == {"accepted"}, heard.bodies("/ack")
        assert len(heard.bodies("/ack")) == 2, heard.bodies("/ack")
        assert not [s for s in heard.bodies("/status")[said:] if s["state"] != "up"], heard.bodies("/status")
        assert "another process has claimed the journal" in (site.dir / "log/turnoutd.log").read_text()
        assert site.house.stop("second") == 0


if __name__ == "__main__":
    main()
