// The parts of an incident's page: the person, the wishes, the ladder, who could go, and the story.
import { useEffect, useState } from "preact/hooks";
import { get, problemOf } from "../shared/api.ts";
import { age, distance, hourMinute, minutes, span, timeOfDay } from "../shared/format.ts";
import type { Caller, Candidate, IncidentRow, Person, Rung, StoryLine } from "../shared/rows.ts";
import { riskName, stageName, whoIs } from "../shared/words.ts";
import { chosenResponder, panel } from "./desk.ts";
import { locked } from "./session.ts";
import { now } from "./store.ts";

const SHOWN_S = 30;

export function Who({ row, person, caller }: { row?: IncidentRow; person?: Person; caller?: Caller }) {
  const name = person?.name ?? (row ? whoIs(row) : caller ? "Not in the register" : "Not known who");
  return (
    <h2>
      {locked.value ? "Name hidden" : name}
      {person?.age !== undefined && <span class="age">, {person.age}</span>}
      <span class="quiet place"> {person?.address ?? caller?.place ?? row?.locality ?? row?.area ?? ""}</span>
    </h2>
  );
}

// What must be known before anything is done stands first and is never folded away.
export function Wishes({ person }: { person?: Person }) {
  if (!person?.emergency_wishes && !person?.risks?.length) return null;
  return (
    <div class="wishes">
      {person.emergency_wishes && (
        <p>
          <b>Emergency wishes: </b>
          {person.emergency_wishes}
        </p>
      )}
      {person.risks && person.risks.length > 0 && (
        <p>
          <b>Risks: </b>
          {person.risks.map(riskName).join(" · ")}
        </p>
      )}
    </div>
  );
}

export function KeySafe({ path }: { path: string }) {
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState("");
  useEffect(() => {
    if (!code) return;
    const hide = setTimeout(() => setCode(""), SHOWN_S * 1000);
    return () => clearTimeout(hide);
  }, [code]);
  const show = async () => {
    try {
      setCode((await get<{ key_safe: string }>(path)).key_safe);
      setProblem("");
    } catch (why) {
      setProblem(problemOf(why).message);
    }
  };
  return (
    <span class="key-safe">
      {code ? (
        <b class="code">{code}</b>
      ) : (
        <button id="key-safe" onClick={() => void show()}>
          Show the key safe code
        </button>
      )}
      <span class="quiet">
        {" "}
        {problem || (code ? "hides by itself; this look is on record" : "each look is on record")}
      </span>
    </span>
  );
}

