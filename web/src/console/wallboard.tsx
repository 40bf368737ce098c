// The wall: five numbers that can be read across a room, no name, and proof that they are live.
import { useEffect } from "preact/hooks";
import { plural, span } from "../shared/format.ts";
import { Canary, WallClock } from "./clocks.tsx";
import { liveWords } from "./stale.tsx";
import { link } from "./live.ts";
import { bases, incidents, now, responders, wallboard } from "./store.ts";
import { countOpen, fromRow, type Five } from "./wall_numbers.ts";
import { linkTo } from "./route.ts";
import { acts, session } from "./session.ts";

// A wallboard account is told the five numbers; a console counts its own rows.
function five(): Five {
  const row = wallboard.value.get("wallboard");
  return row
    ? fromRow(row, now.value)
    : countOpen(incidents.value.values(), responders.value.values(), bases.value.values(), now.value);
}

function Tile({ value, words, grave }: { value: string; words: string; grave?: boolean }) {
  return (
    <div class="tile" data-grave={grave || undefined}>
      <dd>{value}</dd>
      <dt>
        {grave ? "■ " : ""}
        {words}
      </dt>
    </div>
  );
}

export function Wallboard() {
  useEffect(() => {
    document.title = "Turnout wallboard";
  }, []);
  const f = five();
  const pct = f.answered_in_60s_pct;
  return (
    <main class="wall">
      <header>
        <h1>Alarms</h1>
        <span class="live" data-state={link.value.state}>
          {liveWords()}
        </span>
        <Canary />
        <WallClock />
        {acts(session.value?.role) && <a href={linkTo("live")}>Back to the queue</a>}
      </header>
      <dl class="tiles">
        <Tile
          value={String(f.waiting)}
          words={f.waiting ? `waiting, oldest ${span(f.oldest_ms)}` : "waiting"}
          grave={f.waiting > 0}
        />
        <Tile
          value={pct === undefined ? "–" : `${pct.toFixed(1)}\u00a0%`}
          words={"answered in 60 s, target 97.5\u00a0%"}
          grave={pct !== undefined && pct < 97.5}
        />
        <Tile value={String(f.open)} words="open" />
        <Tile value={String(f.on_the_way)} words="with help on the way" />
        <Tile
          value={String(f.free)}
          words={f.short ? `free; ${plural(f.short, "station")} below minimum` : "responders free"}
          grave={f.short > 0}
        />
      </dl>
    </main>
  );
}
