// The broker, through the daemon's own address: MQTT 5 over /mqtt with the responder's own name and password.
// The outbox is emptied in order, one message at a time; a message leaves it only when the broker has it.
import "../shims/node_globals.ts";
import MqttClient, { type IClientOptions } from "mqtt/lib/client";
import { browserStreamBuilder } from "mqtt/lib/connect/ws";
import * as db from "./db.ts";
import type { Account } from "./phone.ts";

export interface Link {
  state: "up" | "connecting" | "down";
  since: number;
  problem: string;
}

export interface Ears {
  changed: (link: Link) => void;
  heard: (topic: string, body: unknown) => void;
  sent: () => void;
  connected: () => void;
  refusedForGood: (why: string) => void;
}

const ROOT = "turnout/v1";
// A hidden page may look only once a minute; the broker waits one and a half times this.
const KEEPALIVE_S = 45;
const SESSION_S = 12 * 3600;
const WILL_DELAY_S = 15;
const WRONG_PASSWORD = [134, 135];

let client: MqttClient | undefined;
let own = "";
let ears: Ears | undefined;
let emptying: Promise<void> | undefined;

// The same phone keeps its name, so that the broker keeps what came while it was away.
async function deviceId(user: string): Promise<string> {
  const known = await db.read<string>("device");
  if (known) return known;
  const made = `${user}-${crypto.randomUUID().slice(0, 8)}`;
  await db.keep("device", made);
  return made;
}

async function empty(): Promise<void> {
  for (const letter of await db.unsent()) {
    const mine = client;
    if (!mine?.connected) return;
    await mine.publishAsync(`${own}/${letter.topic}`, JSON.stringify(letter.body), { qos: 1, retain: letter.retain });
    await db.delivered(letter.order!);
    ears?.sent();
  }
}

// Runs once at a time; what was written meanwhile is picked up by another round.
export async function flushed(): Promise<void> {
  while (emptying) await emptying.catch(() => undefined);
  emptying = empty();
  try {
    await emptying;
  } catch {
    // The link broke in the middle: the letter stays, and the next connection sends it.
  } finally {
    emptying = undefined;
  }
}

async function onConnect(mine: MqttClient): Promise<void> {
  ears?.changed({ state: "up", since: Date.now(), problem: "" });
  await mine.subscribeAsync([`${own}/offer`, `${own}/assignment`, `${own}/error`], { qos: 1 });
  await mine.publishAsync(`${own}/link`, JSON.stringify({ state: "up" }), { qos: 1, retain: true });
  await flushed();
  await mine.publishAsync(`${own}/sync`, JSON.stringify({ id: crypto.randomUUID() }), { qos: 1 });
}

function open(account: Account, clientId: string): MqttClient {
  own = `${ROOT}/responder/${account.user}`;
  const options: IClientOptions = {
    protocol: location.protocol === "https:" ? "wss" : "ws",
    hostname: location.hostname,
    port: Number(location.port) || (location.protocol === "https:" ? 443 : 80),
    path: "/mqtt",
    protocolVersion: 5,
    clientId,
    username: account.user,
    password: account.password,
    clean: false,
    keepalive: KEEPALIVE_S,
    // Timers of its own would be a worker from a blob, which the page's policy refuses.
    timerVariant: "native",
    reconnectPeriod: 2000,
    connectTimeout: 10000,
    queueQoSZero: false,
    properties: { sessionExpiryInterval: SESSION_S },
    will: {
      topic: `${own}/link`,
      payload: JSON.stringify({ state: "down" }) as unknown as Buffer,
      qos: 1,
      retain: true,
      properties: { willDelayInterval: WILL_DELAY_S },
    },
  };
  return new MqttClient(mine => browserStreamBuilder(mine, options), options);
}

export function connect(
  account: Account,
  listener: Ears,
): { sendNow: (topic: string, body: Record<string, unknown>) => void } {
  ears = listener;
  listener.changed({ state: "connecting", since: Date.now(), problem: "" });
  void deviceId(account.user).then(clientId => {
    const mine = open(account, clientId);
    client = mine;
    let everUp = false;
    mine.on("connect", () => {
      everUp = true;
      listener.connected();
      onConnect(mine).catch(() => undefined);
    });
    mine.on("close", () => client === mine && listener.changed({ state: "down", since: Date.now(), problem: "" }));
    mine.on("reconnect", () => listener.changed({ state: "connecting", since: Date.now(), problem: "" }));
    mine.on("error", (why: Error & { code?: number | string }) => {
      if (!everUp && WRONG_PASSWORD.includes(Number(why.code))) {
        mine.end(true);
        listener.refusedForGood("The user name or the password is wrong.");
      }
    });
    mine.on("message", (topic, payload) => {
      try {
        listener.heard(topic.slice(own.length + 1), JSON.parse(new TextDecoder().decode(payload)));
      } catch {
        // Nothing of ours: control's messages are JSON.
      }
    });
  });
  const hurry = () => {
    if (client && !client.connected) client.reconnect();
  };
  addEventListener("online", hurry);
  return {
    sendNow: (topic, body) => {
      if (client?.connected) client.publish(`${own}/${topic}`, JSON.stringify(body), { qos: 0 });
    },
  };
}

export async function disconnect(): Promise<void> {
  const mine = client;
  client = undefined;
  if (!mine) return;
  if (mine.connected)
    await mine
      .publishAsync(`${own}/link`, JSON.stringify({ state: "down" }), { qos: 1, retain: true })
      .catch(() => undefined);
  await mine.endAsync(true).catch(() => undefined);
}
