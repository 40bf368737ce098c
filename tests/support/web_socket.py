"""A small WebSocket client (RFC 6455), so that tests need nothing but Python: text and binary frames, no extensions."""

import base64
import json
import os
import socket
import struct


class WebSocket:
    """Raises ConnectionError when the other end closes; `closed` then holds its code."""

    def __init__(self, port, path, protocol, headers=None, timeout=20):
        self.closed = None
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket", "Connection: Upgrade", f"Sec-WebSocket-Key: {key}",
                 "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Protocol: {protocol}", *(f"{k}: {v}" for k, v in (headers or {}).items())]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self._more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        self.status = int(head.split()[1])

    def _more(self):
        piece = self.socket.recv(65536)
        if not piece:
            raise ConnectionError("ended")
        self.buffer += piece

    def _take(self, count):
        while len(self.buffer) < count:
            self._more()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def receive(self):
        """The payload of the next text or binary message."""
        whole = b""
        while True:
            first, second = self._take(2)
            length = second & 0x7F
            if length == 126:
                (length,) = struct.unpack(">H", self._take(2))
            elif length == 127:
                (length,) = struct.unpack(">Q", self._take(8))
            payload, opcode = self._take(length), first & 0x0F
            if opcode == 8:
                self.closed = struct.unpack(">H", payload[:2])[0] if len(payload) >= 2 else 1005
                raise ConnectionError(f"closed with {self.closed}")
            if opcode == 9:
                self.send(payload, 10)
            elif opcode in (0, 1, 2):
                whole += payload
                if first & 0x80:
                    return whole

    def send(self, payload, opcode=2):
        mask = os.urandom(4)
        length = len(payload)
        head = bytes([0x80 | opcode]) + (bytes([0x80 | length]) if length < 126 else bytes([0x80 | 126]) + struct.pack(">H", length))
        self.socket.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload)))

    def say(self, message):
        self.send(json.dumps(message).encode(), 1)

    def close(self):
        self.socket.close()


class LivePage:
    """What a page of the console does with the live stream: applies deltas by their chain, acknowledges beats."""

    def __init__(self, port, headers, views, since=None):
        self.socket = WebSocket(port, "/api/v1/live", "turnout.v1", headers)
        self.views, self.since = views, since
        self.rows = {view: {} for view in views}
        self.held = {view: since["seq"] for view in views} if since else {}
        self.kinds = []
        self.beat = None

    def step(self):
        frame = json.loads(self.socket.receive())
        self.kinds.append(frame["t"])
        if frame["t"] == "hello":
            self.hello = frame
            self.socket.say({"t": "hello", "views": self.views, **({"since": self.since} if self.since else {})})
        elif frame["t"] == "snap":
            self.rows[frame["view"]] = {row["id"]: row for row in frame["rows"]}
            self.held[frame["view"]] = frame["seq"]
        elif frame["t"] == "d":
            assert self.held[frame["view"]] == frame["from"], f"a gap: {self.held} {frame['from']}"
            self.held[frame["view"]] = frame["seq"]
            rows = self.rows[frame["view"]]
            rows.update({row["id"]: row for row in frame["rows"]})
            for gone in frame["gone"]:
                rows.pop(gone, None)
        elif frame["t"] == "beat":
            self.beat = frame["seq"]
            self.socket.say({"t": "ack", "seq": frame["seq"], "hidden": False, "audible": True})
        return frame

    def until(self, holds, what):
        """The socket's own time limit ends a wait for what does not come."""
        for _ in range(100_000):
            if holds():
                return
            self.step()
        raise AssertionError(what)
