// Sign in, start the shift, and the lock. Passwords may be pasted and kept by a password manager.
import { useEffect, useRef, useState } from "preact/hooks";
import { problemOf } from "../shared/api.ts";
import { play, soundReady, unlockSound } from "../shared/tones.ts";
import { WallClock } from "./clocks.tsx";
import { settings } from "./desk.ts";
import { Waiting } from "./top_bar.tsx";
import { locked, session, signedOutBecause, signIn, signOut, startShift } from "./session.ts";

export function SignInForm({ user, verb }: { user?: string; verb: string }) {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.focus(), []);
  useEffect(() => {
    if (problem) summary.current?.focus();
  }, [problem]);

  const submit = async (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setProblem("");
    try {
      // The press that signs in is also the gesture after which the browser lets the page sound.
      void unlockSound();
      await signIn(String(form.get("user") ?? user ?? "").trim(), String(form.get("password") ?? ""));
    } catch (why) {
      const p = problemOf(why);
      setProblem(
        p.status === 429 && p.retryAfterS
          ? `${p.message} Try again in ${Math.ceil(p.retryAfterS / 60)} min.`
          : p.message,
      );
    }
    setBusy(false);
  };

  return (
    <form class="sign-in" onSubmit={e => void submit(e)}>
      {problem && (
        <div class="error-summary" role="alert" tabIndex={-1} ref={summary}>
          <h2>There is a problem</h2>
          <p>{problem}</p>
        </div>
      )}
      {user === undefined ? (
        <label class="field">
          User name
          <input name="user" autocomplete="username" autocapitalize="none" spellcheck={false} required ref={first} />
        </label>
      ) : (
        <p>
          <b>{user}</b>
          <input type="hidden" name="user" value={user} autocomplete="username" />
        </p>
      )}
      <label class="field">
        Password
        <input
          name="password"
          type="password"
          autocomplete="current-password"
          required
          ref={user === undefined ? undefined : first}
        />
      </label>
      <button class="main" disabled={busy}>
        {verb}
      </button>
    </form>
  );
}

export function SignIn() {
  return (
    <main class="door">
      <h1>Turnout</h1>
      <p class="quiet">Alarm console. Named accounts only.</p>
      {signedOutBecause.value && <p role="status">{signedOutBecause.value}</p>}
      <SignInForm verb="Sign in" />
    </main>
  );
}

export function StartShift() {
  const [asked, setAsked] = useState(false);
  const test = async () => {
    await unlockSound();
    play("life", settings.peek().volume);
    setAsked(true);
  };
  return (
    <main class="door">
      <h1>Start of shift</h1>
      <p>
        Hello, {session.value?.name ?? session.value?.user}. The console rings when somebody waits. Hear it once before
        you begin.
      </p>
      <button class="main" autofocus onClick={() => void test()}>
        Start shift: test sound
      </button>
      {asked && (
        <div class="heard" role="status">
          <p>
            <b>Did you hear five beeps?</b> {soundReady.value ? "" : "This browser does not allow sound yet."}
          </p>
          <div class="buttons">
            <button class="main" onClick={startShift}>
              Yes, go to the queue
            </button>
            <button onClick={() => void test()}>No, once more</button>
          </div>
        </div>
      )}
      <button class="plain" onClick={startShift}>
        Go on without sound
      </button>
      <p class="quiet">Without sound, nobody at this desk hears an alarm. Others do, if they are here.</p>
    </main>
  );
}

export function Lock() {
  if (!locked.value || !session.value) return null;
  return (
    <div class="lock" role="dialog" aria-modal="true" aria-label="Locked">
      <h1>Locked</h1>
      <p>
        <Waiting /> <WallClock />
      </p>
      <p>Names are hidden. Clocks, counts and sound go on.</p>
      <SignInForm user={session.value.user} verb="Unlock" />
      <button class="plain" onClick={() => void signOut()}>
        Sign in as somebody else
      </button>
    </div>
  );
}
