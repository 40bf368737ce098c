// A person's record as a form has it, all text, and as the server takes it.
import type { Person, PersonRecord } from "../shared/rows.ts";

const sent = [
  "name",
  "date_of_birth",
  "phone",
  "address",
  "postcode",
  "lat",
  "lon",
  "area",
  "gp_practice",
  "lives_alone",
  "risk_flags",
  "access",
  "key_safe",
  "emergency_wishes",
  "notes",
  "plan",
  "preferred_responders",
  "hub_id",
] as const;

export function toForm(person: Person | undefined): Record<string, string> {
  if (!person) return {};
  const form: Record<string, string> = {
    person_id: person.id,
    risk_flags: (person.risks ?? []).join("; "),
    preferred_responders: (person.preferred_responders ?? []).map(r => r.id).join("; "),
    lives_alone: person.lives_alone === undefined ? "" : person.lives_alone ? "yes" : "no",
  };
  if (person.home) {
    form["lat"] = String(person.home.lat);
    form["lon"] = String(person.home.lon);
  }
  for (const name of sent) {
    const value = (person as unknown as Record<string, unknown>)[name];
    if (typeof value === "string") form[name] = value;
  }
  return form;
}

// What is empty is left out; the server names what it cannot take.
export function toRecord(form: Record<string, string>): PersonRecord {
  const record: Record<string, string> = {};
  for (const name of sent) {
    const text = form[name]?.trim().replaceAll("; ", ";");
    if (text) record[name] = text;
  }
  return record as unknown as PersonRecord;
}
