// The console's frame: who is signed in decides what is drawn, the address decides which page, the keys do the rest.
import { useEffect } from "preact/hooks";
import { unlockSound } from "../shared/tones.ts";
import { seeFirst } from "./alerts.tsx";
import {
  announce,
  chosenRow,
  commandBarOpen,
  guarded,
  helpOpen,
  holdOrder,
  mutedUntil,
  panel,
  said,
  settings,
} from "./desk.ts";
import { CommandBar, Help } from "./help.tsx";
import { Incident, openAction } from "./incident.tsx";
import { commandOf, isTyping } from "./keys.ts";
import { fetchPages, Later, streamLives } from "./later.tsx";
import { startLive } from "./live.ts";
import { SideMap } from "./map.tsx";
import { NewIncident } from "./new_incident.tsx";
import { watchNews } from "./news.ts";
import { Partners } from "./partners.tsx";
import { focusQueue, Queue } from "./queue.tsx";
import { Responders } from "./responders.tsx";
import { go, route } from "./route.ts";
import { acts, locked, oversees, reads, session, shiftStarted, viewsOf, whoAmI } from "./session.ts";
import { Lock, SignIn, StartShift } from "./sign_in.tsx";
import { audible, sound } from "./sounding.ts";
import { Banners } from "./stale.tsx";
import { PlainBar, TopBar } from "./top_bar.tsx";
import { Wallboard } from "./wallboard.tsx";

const MUTE_MS = 60000;

function goBack(): void {
  if (panel.peek()) panel.value = "";
  else if (route.peek().page === "live") focusQueue();
  else go("live", chosenRow.peek()?.id ?? "");
}

function obey(command: string): void {
  if (["send", "escalate", "park", "stand_down", "join", "close", "note"].includes(command)) {
    if (!chosenRow.peek()) announce("Open an incident first: choose a row and press Enter.");
    else if (!guarded()) openAction(command);
    return;
  }
  if (command.startsWith("go_")) {
    const page = { go_queue: "live", go_map: "live" }[command] ?? command.slice(3);
    if (page === "live") focusQueue();
    else go(page);
    return;
  }
  const acts: Record<string, () => void> = {
    back: goBack,
    new_incident: () => go("new"),
    handover: () => go("handover"),
    mute: () => {
      mutedUntil.value = performance.now() + MUTE_MS;
      announce("This console is silent for 60 s. The others sound on.");
    },
    hold_order: () => (holdOrder.value = !holdOrder.peek()),
    lock: () => (locked.value = true),
    key_safe: () => document.getElementById("key-safe")?.click(),
    seen: seeFirst,
    help: () => (helpOpen.value = true),
    command_bar: () => (commandBarOpen.value = true),
  };
  acts[command]?.();
}

let afterG = false;

function onKey(event: KeyboardEvent): void {
  void unlockSound();
  if (event.defaultPrevented || locked.peek() || helpOpen.peek() || !session.peek()) return;
  const target = event.target as HTMLElement;
  const command = commandOf(
    {
      key: event.key,
      ctrlKey: event.ctrlKey,
      altKey: event.altKey,
      metaKey: event.metaKey,
      typing: isTyping(target),
      inKeysArea: target === document.body || Boolean(target.closest("[data-keys]")),
      lettersOn: settings.peek().letters,
    },
    afterG,
  );
  afterG = command === "g";
  if (!command || afterG) return;
  event.preventDefault();
  obey(command);
}

function Live() {
  return (
    <main class="three">
      <h1 class="only-spoken">Live alarms</h1>
      <Queue />
      <Incident />
      <SideMap />
    </main>
  );
}

function Page() {
  switch (route.value.page) {
    case "incident":
      return (
        <main class="page incident-page">
          <h1 class="only-spoken">Incident</h1>
          <Incident />
        </main>
      );
    case "new":
      return <NewIncident />;
    case "responders":
      return <Responders />;
    case "partners":
      return <Partners />;
    case "people":
      return <Later name="People" key={route.value.id} />;
    case "person":
      return <Later name="PersonPage" key={route.value.id} />;
    case "hubs":
      return <Later name="Hubs" />;
    case "handover":
      return <Later name="Handover" />;
    case "reports":
      return reads(session.value?.role) ? <Later name="Reports" /> : <Live />;
    case "audit":
      return <Later name="Audit" />;
    default:
      return <Live />;
  }
}

function StatusLine() {
  const { text, grave } = said.value;
  return (
    <footer class="status-line">
      <span role="alert">{grave ? text : ""}</span>
      <span role="status">{grave ? "" : text}</span>
      <CommandBar />
    </footer>
  );
}

function Desk() {
  const role = session.value?.role ?? "";
  useEffect(() => watchNews(), []);
  const live = streamLives.value;
  useEffect(() => (live ? fetchPages() : undefined), [live]);
  if (role === "wallboard" || route.value.page === "wallboard") return <Wallboard />;
  if (!acts(role)) {
    const audit = route.value.page === "audit" && oversees(role);
    return (
      <>
        <PlainBar />
        <Later name={role === "care_team" ? "Review" : audit ? "Audit" : "Reports"} />
      </>
    );
  }
  if (!shiftStarted.value) return <StartShift />;
  return (
    <>
      <div class="frame" data-page={route.value.page} inert={locked.value}>
        <TopBar />
        <Page />
        <StatusLine />
        <Help />
      </div>
      <Lock />
    </>
  );
}

export function App() {
  const who = session.value;
  useEffect(() => {
    void whoAmI();
    addEventListener("keydown", onKey);
    addEventListener("pointerdown", unlockSound);
    return () => {
      removeEventListener("keydown", onKey);
      removeEventListener("pointerdown", unlockSound);
    };
  }, []);
  useEffect(() => (who ? startLive(viewsOf(who.role), sound, audible) : undefined), [who?.user, who?.role]);
  // Without a touch for the time the server allows, names are hidden; clocks and sound go on.
  useEffect(() => {
    const idle_s = who?.idle_s;
    if (!idle_s || !acts(who.role)) return;
    let touched = performance.now();
    const touch = () => (touched = performance.now());
    const watch = setInterval(() => performance.now() - touched > idle_s * 1000 && (locked.value = true), 1000);
    addEventListener("keydown", touch);
    addEventListener("pointerdown", touch);
    return () => {
      clearInterval(watch);
      removeEventListener("keydown", touch);
      removeEventListener("pointerdown", touch);
    };
  }, [who]);

  if (who === undefined)
    return (
      <main class="door">
        <h1>Turnout</h1>
        <p>Opening…</p>
      </main>
    );
  return (
    <>
      <Banners />
      {who === null ? <SignIn /> : <Desk />}
    </>
  );
}
