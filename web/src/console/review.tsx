// Whom the care team must talk about, and what happened. Each look is on record with everybody it showed, so nothing is
// fetched before it is asked for.
import { useState } from "preact/hooks";
import { get, problemOf } from "../shared/api.ts";
import { dayAndTime } from "../shared/format.ts";
import type { Review as List, ReviewPerson } from "../shared/rows.ts";
import { readable } from "../shared/words.ts";

function referralsOf(event: ReviewPerson["incidents"][number]): string {
  return event.referrals
    .map(made => `${readable(made.referral)}: ${made.result ? readable(made.result) : "not followed up"}`)
    .join("; ");
}

function OnePerson({ person }: { person: ReviewPerson }) {
  const name = person.name || person.person_id;
  const about = [person.age ? `${person.age} years` : "", person.gp_practice, person.area, person.person_id];
  return (
    <section class="card">
      <h2>{name}</h2>
      <p class="quiet">{about.filter(Boolean).join(" · ")}</p>
      <p>
        <b>{[...person.flags, ...person.risks].map(readable).join(", ")}</b>
      </p>
      <div class="wide" tabIndex={0} role="region" aria-label={`What happened to ${name}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">Outcome</th>
              <th scope="col">Referrals</th>
            </tr>
          </thead>
          <tbody>
            {person.incidents.map(event => (
              <tr key={event.incident}>
                <td>{dayAndTime(Date.parse(event.at))}</td>
                <th scope="row">
                  {readable(event.type)} <span class="quiet">{event.incident}</span>
                </th>
                <td>{event.outcome ? readable(event.outcome) : "not closed"}</td>
                <td>{referralsOf(event)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function Review() {
  const [list, setList] = useState<List>();
  const [problem, setProblem] = useState("");
  const show = async (event: Event) => {
    event.preventDefault();
    try {
      setList(await get<List>("/review"));
      setProblem("");
    } catch (why) {
      setProblem(problemOf(why).message);
    }
  };
  const settings = list?.settings;
  return (
    <main class="page">
      <h1>For review by the care team</h1>
      <p>
        People who cross a high-risk flag, and what happened in the last year. That you looked is on record with each of
        them.
      </p>
      <form onSubmit={e => void show(e)}>
        <button class="main">Show the list</button>
      </form>
      {problem && <p class="problem">{problem}</p>}
      {settings && (
        <p class="quiet">
          As of {dayAndTime(Date.parse(list.as_of))}: {settings.falls} falls, {settings.conveyances} conveyances as far
          as known here, or {settings.frequent_least} incidents and among the {settings.frequent_top} with the most, in{" "}
          {settings.days} days; or one of these on file: {settings.risks.map(readable).join(", ")}.
        </p>
      )}
      {list?.items.length === 0 && <p>Nobody crosses a flag.</p>}
      {list?.items.map(person => (
        <OnePerson key={person.person_id} person={person} />
      ))}
    </main>
  );
}
