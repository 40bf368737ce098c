// Who is free, where, and what each station has left. A list; the map is the extra.
import { signal } from "@preact/signals";
import { age, hourMinute, plural } from "../shared/format.ts";
import { newId, post, problemOf } from "../shared/api.ts";
import type { BaseRow, ResponderRow } from "../shared/rows.ts";
import { dutyName, kindName, stageName } from "../shared/words.ts";
import { announce } from "./desk.ts";
import { linkTo } from "./route.ts";
import { free } from "./wall_numbers.ts";
import { session } from "./session.ts";
import { bases, now, responders } from "./store.ts";

const OLD_MS = 120000;
const filter = signal<"free" | "busy" | "all">("free");
const words = signal("");

const busy = (r: ResponderRow) => Boolean(r.incident) || r.open_offers > 0;

export function stateOf(r: ResponderRow): string {
  if (r.incident) return stageName(r.stage ?? "assigned");
  if (r.open_offers) return "being asked";
  return dutyName(r.duty);
}

export function PositionAge({ row }: { row: ResponderRow }) {
  if (!row.position?.at) return <span class="quiet">place unknown</span>;
  const old = now.value - Date.parse(row.position.at);
  return (
    <span class={old > OLD_MS ? "old" : "quiet"}>
      {old > OLD_MS ? "▲ " : ""}seen {age(old)} ago
    </span>
  );
}

async function tell(row: ResponderRow, more: Record<string, string>, words: string): Promise<void> {
  try {
    await post(`/responders/${encodeURIComponent(row.id)}/commands`, {
      id: newId(),
      by: session.peek()?.user,
      ...more,
    });
    announce(words);
  } catch (why) {
    announce(`Not done: ${problemOf(why).message}`, true);
  }
}

const takeBack = (row: ResponderRow) =>
  tell(row, { command: "recall" }, `${row.name ?? row.id} is taken back; the job is offered on.`);
const saidByPhone = (row: ResponderRow, duty: string) =>
  tell(row, { command: "duty", duty }, `${row.name ?? row.id} is ${dutyName(duty)}, said by phone.`);

const duties = ["available", "unavailable", "off_duty"];

function Line({ row }: { row: ResponderRow }) {
  return (
    <tr>
      <th scope="row">
        {row.name ?? row.id}
        <span class="quiet"> {row.organisation ?? kindName(row.kind)}</span>
      </th>
      <td>
        <b>{stateOf(row)}</b>
        {row.incident && (
          <>
            {" "}
            <a href={linkTo("live", row.incident)}>{row.incident}</a>
          </>
        )}
      </td>
      <td>
        <PositionAge row={row} />
      </td>
      <td>
        {row.link === "down" ? <b>▲ phone has no link</b> : row.link === "up" ? "phone linked" : ""}
        {row.battery_pct !== undefined && (
          <span class={row.battery_pct < 20 ? "old" : "quiet"}> {Math.round(row.battery_pct)} %</span>
        )}
      </td>
      <td class="quiet">
        <span class="shift">
          {row.on_shift ? "on shift" : row.next_shift_at ? `from ${hourMinute(Date.parse(row.next_shift_at))}` : ""}
        </span>
        {!row.incident && (
          <select
            aria-label={`${row.name ?? row.id} said by phone`}
            value={row.duty}
            onChange={e => void saidByPhone(row, e.currentTarget.value)}
          >
            {duties.map(d => (
              <option key={d} value={d}>
                said by phone: {dutyName(d)}
              </option>
            ))}
          </select>
        )}
        {row.incident && row.kind === "firefighter" && (
          <button onClick={() => void takeBack(row)}>Take back for a fire</button>
        )}
      </td>
    </tr>
  );
}

function Cover({ base }: { base: BaseRow }) {
  return (
    <span class={base.covered ? "cover" : "cover short"}>
      {base.covered ? "●" : "■"} {base.crew_available} free, keeps {base.minimum_crew}
      {base.covered ? "" : ": BELOW MINIMUM"}
    </span>
  );
}

export function Responders() {
  const wanted = words.value.toLowerCase();
  const matches = (r: ResponderRow) =>
    (filter.value === "all" || (filter.value === "free" ? free(r) : busy(r))) &&
    (!wanted || [r.id, r.name, r.organisation, r.base_id].some(t => t?.toLowerCase().includes(wanted)));
  const everybody = [...responders.value.values()];
  const shown = everybody.filter(matches);
  const stations = [...bases.value.values()].sort(
    (a, b) => Number(a.covered) - Number(b.covered) || a.name.localeCompare(b.name),
  );
  const crewed = stations.filter(b => b.minimum_crew > 0);
  const groups = [...stations.map(base => ({ base, name: base.name, rows: shown.filter(r => r.base_id === base.id) }))];
  const elsewhere = shown.filter(r => !r.base_id || !bases.value.has(r.base_id));
  return (
    <main class="page">
      <h1>Responders</h1>
      <p>
        {plural(everybody.filter(free).length, "responder")} free, {everybody.filter(busy).length} asked or on a job,{" "}
        {stations.filter(b => !b.covered).length === 0
          ? "every station keeps its minimum crew."
          : `${plural(stations.filter(b => !b.covered).length, "station")} below minimum crew.`}
      </p>
      <div class="filters">
        <label class="field">
          Show
          <select value={filter.value} onChange={e => (filter.value = e.currentTarget.value as typeof filter.value)}>
            <option value="free">Free now</option>
            <option value="busy">Asked or on a job</option>
            <option value="all">Everybody</option>
          </select>
        </label>
        <label class="field">
          Find
          <input value={words.value} onInput={e => (words.value = e.currentTarget.value)} />
        </label>
      </div>
      <h2>Fire cover</h2>
      <ul class="bases">
        {crewed.map(b => (
          <li key={b.id}>
            <b>{b.name}</b> <Cover base={b} />
          </li>
        ))}
      </ul>
      {[...groups, { base: undefined, name: "Not at a base", rows: elsewhere }]
        .filter(g => g.rows.length)
        .map(g => (
          <section key={g.name} class="group">
            <h2>
              {g.name} ({g.rows.length})
            </h2>
            <div class="wide" tabIndex={0} role="region" aria-label={`Responders, ${g.name}`}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col">State</th>
                    <th scope="col">Place</th>
                    <th scope="col">Phone</th>
                    <th scope="col">Shift</th>
                  </tr>
                </thead>
                <tbody>
                  {g.rows.slice(0, 200).map(r => (
                    <Line key={r.id} row={r} />
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        ))}
      {shown.length === 0 && <p>Nobody matches.</p>}
    </main>
  );
}
