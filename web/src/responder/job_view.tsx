// The job: risks first, then who and where, then one large button for the next stage. The person's data stands only
// here and leaves the phone with the job.
import { useEffect, useState } from "preact/hooks";
import { hourMinute } from "../shared/format.ts";
import { needName, riskName } from "../shared/words.ts";
import { OutcomeForm } from "./outcome_form.tsx";
import { nextStage, type Job, type PersonAtDoor, type Stage } from "./job.ts";
import { giveBack, need, progress } from "./phone.ts";

const SHOWN_MS = 30000;
const needs = ["ambulance", "rapid_home_care", "second_responder", "police", "fire", "clinical_advice", "third_sector"];
const stageWords: Record<Stage, string> = {
  accepted: "Accepted",
  en_route: "On my way",
  on_scene: "Arrived",
  with_person: "With the person",
  clear: "Clear",
};

function KeySafe({ code }: { code: string }) {
  const [shown, show] = useState(false);
  useEffect(() => {
    if (!shown) return;
    const hide = setTimeout(() => show(false), SHOWN_MS);
    return () => clearTimeout(hide);
  }, [shown]);
  return shown ? (
    <b class="code">{code}</b>
  ) : (
    <button class="big" onClick={() => show(true)}>
      Show the key safe code
    </button>
  );
}

function Person({ person }: { person: PersonAtDoor }) {
  const place = [person.address, person.postcode].filter(Boolean).join(", ");
  const at = person.position;
  // Only of somebody who is not in the register: what a caller said, and a point no nearer than their village.
  const stranger = !person.name && Boolean(person.address);
  return (
    <>
      {(person.emergency_wishes || (person.risks?.length ?? 0) > 0) && (
        <div class="wishes">
          {person.risks && person.risks.length > 0 && (
            <p>
              <b>Risks: </b>
              {person.risks.map(riskName).join(" · ")}
            </p>
          )}
          {person.emergency_wishes && (
            <p>
              <b>Emergency wishes: </b>
              {person.emergency_wishes}
            </p>
          )}
        </div>
      )}
      <h1>{person.name ?? (stranger ? "Not in the register" : "Name not known")}</h1>
      <p class="large">{place}</p>
      {person.phone && (
        <a class="button big" href={`tel:${person.phone.replace(/[^0-9+]/g, "")}`}>
          Ring {person.phone}
        </a>
      )}
      {at && (
        <a
          class="button big"
          href={`geo:${at.lat},${at.lon}?q=${stranger ? encodeURIComponent(place) : `${at.lat},${at.lon}`}`}
        >
          Route in the phone's maps
        </a>
      )}
      {stranger && (
        <p>
          <b>▲ The map knows the nearest town only.</b> Go by the words above.
        </p>
      )}
      {person.access && (
        <p>
          <b>Getting in: </b>
          {person.access}
        </p>
      )}
      {person.key_safe && <KeySafe code={person.key_safe} />}
      {person.what_to_do && (
        <p>
          <b>What to do: </b>
          {person.what_to_do}
        </p>
      )}
    </>
  );
}

function NeedHelp({ close }: { close: () => void }) {
  const [asked, ask] = useState("");
  return (
    <section class="stack" aria-label="Ask for help">
      <h2>Ask for help</h2>
      {needs.map(n =>
        asked === n ? (
          <button
            key={n}
            class="grave big"
            onClick={() => {
              void need(n);
              close();
            }}
          >
            Yes, ask for: {needName(n).toLowerCase()}
          </button>
        ) : (
          <button key={n} class="big" onClick={() => ask(n)}>
            {needName(n)}
          </button>
        ),
      )}
      <button class="big plain" onClick={close}>
        Back
      </button>
    </section>
  );
}

function GiveBack({ close }: { close: () => void }) {
  return (
    <section class="stack" aria-label="Give the job back">
      <h2>Give the job back: why?</h2>
      <p>It is offered to somebody else at once.</p>
      {["Called to a fire", "Cannot get there", "Not fit to go on"].map(r => (
        <button key={r} class="grave big" onClick={() => void giveBack(r.toLowerCase())}>
          {r}
        </button>
      ))}
      <button class="big plain" onClick={close}>
        Keep the job
      </button>
    </section>
  );
}

export function JobView({ job }: { job: Job }) {
  const [open, setOpen] = useState<"" | "needs" | "give_back" | "outcome">("");
  const next = nextStage(job.stage);
  const back = () => setOpen("");
  if (open === "outcome") return <OutcomeForm back={back} />;
  return (
    <main class="sheet job">
      {job.person ? <Person person={job.person} /> : <p>Who and where has not come yet. It comes by itself.</p>}
      <p>
        <b>{stageWords[job.stage]}</b>
        {job.arrive_by && ["accepted", "en_route"].includes(job.stage) && (
          <> · be there by {hourMinute(Date.parse(job.arrive_by))}</>
        )}
      </p>
      {job.stage === "clear" && <p role="status">You are clear. Waiting for control to complete the job.</p>}
      {open === "needs" && <NeedHelp close={back} />}
      {open === "give_back" && <GiveBack close={back} />}
      {open === "" && job.stage !== "clear" && (
        <div class="at-thumb">
          <button class="big" onClick={() => setOpen("needs")}>
            Need help
          </button>
          {["accepted", "en_route"].includes(job.stage) && (
            <button class="big" onClick={() => setOpen("give_back")}>
              Give the job back
            </button>
          )}
          {next === "clear" ? (
            <button class="main huge" onClick={() => setOpen("outcome")}>
              Finish
            </button>
          ) : (
            next && (
              <button class="main huge" onClick={() => void progress(next)}>
                {stageWords[next]}
              </button>
            )
          )}
        </div>
      )}
    </main>
  );
}
