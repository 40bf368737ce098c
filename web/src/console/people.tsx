// People: search with a reason, look, enrol, edit. And the hubs that have fallen silent.
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { get, problemOf } from "../shared/api.ts";
import type { Hub, Person } from "../shared/rows.ts";
import { readable } from "../shared/words.ts";
import { PersonForm } from "./person_form.tsx";
import { PersonSearch } from "./person_search.tsx";
import { go, linkTo, route } from "./route.ts";

const reasons = ["telephone_call", "care_review", "change_of_details", "complaint", "subject_access", "other"];
// Why the list was searched goes with the record that was chosen from it.
const why = signal(reasons[0]!);

export function People() {
  const id = route.value.id;
  if (id === "new") return <PersonForm person={undefined} />;
  return (
    <main class="page narrow">
      <h1>People</h1>
      <p class="quiet">Every look at a record is kept, with your name and the reason.</p>
      <label class="field">
        Why you are looking
        <select value={why.value} onChange={e => (why.value = e.currentTarget.value)}>
          {reasons.map(r => (
            <option key={r} value={r}>
              {readable(r)}
            </option>
          ))}
        </select>
      </label>
      <PersonSearch key={why.value} reason={why.value} onChoose={p => go("person", p.id)} start={id} />
      <p>
        <a class="button" href={linkTo("people", "new")}>
          Enrol a new person
        </a>
      </p>
    </main>
  );
}

export function PersonPage() {
  const id = route.value.id;
  const [person, setPerson] = useState<Person>();
  const [problem, setProblem] = useState("");
  useEffect(() => {
    get<Person>(`/people/${encodeURIComponent(id)}`, { "X-Access-Reason": why.peek() })
      .then(setPerson)
      .catch(why => setProblem(problemOf(why).message));
  }, [id]);
  if (problem)
    return (
      <main class="page narrow">
        <h1>Person</h1>
        <p class="problem">{problem}</p>
      </main>
    );
  if (!person)
    return (
      <main class="page narrow">
        <h1>Person</h1>
        <p>Reading the record…</p>
      </main>
    );
  return <PersonForm person={person} />;
}

export function Hubs() {
  const [hubs, setHubs] = useState<Hub[]>();
  const [problem, setProblem] = useState("");
  useEffect(() => {
    get<{ items: Hub[] }>("/hubs?state=not_reporting")
      .then(answer => setHubs(answer.items))
      .catch(why => setProblem(problemOf(why).message));
  }, []);
  return (
    <main class="page">
      <h1>Hubs not reporting</h1>
      <p class="quiet">Nobody in these homes can be heard pressing. Due the same working day.</p>
      {problem && <p class="problem">{problem}</p>}
      {!hubs && !problem && <p>Reading the list…</p>}
      {hubs?.length === 0 && <p>Every hub is reporting.</p>}
      {hubs && hubs.length > 0 && (
        <div class="wide" tabIndex={0} role="region" aria-label="Hubs not reporting">
          <table>
            <thead>
              <tr>
                <th scope="col">Person</th>
                <th scope="col">Phone</th>
                <th scope="col">Area</th>
                <th scope="col">Hub</th>
              </tr>
            </thead>
            <tbody>
              {hubs.map(h => (
                <tr key={h.id}>
                  <th scope="row">
                    {h.person_id ? (
                      <a href={linkTo("person", h.person_id)}>{h.person_name ?? h.person_id}</a>
                    ) : (
                      "Nobody's"
                    )}
                  </th>
                  <td>{h.phone && <a href={`tel:${h.phone}`}>{h.phone}</a>}</td>
                  <td>{h.area ?? ""}</td>
                  <td>{h.id}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </main>
  );
}
