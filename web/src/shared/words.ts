// What the codes of the contract are called on a screen. A code nobody has a word for is shown as itself, spaced.

export type Priority = "1" | "2" | "3" | "T" | "Test";

const priorities: Record<string, Priority> = {
  life_fire: "1",
  life_person: "1",
  person_at_risk: "2",
  security: "2",
  environment: "3",
  care: "3",
  evidence: "3",
  technical: "T",
  test: "Test",
};

export const priorityOf = (alarmClass: string): Priority => priorities[alarmClass] ?? "1";

// Colour is the third signal: shape and letter come first.
export const shapes: Record<Priority, string> = { "1": "■", "2": "▲", "3": "●", T: "◇", Test: "○" };

export const classWords: Record<string, string> = {
  life_fire: "Fire or gas",
  life_person: "Person in danger",
  person_at_risk: "Person at risk",
  security: "Security",
  environment: "Home",
  care: "Care",
  technical: "Equipment",
  evidence: "From the home",
  test: "Test",
};

const typeWords: Record<string, string> = {
  smoke: "Smoke",
  heat: "Heat",
  carbon_monoxide: "Carbon monoxide",
  gas: "Gas",
  help: "Call for help",
  fall: "Fall",
  seizure: "Seizure",
  man_down: "Person down",
  inactivity: "No movement",
  bed_exit: "Out of bed",
  chair_exit: "Out of chair",
  wandering: "Gone from home",
  bath: "Bath",
  duress: "Under threat",
  intruder: "Intruder",
  bogus_caller: "Bogus caller",
  flood: "Flood",
  temperature_low: "Cold home",
  temperature_high: "Hot home",
  medication_missed: "Medication missed",
  enuresis: "Wet bed",
  mains_fail: "No mains power",
  mains_restored: "Mains power back",
  battery_low: "Low battery",
  tamper: "Tampered with",
  radio_fault: "Radio fault",
  line_fault: "Line fault",
  not_reporting: "Hub not reporting",
  presence_confirmed: "Somebody is there",
  assistance: "Assistance asked in the home",
  intervention_complete: "Done, said in the home",
  cancel: "Cancelled in the home",
  reset: "Reset in the home",
  fall_exit: "Up again",
  test: "Test",
  unknown: "Unreadable alarm",
};

const phaseWords: Record<string, string> = {
  waiting: "waiting",
  answered: "being answered",
  offering: "asking responders",
  travelling: "help is on the way",
  on_scene: "help is at the door",
  with_person: "somebody is with them",
  cleared: "responder is clear",
  closed: "closed",
};

const serviceWords: Record<string, string> = {
  rapid_home_care: "Rapid home care",
  ambulance: "Ambulance",
  fire_control: "Fire control",
  police: "Police",
  third_sector: "Third sector",
  clinical_advice: "Clinical advice",
};

const outcomeWords: Record<string, string> = {
  no_injury_helped_up: "No injury, helped up",
  treated_at_home: "Treated at home",
  conveyed: "Taken to hospital",
  personal_care_given_by_others: "Personal care given by others",
  false_alarm: "False alarm",
  equipment_fault: "Equipment fault",
  no_access: "Could not get in",
  not_found: "Person not found",
  refused: "Help refused",
  deceased: "Person has died",
  other: "Something else",
};

const referralWords: Record<string, string> = {
  safe_and_well: "Safe and Well visit",
  equipment: "Equipment, such as a grab rail",
  falls_service: "Falls service",
  gp: "GP",
  safeguarding: "Safeguarding",
  third_sector_shopping: "Food shopping",
  befriending: "Befriending",
  mdt_review: "Team review",
  housing: "Housing",
};

const needWords: Record<string, string> = {
  ambulance: "Ambulance",
  rapid_home_care: "Rapid home care",
  second_responder: "Second responder",
  police: "Police",
  fire: "Fire and rescue",
  clinical_advice: "Clinical advice",
  third_sector: "Third sector",
};

const dutyWords: Record<string, string> = { available: "available", unavailable: "unavailable", off_duty: "off duty" };
const stageWords: Record<string, string> = {
  offered: "asked",
  accepted: "accepted",
  assigned: "accepted",
  en_route: "on the way",
  on_scene: "at the door",
  with_person: "with the person",
  clear: "clear",
};
const kindWords: Record<string, string> = {
  firefighter: "Firefighter",
  carer: "Carer",
  family: "Family",
  volunteer: "Volunteer",
};

export const outcomes = Object.keys(outcomeWords);
export const referrals = Object.keys(referralWords);
export const services = ["rapid_home_care", "ambulance", "fire_control", "police", "third_sector", "clinical_advice"];

const spaced = (code: string) => {
  const text = code.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const from = (words: Record<string, string>) => (code: string | undefined) =>
  code ? (words[code] ?? spaced(code)) : "";

export const className = from(classWords);
export const typeName = from(typeWords);
export const phaseName = from(phaseWords);
export const serviceName = from(serviceWords);
export const outcomeName = from(outcomeWords);
export const referralName = from(referralWords);
export const needName = from(needWords);
export const dutyName = from(dutyWords);
export const stageName = from(stageWords);
export const kindName = from(kindWords);
export const readable = spaced;

// Risk flags: falls_2plus is "falls: 2 or more".
export const riskName = (flag: string) => flag.replace(/_(\d)plus$/, ": $1 or more").replaceAll("_", " ");

// Whom an incident is about, as far as it is known.
export function whoIs(row: { person_name?: string; person_id?: string; unverified: boolean; class: string }): string {
  if (row.person_name) return row.person_name;
  if (row.person_id || row.unverified) return "Not known who";
  return row.class === "technical" ? "Several homes" : "Not in the register";
}
