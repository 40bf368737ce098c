// The line over everything: is it live, who waits, what sounds, what time it is, who is at the desk.
import { span } from "../shared/format.ts";
import { played, soundReady, unlockSound } from "../shared/tones.ts";
import { Canary, WallClock } from "./clocks.tsx";
import { helpOpen, mutedUntil, settings } from "./desk.ts";
import { laidOut } from "./queue.tsx";
import { liveWords } from "./stale.tsx";
import { link } from "./live.ts";
import { linkTo, route } from "./route.ts";
import { acts, oversees, reads, session, signOut } from "./session.ts";
import { longLie } from "./promises.ts";
import { now, system } from "./store.ts";

const pages: { page: string; words: string; only?: (role: string | undefined) => boolean }[] = [
  { page: "live", words: "Live" },
  { page: "responders", words: "Responders" },
  { page: "partners", words: "Partners" },
  { page: "people", words: "People" },
  { page: "hubs", words: "Not reporting" },
  { page: "handover", words: "Handover" },
  { page: "wallboard", words: "Wallboard", only: role => acts(role) || role === "administrator" },
  { page: "reports", words: "Reports", only: reads },
  { page: "audit", words: "Audit", only: oversees },
];

export function Waiting() {
  const rows = laidOut.value.find(l => l.name === "waiting")?.rows ?? [];
  if (!rows.length) return <span class="count">0 waiting</span>;
  const oldest = now.value - Math.min(...rows.map(longLie));
  return (
    <span class="count grave clock">
      ■ {rows.length} waiting, {span(oldest)}
    </span>
  );
}

function Mine() {
  const user = session.value?.user;
  const mine = laidOut.value.flatMap(l => l.rows).filter(r => r.answered_by === user).length;
  return <span class="count">{mine} mine</span>;
}

export function soundWords(): string {
  if (!soundReady.value) return "Sound off";
  if (mutedUntil.value > performance.now()) return "Muted";
  return settings.value.volume < 0.5 ? "Sound low" : "Sound on";
}

function Sound() {
  void now.value;
  const off = !soundReady.value || mutedUntil.value > performance.now();
  return (
    <button class="sound" data-off={off || undefined} data-tone={played.value?.tone} onClick={() => void unlockSound()}>
      <span aria-hidden="true">{off ? "✕" : "♪"}</span> {soundWords()}
    </button>
  );
}

function Pages() {
  const role = session.value?.role;
  const missing = [...system.value.values()][0]?.people_not_reporting;
  return (
    <nav aria-label="Pages">
      {pages
        .filter(p => (p.only ? p.only(role) : acts(role)))
        .map(p => (
          <a key={p.page} href={linkTo(p.page)} aria-current={route.value.page === p.page ? "page" : undefined}>
            {p.words}
            {p.page === "hubs" && missing ? ` (${missing})` : ""}
          </a>
        ))}
    </nav>
  );
}

// For those at no desk: nothing waits for them and nothing sounds.
export function PlainBar() {
  const who = session.value;
  return (
    <header class="top">
      <div class="facts-line">
        <b class="brand">Turnout</b>
        <span class="who">
          {who?.name ?? who?.user} <span class="quiet">{who?.role}</span>
        </span>
        <button onClick={() => void signOut()}>Sign out</button>
      </div>
      <Pages />
    </header>
  );
}

export function TopBar() {
  const who = session.value;
  const row = [...system.value.values()][0];
  return (
    <header class="top">
      <div class="facts-line">
        <b class="brand">Turnout</b>
        <span class="live" data-state={link.value.state}>
          {liveWords()}
        </span>
        {row && <span class="system">service {row.state}</span>}
        <Canary />
        <Waiting />
        <Mine />
        <Sound />
        <WallClock />
        <span class="who">
          {who?.name ?? who?.user} <span class="quiet">{who?.role}</span>
        </span>
        <button aria-label="Help: keys and settings" onClick={() => (helpOpen.value = true)}>
          ?
        </button>
      </div>
      <Pages />
    </header>
  );
}
