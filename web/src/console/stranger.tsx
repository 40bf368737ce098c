// Somebody who is not in the register: where they are in words, how they are rung back, and a place on the map to send
// to. A name has no place here: what is said goes to whoever is sent.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { mapData } from "./map_data.ts";
import type { MapData } from "../shared/rows.ts";

export interface Stranger {
  place: string;
  callback: string;
  near: string;
  position?: { lat: number; lon: number };
}

export const nobodyYet: Stranger = { place: "", callback: "", near: "" };

// What the request says of them.
export const saidOf = (s: Stranger) => ({
  place: s.place.trim(),
  ...(s.callback.trim() ? { callback: s.callback.trim() } : {}),
  ...(s.position ? { position: s.position } : {}),
});

export function StrangerFields({ value, onChange }: { value: Stranger; onChange: (s: Stranger) => void }) {
  const [places, setPlaces] = useState<MapData["places"]>([]);
  const first = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  useEffect(() => {
    mapData()
      .then(map => setPlaces([...map.places].sort((a, b) => a.name.localeCompare(b.name))))
      .catch(() => undefined);
  }, []);
  const near = (name: string) => {
    const found = places.find(p => p.name === name);
    onChange({ ...value, near: name, position: found && { lat: found.lat, lon: found.lon } });
  };
  return (
    <fieldset class="stranger">
      <legend>Somebody who is not in the register</legend>
      <label class="field">
        Where they are
        <span class="hint">Address, landmark, how to find them. No name.</span>
        <textarea
          rows={2}
          maxLength={300}
          ref={first}
          value={value.place}
          onInput={e => onChange({ ...value, place: e.currentTarget.value })}
        />
      </label>
      <label class="field">
        Number to ring them back
        <input
          type="tel"
          maxLength={30}
          autocomplete="off"
          value={value.callback}
          onInput={e => onChange({ ...value, callback: e.currentTarget.value })}
        />
      </label>
      <label class="field">
        Nearest town or village
        <select value={value.near} onChange={e => near(e.currentTarget.value)}>
          <option value="">Not known: nobody can be sent yet</option>
          {places.map(p => (
            <option key={p.name}>{p.name}</option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}
