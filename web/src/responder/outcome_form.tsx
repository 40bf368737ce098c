// What was found and done, and what should follow. Chips, a note, one press.
import { useState } from "preact/hooks";
import { outcomeName, outcomes, referralName, referrals } from "../shared/words.ts";
import { progress } from "./phone.ts";

const redFlags = [
  "Hit their head, or on blood thinners",
  "New pain in hip, neck or back",
  "Confused, faint or not breathing well",
  "On the floor for over an hour",
];

export function OutcomeForm({ back }: { back: () => void }) {
  const [outcome, setOutcome] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const [found, setFound] = useState<string[]>([]);
  const [notes, setNotes] = useState("");
  const flip = (list: string[], item: string) => (list.includes(item) ? list.filter(x => x !== item) : [...list, item]);
  const submit = () => {
    const text = [found.length ? `Found: ${found.join("; ").toLowerCase()}.` : "", notes.trim()]
      .filter(Boolean)
      .join(" ");
    void progress("clear", {
      outcome,
      ...(chosen.length ? { referrals: chosen } : {}),
      ...(text ? { notes: text } : {}),
    });
    back();
  };
  return (
    <main class="sheet">
      <h1>Finish the job</h1>
      <fieldset>
        <legend>Seen on the spot</legend>
        {redFlags.map(f => (
          <label key={f} class="chip">
            <input type="checkbox" checked={found.includes(f)} onChange={() => setFound(flip(found, f))} /> {f}
          </label>
        ))}
        {found.length > 0 && <p class="wishes">Any of these: ask for an ambulance before you lift, with Need help.</p>}
      </fieldset>
      <fieldset>
        <legend>What happened</legend>
        {outcomes.map(o => (
          <label key={o} class="chip">
            <input type="radio" name="outcome" checked={outcome === o} onChange={() => setOutcome(o)} />{" "}
            {outcomeName(o)}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>What should follow</legend>
        {referrals.map(r => (
          <label key={r} class="chip">
            <input type="checkbox" checked={chosen.includes(r)} onChange={() => setChosen(flip(chosen, r))} />{" "}
            {referralName(r)}
          </label>
        ))}
      </fieldset>
      <label class="field">
        Note
        <textarea rows={3} maxLength={2000} value={notes} onInput={e => setNotes(e.currentTarget.value)} />
      </label>
      <div class="at-thumb">
        <button class="big plain" onClick={back}>
          Back to the job
        </button>
        <button class="main huge" disabled={!outcome} onClick={submit}>
          {outcome ? "Clear" : "Choose what happened"}
        </button>
      </div>
    </main>
  );
}
