// What an operator does to an incident: one POST each, with an id of its own, and the result said in words.
import { newId, post, problemOf } from "../shared/api.ts";
import type { Done, IncidentRow } from "../shared/rows.ts";
import { outcomeName, serviceName, whoIs } from "../shared/words.ts";
import { announce } from "./desk.ts";
import { refreshDetail } from "./detail.ts";
import { session } from "./session.ts";

export const who = (row: IncidentRow | undefined): string =>
  row ? `${whoIs(row)}, ${row.locality ?? row.area ?? "place unknown"}` : "this incident";

export async function act(
  incident: string,
  command: string,
  more: Record<string, unknown>,
  words: string,
): Promise<boolean> {
  try {
    const body = { id: newId(), by: session.peek()?.user ?? "", command, ...more };
    const done = await post<Done>(`/incidents/${encodeURIComponent(incident)}/commands`, body);
    announce(
      done.durable === false ? `${words} Carried out, but NOT STORED yet: the disk refuses.` : words,
      done.durable === false,
    );
    return true;
  } catch (why) {
    announce(`Not done: ${problemOf(why).message}`, true);
    return false;
  } finally {
    refreshDetail(incident);
  }
}

export const answer = (row: IncidentRow) => act(row.id, "answer", {}, `You are answering ${who(row)}.`);
export const send = (row: IncidentRow, responder: string, name: string) =>
  act(row.id, "dispatch", responder ? { responder } : {}, `${name} is being asked to go to ${who(row)}.`);
export const escalate = (row: IncidentRow, service: string, note: string) =>
  act(
    row.id,
    "escalate",
    note ? { service, note } : { service },
    `${serviceName(service)} is being asked for ${who(row)}.`,
  );
export const note = (row: IncidentRow, text: string) => act(row.id, "note", { note: text }, "Note added.");
export const park = (row: IncidentRow, minutes: number, text: string) =>
  act(row.id, "park", text ? { minutes, note: text } : { minutes }, `${who(row)} is parked for ${minutes} minutes.`);
export const standDown = (row: IncidentRow, responder: string, reason: string) =>
  act(row.id, "stand_down", responder ? { responder, note: reason } : { note: reason }, `Stood down: ${reason}.`);
export const join = (other: IncidentRow, into: IncidentRow) =>
  act(other.id, "join", { into: into.id }, `${who(other)} is joined to ${who(into)}.`);
export const close = (row: IncidentRow, outcome: string, referrals: string[], text: string) =>
  act(
    row.id,
    "close",
    { outcome, ...(referrals.length ? { referrals } : {}), ...(text ? { note: text } : {}) },
    `Closed: ${who(row)}, ${outcomeName(outcome).toLowerCase()}.`,
  );

export async function acknowledge(alert: string, incident: string | undefined): Promise<void> {
  try {
    await post(`/alerts/${encodeURIComponent(alert)}/commands`, {
      id: newId(),
      by: session.peek()?.user ?? "",
      command: "acknowledge",
      ...(incident ? { incident } : {}),
    });
    announce("Alert marked as seen.");
  } catch (why) {
    announce(`Not done: ${problemOf(why).message}`, true);
  }
}
