// What each action offers to choose from, and what it then does. A digit chooses, Enter carries out; the first
// choice stands chosen already, so that the usual case is two keys.
import { distance, minutes } from "../shared/format.ts";
import type { IncidentDetail, IncidentRow } from "../shared/rows.ts";
import { outcomeName, outcomes, phaseName, serviceName, services, stageName, typeName } from "../shared/words.ts";
import * as commands from "./commands.ts";

export interface Choice {
  value: string;
  label: string;
  detail?: string;
  warning?: boolean;
}

export interface Filled {
  value: string;
  label: string;
  note: string;
  referrals: string[];
}

export interface Action {
  title: string;
  verb: string;
  grave?: boolean;
  choices: Choice[];
  none: string;
  noteLabel?: string;
  note?: string;
  referrals?: boolean;
  run: (filled: Filled) => Promise<boolean>;
}

const reasons = [
  "no longer needed",
  "somebody nearer is going",
  "needed for a fire",
  "cannot be reached",
  "sent by mistake",
];
const parkMinutes = [5, 10, 15, 30];

function send(row: IncidentRow, detail: IncidentDetail | undefined): Action {
  const candidates = detail?.candidates ?? [];
  const choices = [...candidates]
    .sort((a, b) => Number(b.eligible) - Number(a.eligible))
    .map(c => ({
      value: c.responder_id,
      label: c.name ?? c.responder_id,
      detail: [c.eta_s === undefined ? "" : minutes(c.eta_s), distance(c.distance_m), c.reason]
        .filter(Boolean)
        .join(" · "),
      warning: !c.eligible,
    }));
  if (!choices.some(c => !c.warning))
    choices.unshift({ value: "", label: "Whoever the plan chooses", detail: "starts the response", warning: false });
  return {
    title: "Send",
    verb: "Send",
    choices,
    none: "Nobody can be asked now.",
    run: f => commands.send(row, f.value, f.value ? f.label : "The nearest responder"),
  };
}

const escalate = (row: IncidentRow): Action => ({
  title: "Ask a partner service",
  verb: "Ask",
  grave: true,
  choices: services.map(s => ({
    value: s,
    label: serviceName(s),
    detail: row.partners.find(p => p.service === s)?.state.replaceAll("_", " "),
  })),
  none: "",
  noteLabel: "Reason",
  note: `${typeName(row.type)}. ${row.summary}`.slice(0, 500),
  run: f => commands.escalate(row, f.value, f.note),
});

const parked = (row: IncidentRow): Action => ({
  title: "Park until",
  verb: "Park",
  choices: parkMinutes.map(m => ({ value: String(m), label: `${m} minutes`, detail: "comes back with sound" })),
  none: "",
  noteLabel: "Why it can wait",
  note: "Waiting for a call back",
  run: f => commands.park(row, Number(f.value), f.note),
});

function standDown(row: IncidentRow): Action {
  const owner = row.owners[0];
  return {
    title: owner
      ? `Stand down ${owner.name ?? owner.responder_id} (${stageName(owner.stage)})`
      : "Stand down everybody asked",
    verb: "Stand down",
    grave: true,
    choices: reasons.map(r => ({ value: r, label: r })),
    none: "",
    run: f => commands.standDown(row, owner?.responder_id ?? "", f.value),
  };
}

// The likeliest first: the same person, then one nobody knows, then the same place, then the newest. Two people who
// live apart are never joined; a couple are.
function join(row: IncidentRow, others: Iterable<IncidentRow>): Action {
  const near = (o: IncidentRow) =>
    (o.person_id && o.person_id === row.person_id ? 8 : 0) +
    (!o.person_id || !row.person_id ? 4 : 0) +
    (o.locality && o.locality === row.locality ? 2 : 0) +
    (o.area && o.area === row.area ? 1 : 0);
  const found = [...others]
    .filter(o => o.id !== row.id && !o.test)
    .sort((a, b) => near(b) - near(a) || (a.opened_at < b.opened_at ? 1 : -1));
  return {
    title: "Join another alarm to this incident",
    verb: "Join",
    choices: found.slice(0, 9).map(o => ({
      value: o.id,
      label: commands.who(o),
      detail: `${typeName(o.type)} · ${phaseName(o.phase)} · ${o.id}`,
    })),
    none: "No other incident is open.",
    run: f => {
      const other = found.find(o => o.id === f.value);
      return other ? commands.join(other, row) : Promise.resolve(false);
    },
  };
}

const close = (row: IncidentRow): Action => ({
  title: "Close the incident with its outcome",
  verb: "Close",
  grave: true,
  choices: outcomes.map(o => ({ value: o, label: outcomeName(o) })),
  none: "",
  noteLabel: "Note (if it needs one)",
  note: "",
  referrals: true,
  run: f => commands.close(row, f.value, f.referrals, f.note),
});

export function actionFor(
  name: string,
  row: IncidentRow,
  detail: IncidentDetail | undefined,
  others: Iterable<IncidentRow>,
): Action | undefined {
  switch (name) {
    case "send":
      return send(row, detail);
    case "escalate":
      return escalate(row);
    case "park":
      return parked(row);
    case "stand_down":
      return standDown(row);
    case "join":
      return join(row, others);
    case "close":
      return close(row);
    default:
      return undefined;
  }
}
