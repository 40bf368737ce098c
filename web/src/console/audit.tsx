// Who looked at whom, when and why: for supervisors.
import { useState } from "preact/hooks";
import { get, problemOf } from "../shared/api.ts";
import { dayAndTime } from "../shared/format.ts";
import type { Look } from "../shared/rows.ts";
import { readable } from "../shared/words.ts";

export function Audit() {
  const [person, setPerson] = useState("");
  const [looks, setLooks] = useState<Look[]>();
  const [problem, setProblem] = useState("");
  const search = async (event: Event) => {
    event.preventDefault();
    try {
      setLooks((await get<{ items: Look[] }>(`/audit?person=${encodeURIComponent(person.trim())}`)).items);
      setProblem("");
    } catch (why) {
      setProblem(problemOf(why).message);
    }
  };
  return (
    <main class="page">
      <h1>Who looked at a record</h1>
      <form class="filters" onSubmit={e => void search(e)}>
        <label class="field">
          Person id
          <input required value={person} onInput={e => setPerson(e.currentTarget.value)} />
        </label>
        <button class="main">Show</button>
      </form>
      {problem && <p class="problem">{problem}</p>}
      {looks?.length === 0 && <p>Nobody has looked.</p>}
      {looks && looks.length > 0 && (
        <div class="wide" tabIndex={0} role="region" aria-label="Looks on record">
          <table>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">Whose record</th>
                <th scope="col">What</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {looks.map((l, i) => (
                <tr key={l.sequence ?? i}>
                  <td>{dayAndTime(Date.parse(l.at))}</td>
                  <th scope="row">
                    {l.by} <span class="quiet">{l.role}</span>
                  </th>
                  <td>{l.person_id}</td>
                  <td>{readable(l.what)}</td>
                  <td>{[readable(l.why), l.reason, l.incident].filter(Boolean).join(", ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </main>
  );
}
