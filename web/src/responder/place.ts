// Where the phone is, only while there is a job.

interface Battery {
  level: number;
}

const EVERY_MS = 10000;

let watching: number | undefined;
let lastSent = 0;
let battery: Battery | undefined;

export function startPositions(send: (fix: Record<string, unknown>) => void): void {
  if (watching !== undefined || !("geolocation" in navigator)) return;
  void (navigator as { getBattery?: () => Promise<Battery> }).getBattery?.().then(b => (battery = b));
  watching = navigator.geolocation.watchPosition(
    fix => {
      if (performance.now() - lastSent < EVERY_MS && lastSent) return;
      lastSent = performance.now();
      const { latitude, longitude, accuracy, speed } = fix.coords;
      send({
        lat: latitude,
        lon: longitude,
        accuracy_m: Math.round(accuracy),
        at: new Date(fix.timestamp).toISOString(),
        ...(speed === null ? {} : { speed_mps: Math.max(0, speed) }),
        ...(battery ? { battery_pct: Math.round(battery.level * 100) } : {}),
      });
    },
    () => undefined,
    { enableHighAccuracy: true, maximumAge: 5000 },
  );
}

export function stopPositions(): void {
  if (watching !== undefined) navigator.geolocation.clearWatch(watching);
  watching = undefined;
  lastSent = 0;
}
