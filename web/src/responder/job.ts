// What the phone holds and how each message changes it. Pure: no clock, no storage, no screen.

export interface Offer {
  id: string;
  incident: string;
  sent_at: string;
  expires_at: string;
  priority: number;
  type: string;
  class: string;
  locality: string;
  distance_m: number;
  eta_s: number;
  skills: string[];
  people_needed: number;
}

export interface PersonAtDoor {
  name?: string;
  phone?: string;
  address?: string;
  postcode?: string;
  access?: string;
  key_safe?: string;
  risks?: string[];
  emergency_wishes?: string;
  what_to_do?: string;
  position?: { lat: number; lon: number };
}

export interface Assignment {
  incident: string;
  offer: string;
  state: "assigned" | "not_assigned" | "stood_down" | "complete";
  reason?: string;
  arrive_by?: string;
  person?: PersonAtDoor;
}

export type Stage = "accepted" | "en_route" | "on_scene" | "with_person" | "clear";
export const stages: Stage[] = ["accepted", "en_route", "on_scene", "with_person", "clear"];

export interface Job {
  incident: string;
  offer: string;
  arrive_by?: string;
  person?: PersonAtDoor;
  stage: Stage;
  since: number;
}

export interface Held {
  offers: Offer[];
  // An offer that was accepted here and not yet answered by control.
  waiting?: { offer: Offer; at: number };
  job?: Job;
  // How the last job or offer ended, until the person has read it.
  notice?: string;
}

export const nothing: Held = { offers: [] };

const LONGEST_MS = 12 * 3600 * 1000;

export function offered(held: Held, offer: Offer, now: number): Held {
  if (Date.parse(offer.expires_at) <= now) return held;
  if (held.waiting?.offer.id === offer.id || held.job?.offer === offer.id) return held;
  const others = held.offers.filter(o => o.id !== offer.id);
  return {
    ...held,
    offers: [...others, offer].sort((a, b) => a.priority - b.priority || (a.expires_at < b.expires_at ? -1 : 1)),
  };
}

export const expired = (held: Held, now: number): Held => {
  const offers = held.offers.filter(o => Date.parse(o.expires_at) > now);
  return offers.length === held.offers.length ? held : { ...held, offers };
};

export const accepted = (held: Held, offer: Offer, now: number): Held => ({
  ...held,
  offers: held.offers.filter(o => o.id !== offer.id),
  waiting: { offer, at: now },
  notice: undefined,
});

export const declined = (held: Held, offer: Offer): Held => ({
  ...held,
  offers: held.offers.filter(o => o.id !== offer.id),
});

const without = (held: Held, a: Assignment): Held => ({
  ...held,
  offers: held.offers.filter(o => o.id !== a.offer),
  waiting: held.waiting?.offer.id === a.offer || held.waiting?.offer.incident === a.incident ? undefined : held.waiting,
});

export function told(held: Held, a: Assignment, now: number): Held {
  const rest = without(held, a);
  const mine = held.job?.incident === a.incident;
  switch (a.state) {
    case "assigned": {
      const stage = mine ? held.job!.stage : "accepted";
      const person = a.person ?? (mine ? held.job!.person : undefined);
      const since = mine ? held.job!.since : now;
      return {
        ...rest,
        notice: undefined,
        job: { incident: a.incident, offer: a.offer, arrive_by: a.arrive_by, person, stage, since },
      };
    }
    case "not_assigned":
      return { ...rest, job: mine ? undefined : held.job, notice: `Not this time${a.reason ? `: ${a.reason}` : "."}` };
    case "stood_down":
      return {
        ...rest,
        job: mine ? undefined : held.job,
        notice: `Stood down${a.reason ? `: ${a.reason}` : "."} You can turn back.`,
      };
    case "complete":
      return {
        ...rest,
        job: mine ? undefined : held.job,
        notice: mine ? "The job is complete. Thank you." : held.notice,
      };
  }
}

export const staged = (held: Held, stage: Stage): Held => (held.job ? { ...held, job: { ...held.job, stage } } : held);

// The person's data goes with the job, and after twelve hours at the latest.
export const outlived = (held: Held, now: number): Held =>
  held.job && now - held.job.since > LONGEST_MS
    ? { ...held, job: undefined, notice: "The job is over 12 hours old and was removed from this phone." }
    : held;

export const nextStage = (stage: Stage): Stage | undefined => stages[stages.indexOf(stage) + 1];
