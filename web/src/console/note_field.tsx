// A note while talking: Ctrl+Enter keeps it. What is typed stays on this page until it is stored.
import { useState } from "preact/hooks";
import type { IncidentRow } from "../shared/rows.ts";
import { note } from "./commands.ts";
import { backToRow } from "./panel.tsx";

const drafts = new Map<string, string>();

export function NoteField({ row }: { row: IncidentRow }) {
  const [, redraw] = useState(0);
  const text = drafts.get(row.id) ?? "";
  const write = (words: string) => {
    drafts.set(row.id, words);
    redraw(n => n + 1);
  };
  const keep = async () => {
    if (text.trim() && (await note(row, text.trim()))) {
      write("");
      backToRow(row.id);
    }
  };
  return (
    <div class="note-field">
      <label for="note">Note</label>
      <textarea
        id="note"
        rows={2}
        maxLength={4000}
        value={text}
        onInput={e => write(e.currentTarget.value)}
        onKeyDown={e => {
          if (e.key === "Enter" && e.ctrlKey) {
            e.preventDefault();
            void keep();
          }
          if (e.key === "Escape") {
            e.stopPropagation();
            backToRow(row.id);
          }
        }}
      />
      <button onClick={() => void keep()}>
        Keep the note <kbd>Ctrl</kbd> <kbd>Enter</kbd>
      </button>
    </div>
  );
}
