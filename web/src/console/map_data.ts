// What the daemon knows of the county: outlines, rivers, places, stations. Asked for once.
import { get } from "../shared/api.ts";
import type { MapData } from "../shared/rows.ts";

let asked: Promise<MapData> | undefined;
export const mapData = () =>
  (asked ??= get<MapData>("/map").catch(why => ((asked = undefined), Promise.reject(why as Error))));
