// Keys, settings and the command bar.
import { useEffect, useRef } from "preact/hooks";
import { commandBarOpen, helpOpen, set, settings } from "./desk.ts";
import { runWords } from "./command_words.ts";
import { focusQueue } from "./queue.tsx";
import { signOut } from "./session.ts";

const keys: [string, string][] = [
  ["↑ ↓", "move in the queue"],
  ["Enter", "answer, or open"],
  ["D", "send a responder"],
  ["E", "ask a partner service"],
  ["N", "note; Ctrl+Enter keeps it"],
  ["P", "park with a time"],
  ["S", "stand down"],
  ["J", "join another alarm"],
  ["C", "close with an outcome"],
  ["I", "incident from a phone call"],
  ["H", "hand over the desk"],
  ["K", "key safe code"],
  ["V", "alert seen"],
  ["/", "command bar: send, esc, find"],
  ["G then Q R P S T W", "queue, responders, people, services, not reporting, wallboard"],
  ["M", "mute this console for 60 s"],
  ["O", "hold the order"],
  ["L", "lock"],
  ["Esc", "back one level; never acts"],
];

function close(): void {
  helpOpen.value = false;
  requestAnimationFrame(focusQueue);
}

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (helpOpen.value) dialog.current?.showModal();
  }, [helpOpen.value]);
  if (!helpOpen.value) return null;
  const s = settings.value;
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={close}>
      <h1 id="help-title">Keys and settings</h1>
      <dl class="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <div class="ticks">
        <label>
          <input type="checkbox" checked={s.letters} onChange={e => set({ letters: e.currentTarget.checked })} />
          Single letters act
        </label>
      </div>
      <label class="field">
        Colours
        <select value={s.theme} onChange={e => set({ theme: e.currentTarget.value as "" | "light" | "dark" })}>
          <option value="">As the computer</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </label>
      <label class="field">
        Loudness of this console
        <input
          type="range"
          min="0.1"
          max="1"
          step="0.1"
          value={s.volume}
          onInput={e => set({ volume: Number(e.currentTarget.value) })}
        />
      </label>
      <div class="buttons">
        <button class="main" onClick={() => dialog.current?.close()}>
          Close
        </button>
        <button onClick={() => void signOut()}>Sign out</button>
      </div>
    </dialog>
  );
}

export function CommandBar() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (commandBarOpen.value) field.current?.focus();
  }, [commandBarOpen.value]);
  if (!commandBarOpen.value) return null;
  const done = () => {
    commandBarOpen.value = false;
    requestAnimationFrame(focusQueue);
  };
  return (
    <form
      class="command-bar"
      onSubmit={event => {
        event.preventDefault();
        if (runWords(field.current?.value ?? "")) commandBarOpen.value = false;
      }}
      onKeyDown={event => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        done();
      }}
    >
      <label for="command">Command</label>
      <input
        id="command"
        ref={field}
        autocomplete="off"
        placeholder="find carter · send r12 · esc ambulance · responders"
      />
    </form>
  );
}
