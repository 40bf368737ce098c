// The command bar: the same verbs as turnoutctl. It opens what was named; nothing outward happens without the panel.
import { announce, chosenResponder, chosenRow, panel } from "./desk.ts";
import { go } from "./route.ts";
import { incidents, responders } from "./store.ts";

const pages = ["live", "responders", "partners", "people", "hubs", "handover", "wallboard", "audit", "new"];

function find(words: string): boolean {
  const wanted = words.toLowerCase();
  const row = [...incidents.peek().values()].find(r =>
    [r.id, r.person_name, r.locality].some(t => t?.toLowerCase().includes(wanted)),
  );
  if (row) go("live", row.id);
  else go("people", words);
  return true;
}

function send(words: string): boolean {
  const wanted = words.toLowerCase();
  const found = [...responders.peek().values()].find(
    r => r.id.toLowerCase() === wanted || r.name?.toLowerCase().includes(wanted),
  );
  if (!chosenRow.peek()) return refuse("Open an incident first.");
  if (words && !found) return refuse(`No responder is called ${words}.`);
  chosenResponder.value = found?.id ?? "";
  panel.value = "send";
  return true;
}

function refuse(why: string): boolean {
  announce(why, true);
  return false;
}

export function runWords(line: string): boolean {
  const [verb = "", ...rest] = line.trim().split(/\s+/);
  const words = rest.join(" ");
  if (!verb) return true;
  if (verb === "find") return find(words);
  if (verb === "send") return send(words);
  if (["esc", "escalate", "park", "close", "join", "stand_down"].includes(verb)) {
    if (!chosenRow.peek()) return refuse("Open an incident first.");
    panel.value = verb === "esc" ? "escalate" : verb;
    return true;
  }
  const page = pages.find(p => p.startsWith(verb.toLowerCase()));
  if (!page) return refuse(`There is no command "${verb}". Try find, send, esc, park, close or a page's name.`);
  go(page);
  return true;
}
