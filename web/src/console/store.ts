// What the live stream has said, as signals. The stream writes at once into plain maps; the screen is told at most
// once a frame, so sixty changes a second cost what one does.
import { batch, signal, type Signal } from "@preact/signals";
import { ServerClock } from "../shared/server_clock.ts";
import type {
  AlertRow,
  BaseRow,
  IncidentRow,
  PartnerRow,
  ResponderRow,
  SystemRow,
  WallboardRow,
} from "../shared/rows.ts";

export type View = "incidents" | "responders" | "alerts" | "partners" | "bases" | "system" | "wallboard";

interface Identified {
  id: string;
}

class Table<Row extends Identified> {
  readonly rows: Signal<ReadonlyMap<string, Row>> = signal(new Map());
  private held = new Map<string, Row>();
  private dirty = false;

  replace(rows: Row[]): void {
    this.held = new Map(rows.map(row => [row.id, row]));
    this.dirty = true;
  }

  change(rows: Row[], gone: string[]): void {
    for (const id of gone) this.held.delete(id);
    for (const row of rows) this.held.set(row.id, row);
    this.dirty = true;
  }

  publish(): void {
    if (!this.dirty) return;
    this.dirty = false;
    this.rows.value = new Map(this.held);
  }
}

const tables = {
  incidents: new Table<IncidentRow>(),
  responders: new Table<ResponderRow>(),
  alerts: new Table<AlertRow>(),
  partners: new Table<PartnerRow>(),
  bases: new Table<BaseRow>(),
  system: new Table<SystemRow>(),
  wallboard: new Table<WallboardRow>(),
};

export const incidents = tables.incidents.rows;
export const responders = tables.responders.rows;
export const alerts = tables.alerts.rows;
export const partners = tables.partners.rows;
export const bases = tables.bases.rows;
export const system = tables.system.rows;
export const wallboard = tables.wallboard.rows;

export const isView = (name: string): name is View => name in tables;

export const clock = new ServerClock();
// The server's time now, for everything that counts: moved by the page's timer and by frames, a few times a second.
export const now = signal(Number.NaN);
export const serverNow = () => clock.now();

const TICK_MS = 200;
let ticked = 0;

export function tick(): void {
  const local = performance.now();
  if (local - ticked < TICK_MS || !clock.known) return;
  ticked = local;
  now.value = clock.now(local);
}

let planned = false;

function publish(): void {
  planned = false;
  batch(() => {
    for (const table of Object.values(tables)) table.publish();
    tick();
  });
}

// A hidden page is given no frames, and must still sound: it is told at once.
function plan(): void {
  if (document.hidden) publish();
  else if (!planned) {
    planned = true;
    requestAnimationFrame(publish);
  }
}

export function replaceView(view: View, rows: Identified[]): void {
  (tables[view] as Table<Identified>).replace(rows);
  plan();
}

export function changeView(view: View, rows: Identified[], gone: string[]): void {
  (tables[view] as Table<Identified>).change(rows, gone);
  plan();
}

export function forgetEverything(): void {
  for (const table of Object.values(tables)) table.replace([]);
  publish();
}
