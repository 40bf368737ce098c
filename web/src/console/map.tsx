// The map beside an incident. Always an extra: the list under it says the same, and the queue never waits for it.
import { useEffect, useRef, useState } from "preact/hooks";
import { distance, minutes } from "../shared/format.ts";
import { chosenRow } from "./desk.ts";
import { detail } from "./detail.ts";
import { settings } from "./desk.ts";
import { PositionAge, stateOf } from "./responders.tsx";
import { now, responders } from "./store.ts";
import { mapData } from "./map_data.ts";
import type { MapView } from "./map_view.ts";

function nearby() {
  const row = chosenRow.value;
  const whole = detail.value;
  const names = new Set([
    ...(row?.owners ?? []).map(o => o.responder_id),
    ...(whole?.candidates ?? []).filter(c => c.eligible).map(c => c.responder_id),
  ]);
  return { row, whole, names };
}

export function SideMap() {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<MapView | undefined>(undefined);
  const [state, setState] = useState<"loading" | "shown" | "none">("loading");
  const [source, setSource] = useState("");

  useEffect(() => {
    let gone = false;
    Promise.all([import("./map_view.ts"), mapData()])
      .then(([module, data]) => {
        if (gone || !place.current) return;
        view.current = module.mapIn(place.current, data);
        setSource(data.source ?? "");
        setState("shown");
      })
      .catch(() => setState("none"));
    return () => {
      gone = true;
      view.current?.end();
      view.current = undefined;
    };
  }, []);

  const { row, whole, names } = nearby();
  const all = responders.value;
  const theme = settings.value.theme;
  useEffect(() => {
    if (state !== "shown") return;
    view.current?.show({
      incident: row?.id ?? "",
      home: whole?.position,
      path: whole?.path ?? [],
      owner: row?.owners[0]?.responder_id ?? "",
      responders: [...all.values()].filter(r => r.position && (!names.size || names.has(r.id))),
      now: now.peek(),
    });
  }, [state, row?.id, row?.ver, whole, all, theme]);

  const listed = [...all.values()].filter(r => names.has(r.id));
  return (
    <section class="side" aria-label="Map and responders" tabIndex={0}>
      <div class="map" ref={place} aria-hidden="true" data-state={state}>
        {state === "none" && <p>No map here. The list below has the same facts.</p>}
      </div>
      {source && <p class="quiet source">{source}</p>}
      {row && listed.length > 0 && (
        <>
          <h3>Near {row.locality ?? "here"}</h3>
          <ul class="near">
            {listed.slice(0, 12).map(r => {
              const c = whole?.candidates?.find(x => x.responder_id === r.id);
              return (
                <li key={r.id}>
                  <b>{r.name ?? r.id}</b> {stateOf(r)}
                  {c?.eta_s ? ` · ${minutes(c.eta_s)}` : ""}
                  {c?.distance_m !== undefined && ` · ${distance(c.distance_m)}`} · <PositionAge row={r} />
                </li>
              );
            })}
          </ul>
        </>
      )}
    </section>
  );
}
