// Enrol or edit a person: the whole record in one form, each mistake named at its field and in a summary.
import { useEffect, useRef, useState } from "preact/hooks";
import { problemOf, put, type FieldError } from "../shared/api.ts";
import type { Person } from "../shared/rows.ts";
import { announce } from "./desk.ts";
import { toForm, toRecord } from "./person_record.ts";
import { go } from "./route.ts";

interface FieldSpec {
  name: string;
  label: string;
  hint?: string;
  required?: boolean;
  kind?: "area" | "yes_no";
}

const groups: { title: string; fields: FieldSpec[] }[] = [
  {
    title: "Who",
    fields: [
      { name: "person_id", label: "Person id", required: true, hint: "As the council's record has it" },
      { name: "name", label: "Name", required: true },
      { name: "date_of_birth", label: "Date of birth", hint: "Year, month, day: 1941-03-28" },
      { name: "phone", label: "Phone" },
      { name: "lives_alone", label: "Lives alone", kind: "yes_no" },
    ],
  },
  {
    title: "Where",
    fields: [
      { name: "address", label: "Address", required: true },
      { name: "postcode", label: "Postcode", required: true },
      { name: "area", label: "Area", required: true },
      { name: "lat", label: "Latitude", required: true, hint: "For example 51.7457" },
      { name: "lon", label: "Longitude", required: true, hint: "For example -2.2170" },
      { name: "access", label: "How to get in" },
      { name: "key_safe", label: "Key safe code", hint: "Left empty, it stays as it is" },
    ],
  },
  {
    title: "Care",
    fields: [
      { name: "hub_id", label: "Hub", required: true, hint: "Printed under the hub" },
      { name: "plan", label: "Response plan" },
      { name: "risk_flags", label: "Risks", hint: "Separate them with ;" },
      { name: "emergency_wishes", label: "Emergency care wishes", kind: "area" },
      { name: "gp_practice", label: "GP practice" },
      { name: "preferred_responders", label: "Preferred responders", hint: "Ids, separated with ;" },
      { name: "notes", label: "Notes", kind: "area" },
    ],
  },
];

const nameOf = (pointer: string) => pointer.replace(/^\//, "").split("/")[0] ?? "";

function Field({
  spec,
  value,
  wrong,
  fixed,
  onInput,
}: {
  spec: FieldSpec;
  value: string;
  wrong?: string;
  fixed: boolean;
  onInput: (v: string) => void;
}) {
  const common = {
    id: `f-${spec.name}`,
    name: spec.name,
    "aria-invalid": Boolean(wrong),
    "aria-describedby": `h-${spec.name}`,
  };
  return (
    <div class="field" data-wrong={wrong ? "" : undefined}>
      <label for={`f-${spec.name}`}>
        {spec.label}
        {spec.required ? "" : <span class="quiet"> (optional)</span>}
      </label>
      <span id={`h-${spec.name}`} class={wrong ? "wrong" : "hint"}>
        {wrong ?? spec.hint ?? ""}
      </span>
      {spec.kind === "area" ? (
        <textarea {...common} rows={2} value={value} onInput={e => onInput(e.currentTarget.value)} />
      ) : spec.kind === "yes_no" ? (
        <select {...common} value={value} onChange={e => onInput(e.currentTarget.value)}>
          <option value="">Not known</option>
          <option value="yes">Yes</option>
          <option value="no">No</option>
        </select>
      ) : (
        <input
          {...common}
          readOnly={fixed}
          value={value}
          autocomplete="off"
          onInput={e => onInput(e.currentTarget.value)}
        />
      )}
    </div>
  );
}

export function PersonForm({ person }: { person: Person | undefined }) {
  const [form, setForm] = useState<Record<string, string>>(() => toForm(person));
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [problem, setProblem] = useState("");
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) summary.current?.focus();
  }, [problem, errors]);

  const submit = async (event: Event) => {
    event.preventDefault();
    const missing = groups
      .flatMap(g => g.fields)
      .filter(f => f.required && !form[f.name]?.trim())
      .map(f => ({ pointer: `/${f.name}`, message: `${f.label} is needed` }));
    setErrors(missing);
    setProblem(missing.length ? "Some of the record is missing." : "");
    if (missing.length) return;
    try {
      await put(`/people/${encodeURIComponent(form["person_id"]!.trim())}`, toRecord(form));
      announce(`${form["name"]} is ${person ? "changed" : "enrolled"}: live now.`);
      go("people");
    } catch (why) {
      const p = problemOf(why);
      setErrors(p.errors);
      setProblem(p.message);
    }
  };

  return (
    <main class="page narrow">
      <h1>{person ? (person.name ?? "Person") : "Enrol a new person"}</h1>
      {problem && (
        <div class="error-summary" role="alert" tabIndex={-1} ref={summary}>
          <h2>There is a problem</h2>
          <p>{problem}</p>
          <ul>
            {errors.map(e => (
              <li key={e.pointer + e.message}>
                <button
                  type="button"
                  class="plain"
                  onClick={() => document.getElementById(`f-${nameOf(e.pointer)}`)?.focus()}
                >
                  {e.message}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <form onSubmit={e => void submit(e)} noValidate>
        {groups.map(g => (
          <fieldset key={g.title}>
            <legend>{g.title}</legend>
            {g.fields.map(f => (
              <Field
                key={f.name}
                spec={f}
                value={form[f.name] ?? ""}
                fixed={f.name === "person_id" && Boolean(person)}
                wrong={errors.find(e => nameOf(e.pointer) === f.name)?.message}
                onInput={v => setForm({ ...form, [f.name]: v })}
              />
            ))}
          </fieldset>
        ))}
        <div class="buttons">
          <button class="main">{person ? "Keep the changes" : "Enrol: live at once"}</button>
          <button type="button" onClick={() => go("people")}>
            Not now
          </button>
        </div>
      </form>
    </main>
  );
}
