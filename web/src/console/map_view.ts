// The map itself (OpenLayers), a chunk of its own that is fetched after the queue is live. Works without any tile:
// outlines, rivers, places and stations come from the daemon; a tile address of the site is laid under them.
import Feature from "ol/Feature.js";
import OlMap from "ol/Map.js";
import View from "ol/View.js";
import MultiLineString from "ol/geom/MultiLineString.js";
import Point from "ol/geom/Point.js";
import TileLayer from "ol/layer/Tile.js";
import VectorLayer from "ol/layer/Vector.js";
import { fromLonLat } from "ol/proj.js";
import VectorSource from "ol/source/Vector.js";
import XYZ from "ol/source/XYZ.js";
import CircleStyle from "ol/style/Circle.js";
import Fill from "ol/style/Fill.js";
import RegularShape from "ol/style/RegularShape.js";
import Stroke from "ol/style/Stroke.js";
import Style from "ol/style/Style.js";
import Text from "ol/style/Text.js";
import { age } from "../shared/format.ts";
import type { MapData, Place, ResponderRow } from "../shared/rows.ts";

export interface Scene {
  incident: string;
  home?: Place;
  path: Place[];
  owner: string;
  responders: ResponderRow[];
  now: number;
}

export interface MapView {
  show(scene: Scene): void;
  end(): void;
}

const OLD_MS = 120000;
const ZOOM_FOR_PLACES = 10.5;

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

const at = (p: Place) => new Point(fromLonLat([p.lon, p.lat]));

function label(text: string, offset: number, bold = false): Text {
  return new Text({
    text,
    offsetY: offset,
    font: `${bold ? "700" : "400"} 12px system-ui, Arial, sans-serif`,
    fill: new Fill({ color: colour("--text") }),
    stroke: new Stroke({ color: colour("--card"), width: 3 }),
  });
}

type Line = number[][];
interface Shape {
  type: string;
  coordinates?: unknown;
  geometry?: Shape;
  features?: Shape[];
}

// Lines of a GeoJSON document: an outline is drawn by its rings. Anything else in it draws nothing.
function lines(shape: Shape | undefined): Line[] {
  switch (shape?.type) {
    case "FeatureCollection":
      return (shape.features ?? []).flatMap(lines);
    case "Feature":
      return lines(shape.geometry);
    case "LineString":
      return [shape.coordinates as Line];
    case "Polygon":
    case "MultiLineString":
      return shape.coordinates as Line[];
    case "MultiPolygon":
      return (shape.coordinates as Line[][]).flat();
    default:
      return [];
  }
}

const drawn = (json: object | undefined): Feature[] =>
  lines(json as Shape | undefined).map(
    line => new Feature(new MultiLineString([line.map(point => fromLonLat(point))])),
  );

function ground(data: MapData, view: View): VectorLayer[] {
  const outlines = new VectorLayer({
    source: new VectorSource({ features: drawn(data.outlines) }),
    style: () =>
      new Style({
        stroke: new Stroke({ color: colour("--line-strong"), width: 1.5 }),
        fill: new Fill({ color: colour("--card-2") }),
      }),
  });
  const rivers = new VectorLayer({
    source: new VectorSource({ features: drawn(data.rivers) }),
    style: () => new Style({ stroke: new Stroke({ color: colour("--p3"), width: 2 }) }),
  });
  const places = new VectorLayer({
    declutter: true,
    source: new VectorSource({
      features: (data.places ?? []).map(p => new Feature({ geometry: at(p), name: p.name })),
    }),
    style: feature =>
      new Style({
        image: new CircleStyle({ radius: 2, fill: new Fill({ color: colour("--line-strong") }) }),
        text: (view.getZoom() ?? 0) >= ZOOM_FOR_PLACES ? label(String(feature.get("name")), 10) : undefined,
      }),
  });
  const stations = new VectorLayer({
    declutter: true,
    source: new VectorSource({
      features: (data.bases ?? []).flatMap(p =>
        p.lat === undefined || p.lon === undefined
          ? []
          : [new Feature({ geometry: at({ lat: p.lat, lon: p.lon }), name: p.name })],
      ),
    }),
    style: feature =>
      new Style({
        image: new RegularShape({
          points: 4,
          radius: 6,
          angle: Math.PI / 4,
          stroke: new Stroke({ color: colour("--text-2"), width: 2 }),
        }),
        text: (view.getZoom() ?? 0) >= ZOOM_FOR_PLACES ? label(String(feature.get("name")), -12) : undefined,
      }),
  });
  return [outlines, rivers, places, stations];
}

