"""The console as a page sees it: signing in, rows as they change, a resume, a viewer that does not read, a phone's pipe."""

import json
import subprocess
import sys
import threading
import urllib.error
import urllib.request

from hands import PROJECT, Site, build_folder, publish, rows, until

sys.path.insert(0, str(PROJECT / "tests/support"))
from web_socket import LivePage, WebSocket  # noqa: E402

WORD = "four words are enough"
MANY = 500


def add_user(site, name, role):
    done = subprocess.run([site.build / "turnoutctl", "--config", site.dir / "turnout.toml", "user", "add", name, "--role", role],
                          input=WORD + "\n", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def call(site, path, body=None, headers=None):
    """(status, headers, body) of a request as a page of ours makes it."""
    request = urllib.request.Request(f"http://127.0.0.1:{site.console}{path}", data=None if body is None else json.dumps(body).encode(),
                                     headers={"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def sign_in(site, name):
    status, headers, body = call(site, "/api/v1/session", {"user": name, "password": WORD})
    assert status == 200, body
    return {"Cookie": headers["Set-Cookie"].split(";")[0], "Sec-Fetch-Site": "same-origin"}


def check_pages(site):
    status, headers, body = call(site, "/")
    assert status == 200 and body == b"<!doctype html>console\n", body
    assert headers["Cache-Control"] == "no-store" and "script-src 'self'" in headers["Content-Security-Policy"]
    status, headers, body = call(site, "/assets/app-1.js", headers={"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip" and "immutable" in headers["Cache-Control"] and body == b"packed"
    for outside in ("/../turnout.toml", "/%2e%2e/turnout.toml", "/assets/../../turnout.toml", "/assets/%2e%2e/%2e%2e/turnout.toml"):
        assert call(site, outside)[0] == 404, outside


def check_pipe(site):
    user, word = next((name, word) for name, word in site.passwords.items() if name not in ("turnoutd", "sim"))

    def connack(password):
        text = [user.encode(), password.encode()]
        body = b"\x00\x04MQTT\x04\xc2\x00\x3c" + b"\x00\x04page" + b"".join(len(t).to_bytes(2, "big") + t for t in text)
        phone = WebSocket(site.console, "/mqtt", "mqtt", {"Origin": f"http://127.0.0.1:{site.console}"})
        assert phone.status == 101
        phone.send(b"\x10" + bytes([len(body)]) + body)
        return phone.receive()

    assert connack(word) == b"\x20\x02\x00\x00"
    assert connack("not it")[3] != 0
    assert WebSocket(site.console, "/mqtt", "mqtt", {"Origin": "http://elsewhere.example"}).status == 403
    assert WebSocket(site.console, "/mqtt", "other").status == 400


def check_stream(site, cookie):
    assert WebSocket(site.console, "/api/v1/live", "turnout.v1").status == 401
    assert WebSocket(site.console, "/api/v1/live", "turnout.v1", {"Cookie": cookie["Cookie"], "Origin": "http://elsewhere.example"}).status == 403
    views = ["incidents", "responders", "alerts", "partners", "bases", "system", "wallboard"]
    page = LivePage(site.console, cookie, views)
    page.until(lambda: len(page.held) == len(views) and page.beat is not None, "every view came whole")
    page.until(lambda: page.rows["responders"] and page.rows["bases"], "responders and bases are there")
    assert page.rows["system"]["system"]["broker"] == "up"

    person = rows(site, "people")[0]
    publish(site, person["hub_id"], f"hub/{person['hub_id']}/alarm", {"id": "first", "type": "fall"})
    page.until(lambda: any(row.get("person_name") == person["name"] for row in page.rows["incidents"].values()), "the fall is on the page")
    page.until(lambda: page.rows["wallboard"]["wallboard"]["waiting"] == 1, "and on the wall")

    responder = rows(site, "responders")[0]["responder_id"]
    publish(site, "sim", f"responder/{responder}/position", {"lat": 51.86, "lon": -2.24})
    page.until(lambda: page.rows["responders"][responder].get("position", {}).get("lat") == 51.86, "a place is shown")

    page.until(lambda: page.step()["t"] == "beat", "a beat")
    page.socket.close()
    (incident,) = page.rows["incidents"]
    status, _, body = call(site, f"/api/v1/incidents/{incident}/commands", {"command": "answer"}, cookie)
    assert status == 200, body
    again = LivePage(site.console, cookie, views, {"epoch": page.hello["epoch"], "seq": page.beat})
    again.until(lambda: again.rows["incidents"].get(incident, {}).get("answered_by") == "ann", "the answer came while away")
    assert "snap" not in again.kinds, again.kinds
    again.socket.close()
    stranger = LivePage(site.console, cookie, views, {"epoch": "another", "seq": page.beat})
    stranger.until(lambda: stranger.kinds.count("snap") == len(views), "another epoch is told everything")
    stranger.socket.close()


def check_many(site, cookie):
    """A page that reads keeps up with hundreds of changes; one that does not is cut, and the engine never notices."""
    stalled = LivePage(site.console, cookie, ["incidents", "responders"])
    for _ in range(3):
        stalled.step()
    page = LivePage(site.console, cookie, ["incidents"])
    page.until(lambda: "incidents" in page.held, "a snapshot")
    people = rows(site, "people")[1:MANY + 1]
    script = "".join(f"{p['hub_id']} {site.passwords[p['hub_id']]}\n" for p in people)
    pressing = subprocess.Popen(["bash", "-c", "while read -r hub word; do mosquitto_pub -h 127.0.0.1 -p " + str(site.port) +
                    " -u \"$hub\" -P \"$word\" -q 1 -t turnout/v1/hub/$hub/alarm -m '{\"id\":\"m\",\"type\":\"fall\"}'; done"],
                                stdin=subprocess.PIPE, text=True)
    pressing.stdin.write(script)
    pressing.stdin.close()
    page.until(lambda: len(page.rows["incidents"]) == len(people) + 1, "every alarm is on the page")
    assert pressing.wait(timeout=60) == 0
    refused = []
    waiting = [incident for incident, row in page.rows["incidents"].items() if "answered_by" not in row]

    def answer_all():
        for incident in waiting:
            status, _, body = call(site, f"/api/v1/incidents/{incident}/commands", {"command": "answer"}, cookie)
            if status != 200:
                refused.append(body)

    answering = threading.Thread(target=answer_all)
    answering.start()
    page.until(lambda: all(row.get("answered_by") for row in page.rows["incidents"].values()), "every answer is on the page")
    answering.join()
    assert not refused, refused[0]
    fresh = LivePage(site.console, cookie, ["incidents"])
    fresh.until(lambda: "incidents" in fresh.held, "a snapshot")

    def same():
        page.step()
        fresh.step()
        return fresh.rows["incidents"] == page.rows["incidents"]

    until(same, 20, "a page of deltas and a fresh one hold the same")

    def cut():
        page.step()
        try:
            stalled.socket.socket.setblocking(False)
            return not stalled.socket.socket.recv(1 << 20)
        except BlockingIOError:
            return False
        except ConnectionError:
            return True

    until(cut, 60, "the viewer that says nothing is cut")


def main():
    site = Site(build_folder(), people=MANY + 20)
    web = site.dir / "web"
    (web / "assets").mkdir(parents=True)
    (web / "index.html").write_text("<!doctype html>console\n")
    (web / "assets/app-1.js").write_text("plain")
    (web / "assets/app-1.js.gz").write_bytes(b"packed")
    settings = site.dir / "turnout.toml"
    lines = [line if not line.startswith("web = ") else f'web = "{web}"' for line in settings.read_text().splitlines()]
    settings.write_text("\n".join(lines) + "\n")
    with site:
        add_user(site, "ann", "operator")
        cookie = sign_in(site, "ann")
        check_pages(site)
        check_pipe(site)
        check_stream(site, cookie)
        check_many(site, cookie)


if __name__ == "__main__":
    main()
