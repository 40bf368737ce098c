// The responder's app: one thing at a time. An offer covers everything; then the job; else how the phone is.
import { useEffect, useState } from "preact/hooks";
import { soundReady, unlockSound } from "../shared/tones.ts";
import { JobView } from "./job_view.tsx";
import { OfferView, WaitingView } from "./offer_view.tsx";
import { account, dismiss, duty, held, link, outbox, refused, setDuty, signIn, signOut, tick, wake } from "./phone.ts";
import { mayRest, stayAwake } from "./ring.ts";
import { OutboxView } from "./outbox_view.tsx";
import { age } from "../shared/format.ts";

function SignIn() {
  return (
    <main class="sheet">
      <h1>Turnout</h1>
      <p>For responders. Sign in once on this phone.</p>
      {refused.value && (
        <div class="error-summary" role="alert">
          <p>{refused.value}</p>
        </div>
      )}
      <form
        class="stack"
        onSubmit={event => {
          event.preventDefault();
          void unlockSound();
          const form = new FormData(event.currentTarget);
          void signIn(String(form.get("user")).trim(), String(form.get("password")));
        }}
      >
        <label class="field">
          Responder id
          <input name="user" autocomplete="username" autocapitalize="none" spellcheck={false} required />
        </label>
        <label class="field">
          Password
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        <button class="main big">Sign in</button>
      </form>
    </main>
  );
}

const states = [
  { state: "available", words: "Available", mark: "●" },
  { state: "unavailable", words: "Unavailable", mark: "◐" },
  { state: "off_duty", words: "Off duty", mark: "○" },
] as const;

function Ready() {
  const [asked, ask] = useState(false);
  return (
    <main class="sheet">
      <h1>{account.value?.user}</h1>
      <div role="radiogroup" aria-label="Duty" class="stack">
        {states.map(s => (
          <button
            key={s.state}
            role="radio"
            aria-checked={duty.value === s.state}
            class="big state"
            onClick={() => void setDuty(s.state)}
          >
            <span aria-hidden="true">{duty.value === s.state ? "◉" : "○"}</span> {s.words}
          </button>
        ))}
      </div>
      <p>
        {duty.value === "available" ? (
          <b>You can be asked. Leave this page open: a closed page cannot ring.</b>
        ) : (
          <>You are not asked while you are {duty.value === "off_duty" ? "off duty" : "unavailable"}.</>
        )}
      </p>
      <p class="quiet">Your place is sent only while you are on a job.</p>
      {asked ? (
        <div class="stack">
          <p>
            <b>Sign out and wipe this phone?</b> You go off duty.
          </p>
          <button class="grave big" onClick={() => void signOut()}>
            Sign out and wipe
          </button>
          <button class="big" onClick={() => ask(false)}>
            Stay
          </button>
        </div>
      ) : (
        <button class="plain" onClick={() => ask(true)}>
          Sign out
        </button>
      )}
    </main>
  );
}

function LinkBar() {
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw(n => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const { state, since } = link.value;
  const lost = Date.now() - since;
  const waiting = outbox.value.length;
  const late = state !== "up" && lost > 3000;
  return (
    <header class="link" data-state={state === "up" ? "up" : lost > 10000 ? "down" : "late"}>
      <b role="status">{state === "up" ? "● Linked to control" : late ? "■ NO LINK to control" : "◐ Connecting"}</b>
      <span aria-live="off">
        {state !== "up" && late ? `for ${age(lost)}. You cannot be asked.` : ""}{" "}
        {waiting ? `${waiting} not sent yet` : ""}
      </span>
    </header>
  );
}

function SoundBar() {
  if (soundReady.value) return null;
  return (
    <button class="sound-off big" onClick={() => void unlockSound()}>
      ✕ This phone cannot ring yet. Press here.
    </button>
  );
}

function Notices() {
  const notice = held.value.notice;
  return (
    <>
      {notice && (
        <div class="notice" role="alert">
          <p>{notice}</p>
          <button class="big" onClick={dismiss}>
            OK
          </button>
        </div>
      )}
      {refused.value && (
        <div class="notice" role="alert">
          <p>Control could not use a message: {refused.value}</p>
          <button class="big" onClick={() => (refused.value = "")}>
            OK
          </button>
        </div>
      )}
    </>
  );
}

function Now() {
  const { offers, waiting, job } = held.value;
  const offer = offers[0];
  if (offer) return <OfferView key={offer.id} offer={offer} more={offers.length - 1} />;
  if (job) return <JobView job={job} />;
  if (waiting) return <WaitingView waiting={waiting} />;
  return <Ready />;
}

export function App() {
  useEffect(() => {
    void wake();
    const timer = setInterval(tick, 1000);
    const touched = () => {
      void unlockSound();
      if (held.peek().job || duty.peek() === "available") void stayAwake();
      else mayRest();
    };
    addEventListener("pointerdown", touched);
    addEventListener("keydown", touched);
    return () => {
      clearInterval(timer);
      removeEventListener("pointerdown", touched);
      removeEventListener("keydown", touched);
    };
  }, []);
  if (account.value === undefined) return <main class="sheet">Opening…</main>;
  if (account.value === null) return <SignIn />;
  return (
    <div class="phone">
      <LinkBar />
      <SoundBar />
      <Notices />
      <Now />
      <OutboxView />
    </div>
  );
}