export function PersonCard({ id, person }: { id: string; person?: Person }) {
  if (!person || locked.value) return null;
  const facts: [string, string | undefined][] = [
    ["Address", [person.address, person.postcode].filter(Boolean).join(", ")],
    ["Access", person.access],
    ["Lives alone", person.lives_alone === undefined ? undefined : person.lives_alone ? "yes" : "no"],
    ["GP", person.gp_practice],
    ["Notes", person.notes],
  ];
  return (
    <dl class="facts">
      {person.phone && (
        <div>
          <dt>Phone</dt>
          <dd>
            <a href={`tel:${person.phone}`}>{person.phone}</a>
          </dd>
        </div>
      )}
      {facts.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
      {person.has_key_safe && (
        <div>
          <dt>Key safe</dt>
          <dd>
            <KeySafe path={`/incidents/${encodeURIComponent(id)}/key-safe`} />
          </dd>
        </div>
      )}
      {person.preferred_responders?.map(c => (
        <div key={c.id}>
          <dt>Family or chosen responder</dt>
          <dd>
            {c.name ?? c.id} {c.phone && <a href={`tel:${c.phone}`}>{c.phone}</a>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

// What was said on the telephone of somebody who is not in the register.
export function CallerCard({ caller }: { caller: Caller }) {
  if (locked.value) return null;
  return (
    <dl class="facts">
      {caller.callback && (
        <div>
          <dt>Ring back</dt>
          <dd>
            <a href={`tel:${caller.callback.replace(/[^0-9+]/g, "")}`}>{caller.callback}</a>
          </dd>
        </div>
      )}
      <div>
        <dt>Where</dt>
        <dd>
          {caller.place ?? "not kept any more"}
          <span class="quiet"> · the map shows the nearest town only</span>
        </dd>
      </div>
    </dl>
  );
}

const rungMarks = { done: "●", now: "◐", next: "○" };
const rungWords = { done: "done", now: "now", next: "to come" };

function IfNobodyActs({ rungs, row }: { rungs: Rung[]; row?: IncidentRow }) {
  const time = now.value;
  const next = rungs.find(r => r.state !== "done" && r.at && Date.parse(r.at) > time);
  const what = next?.what ?? row?.next?.what;
  const at = next?.at ?? row?.next?.at;
  if (!what || !at) return null;
  return (
    <p class="if-nobody">
      If you do nothing: <b>{what.replaceAll("_", " ")}</b> at <time>{timeOfDay(Date.parse(at))}</time>
      <span class="clock"> ({Date.parse(at) > time ? `in ${span(Date.parse(at) - time)}` : "now"})</span>
    </p>
  );
}

function Rungs({ list }: { list: Rung[] }) {
  return (
    <ol>
      {list.map((r, i) => (
        <li key={i} data-state={r.state}>
          <span aria-hidden="true">{rungMarks[r.state]}</span> {r.at && <time>{hourMinute(Date.parse(r.at))}</time>}{" "}
          {r.what.replaceAll("_", " ")}
          <span class="quiet"> {rungWords[r.state]}</span>
        </li>
      ))}
    </ol>
  );
}

// The next few steps stand open; what is further off must not push those who can go off the screen.
const RUNGS_SHOWN = 4;

export function Ladder({ rungs, row }: { rungs: Rung[]; row?: IncidentRow }) {
  if (!rungs.length && !row?.next) return null;
  const ahead = rungs.filter(r => r.state !== "done");
  const near = [...rungs.filter(r => r.state === "done"), ...ahead.slice(0, RUNGS_SHOWN)];
  const later = ahead.slice(RUNGS_SHOWN);
  return (
    <section class="ladder" aria-label="What happens by itself">
      <h3>What happens by itself</h3>
      <Rungs list={near} />
      {later.length > 0 && (
        <details>
          <summary>Later ({later.length})</summary>
          <Rungs list={later} />
        </details>
      )}
      <IfNobodyActs rungs={rungs} row={row} />
    </section>
  );
}

function OwnerLine({ row }: { row: IncidentRow }) {
  const time = now.value;
  return (
    <>
      {row.owners.map(o => (
        <p key={o.responder_id} class="owner">
          <b>{o.name ?? o.responder_id}</b> {stageName(o.stage)}
          {o.eta_at && !row.with_person_at && (
            <>
              {" "}
              · there at <time>{hourMinute(Date.parse(o.eta_at))}</time>
            </>
          )}
          {o.forecast_late && <b> ▲ forecast late</b>}
          {o.last_news_at && <span class="quiet"> · last news {age(time - Date.parse(o.last_news_at))} ago</span>}
        </p>
      ))}
    </>
  );
}

// Nobody is sent by one press: the panel asks, with this one chosen.
function openSend(responder: string): void {
  chosenResponder.value = responder;
  panel.value = "send";
}

export function Candidates({ list, at, row }: { list: Candidate[]; at?: string; row: IncidentRow }) {
  const fit = list.filter(c => c.eligible);
  const others = list.filter(c => !c.eligible);
  return (
    <section class="candidates" aria-label="Who can go">
      <h3>
        {row.owners.length ? "Who is going" : "Who can go"}
        {at && <span class="quiet as-of"> · as of {timeOfDay(Date.parse(at))}</span>}
      </h3>
      <OwnerLine row={row} />
      {fit.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Responder</th>
              <th scope="col">There in</th>
              <th scope="col">Why</th>
              <th scope="col">
                <span class="only-spoken">Send</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {fit.slice(0, 8).map((c, i) => (
              <tr key={c.responder_id}>
                <th scope="row">
                  {c.name ?? c.responder_id}
                  {i === 0 && !row.owners.length && <span class="tag">first choice</span>}
                </th>
                <td>
                  {minutes(c.eta_s)} <span class="quiet">{distance(c.distance_m)}</span>
                </td>
                <td>{c.reason}</td>
                <td>
                  <button onClick={() => openSend(c.responder_id)} aria-label={`Send ${c.name ?? c.responder_id}`}>
                    Send
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {others.length > 0 && (
        <details>
          <summary>Passed over ({others.length}), and why</summary>
          <ul>
            {others.map(c => (
              <li key={c.responder_id}>
                <b>{c.name ?? c.responder_id}</b> {c.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      {!list.length && !row.owners.length && <p class="quiet">No list of responders for this incident.</p>}
    </section>
  );
}

const DETAILS_SHOWN = 3;

// Why each of many was passed over is there for who asks, and out of the way of who reads on.
function Details({ list }: { list: string[] }) {
  const lines = list.map((d, j) => (
    <span class="quiet story-detail" key={j}>
      {d}
    </span>
  ));
  if (list.length <= DETAILS_SHOWN) return <>{lines}</>;
  return (
    <details>
      <summary>{list.length} details</summary>
      {lines}
    </details>
  );
}

export function Story({ lines }: { lines: StoryLine[] }) {
  return (
    <section class="story" aria-label="Story so far">
      <h3>Story so far</h3>
      <ol>
        {[...lines].reverse().map((line, i) => (
          <li key={lines.length - i}>
            <time>{timeOfDay(Date.parse(line.at))}</time>
            <span>
              {line.text}
              <Details list={line.details ?? []} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
