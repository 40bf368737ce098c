// The panel of one action: choose, read whom it is for, carry out. It takes the focus while it is open and gives it
// back to the incident.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { referralName, referrals as allReferrals } from "../shared/words.ts";
import { actionFor } from "./choices.ts";
import { who } from "./commands.ts";
import { chosenResponder, guarded, panel } from "./desk.ts";
import { detail } from "./detail.ts";
import { focusQueue, rowElement } from "./queue.tsx";
import { incidents } from "./store.ts";
import type { IncidentRow } from "../shared/rows.ts";

const digitOf = (index: number) => (index < 9 ? String(index + 1) : index === 9 ? "0" : "");

export function backToRow(id: string): void {
  panel.value = "";
  chosenResponder.value = "";
  requestAnimationFrame(() => {
    const row = rowElement(id) ?? document.getElementById("incident");
    if (row) row.focus();
    else focusQueue();
  });
}

export function ActionPanel({ name, row }: { name: string; row: IncidentRow }) {
  // Fixed when it opens, so that nothing changes under the finger; candidates may still be on their way.
  const action = useMemo(
    () => actionFor(name, row, detail.value, incidents.peek().values()),
    [name, row.id, name === "send" ? detail.value?.candidates?.length : 0],
  );
  const [chosen, choose] = useState(() =>
    Math.max(0, action?.choices.findIndex(c => c.value === chosenResponder.peek()) ?? 0),
  );
  const [note, setNote] = useState(action?.note ?? "");
  const [referrals, setReferrals] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const list = useRef<HTMLDivElement>(null);

  // Before the next key can come: one that fell into the queue would act there.
  useLayoutEffect(() => list.current?.focus(), [name]);
  useEffect(() => list.current?.querySelector('[aria-checked="true"]')?.scrollIntoView({ block: "nearest" }), [chosen]);
  if (!action) return null;

  const run = async () => {
    const choice = action.choices[chosen];
    if (!choice || busy || guarded()) return;
    setBusy(true);
    const done = await action.run({ value: choice.value, label: choice.label, note: note.trim(), referrals });
    setBusy(false);
    if (done) backToRow(row.id);
  };

  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      backToRow(row.id);
      return;
    }
    const inField = event.target instanceof HTMLTextAreaElement;
    if (event.key === "Enter" && (!inField || event.ctrlKey)) {
      if (event.target instanceof HTMLButtonElement) return;
      event.preventDefault();
      void run();
      return;
    }
    if (inField || event.ctrlKey || event.altKey || event.metaKey) return;
    const at = action.choices.findIndex((_, i) => digitOf(i) === event.key);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (at >= 0) choose(at);
    else if (by) choose(Math.max(0, Math.min(action.choices.length - 1, chosen + by)));
    else return;
    event.preventDefault();
  };

  const picked = action.choices[chosen];
  return (
    <section class="panel" aria-label={action.title} onKeyDown={keys}>
      <h3>{action.title}</h3>
      {action.choices.length === 0 && <p>{action.none}</p>}
      <div
        role="radiogroup"
        class="choices"
        aria-label={action.title}
        tabIndex={0}
        ref={list}
        aria-activedescendant={`choice-${chosen}`}
      >
        {action.choices.map((c, i) => (
          <div
            key={c.value}
            id={`choice-${i}`}
            role="radio"
            aria-checked={i === chosen}
            data-warning={c.warning || undefined}
            class="choice"
            onClick={() => choose(i)}
          >
            <kbd>{digitOf(i) || " "}</kbd>
            <span>
              <b>{c.label}</b>
              {c.detail && <span class="quiet"> {c.detail}</span>}
              {c.warning && <b class="wont"> not fit for this</b>}
            </span>
            <span aria-hidden="true">{i === chosen ? "◉" : "○"}</span>
          </div>
        ))}
      </div>
      {action.noteLabel && (
        <label class="field">
          {action.noteLabel}
          <textarea rows={2} maxLength={2000} value={note} onInput={e => setNote(e.currentTarget.value)} />
        </label>
      )}
      {action.referrals && (
        <details>
          <summary>Referrals{referrals.length ? ` (${referrals.length})` : ""}</summary>
          <div class="ticks">
            {allReferrals.map(r => (
              <label key={r}>
                <input
                  type="checkbox"
                  checked={referrals.includes(r)}
                  onChange={e =>
                    setReferrals(e.currentTarget.checked ? [...referrals, r] : referrals.filter(x => x !== r))
                  }
                />
                {referralName(r)}
              </label>
            ))}
          </div>
        </details>
      )}
      <p class="for-whom">
        {action.verb}: <b>{picked?.label ?? "nothing"}</b>. For <b>{who(row)}</b>.
      </p>
      <div class="buttons">
        <button
          class={action.grave ? "grave" : "main"}
          disabled={!picked}
          aria-disabled={busy}
          onClick={() => void run()}
        >
          {action.verb} <kbd>Enter</kbd>
        </button>
        <button onClick={() => backToRow(row.id)}>
          Not now <kbd>Esc</kbd>
        </button>
      </div>
    </section>
  );
}