// A marker is a shape, a name and an age; an old place is drawn hollow and says so. Over a whole county the names would
// hide the places: there only whoever goes is named.
function responderFeature(r: ResponderRow, scene: Scene, near: boolean): Feature {
  const feature = new Feature(at(r.position!));
  const old = r.position?.at ? scene.now - Date.parse(r.position.at) : Number.NaN;
  const mine = r.id === scene.owner;
  const fresh = Number.isFinite(old) && old <= OLD_MS;
  feature.setStyle(
    new Style({
      image: new RegularShape({
        points: 3,
        // A label may give way to another; a person never does.
        declutterMode: "none",
        radius: mine ? 11 : 8,
        fill: new Fill({ color: fresh ? colour("--go") : colour("--card") }),
        stroke: new Stroke({ color: fresh ? colour("--on-go") : colour("--go"), width: 2 }),
      }),
      text: near || mine ? label(`${r.name ?? r.id}${fresh ? "" : `, ${age(old)} ago`}`, 18, mine) : undefined,
      zIndex: mine ? 2 : 1,
    }),
  );
  return feature;
}

function features(scene: Scene, near: boolean): Feature[] {
  const found = scene.responders.map(r => responderFeature(r, scene, near));
  if (scene.path.length > 1) {
    const path = new Feature(new MultiLineString([scene.path.map(p => fromLonLat([p.lon, p.lat]))]));
    path.setStyle(new Style({ stroke: new Stroke({ color: colour("--go"), width: 3, lineDash: [6, 4] }) }));
    found.push(path);
  }
  if (scene.home) {
    const home = new Feature(at(scene.home));
    home.setStyle(
      new Style({
        image: new RegularShape({
          points: 4,
          declutterMode: "none",
          radius: 12,
          angle: Math.PI / 4,
          fill: new Fill({ color: colour("--p1") }),
          stroke: new Stroke({ color: colour("--card"), width: 2 }),
        }),
        text: label("Here", -18, true),
        zIndex: 3,
      }),
    );
    found.push(home);
  }
  return found;
}

export function mapIn(element: HTMLElement, data: MapData): MapView {
  const view = new View({ center: fromLonLat([-2.2, 51.85]), zoom: 9, maxZoom: 18 });
  const moving = new VectorSource();
  const layers = ground(data, view);
  const everything = layers[0]!.getSource()?.getExtent();
  const tiles = data.tile_url ? [new TileLayer({ source: new XYZ({ url: data.tile_url }) })] : [];
  // Under a site's own tiles the outlines' ground would hide the streets.
  if (tiles.length) layers.shift();
  const map = new OlMap({
    target: element,
    layers: [...tiles, ...layers, new VectorLayer({ source: moving, declutter: true })],
    view,
    controls: [],
  });
  if (everything && Number.isFinite(everything[0])) view.fit(everything, { padding: [10, 10, 10, 10] });
  // The list beside it has every fact; the map is no stop for the keyboard.
  for (const inner of element.querySelectorAll<HTMLElement>("[tabindex]")) inner.tabIndex = -1;
  let fitted = "";
  return {
    show(scene) {
      moving.clear();
      moving.addFeatures(features(scene, (view.getZoom() ?? 0) >= ZOOM_FOR_PLACES));
      layers.forEach(layer => layer.changed());
      const key = `${scene.incident} ${scene.owner} ${Boolean(scene.home)}`;
      const extent = moving.getExtent();
      if (key !== fitted && scene.incident && scene.home && extent && Number.isFinite(extent[0])) {
        fitted = key;
        view.fit(extent, { padding: [40, 40, 40, 40], maxZoom: 14 });
      }
    },
    end() {
      map.setTarget(undefined);
      map.dispose();
    },
  };
}
