// The server's time as this page knows it. The computer's own wall clock is never asked: it may be wrong, and be set
// while the page is open. Every time heard is paired with performance.now(), which only goes forward.

interface Sample {
  server: number;
  local: number;
}

const KEPT = 20;
const BASELINE_MS = 2500;

export class ServerClock {
  private samples: Sample[] = [];
  private rate = 1;
  private latest = 0;

  // A server that has started again may count anew.
  reset(): void {
    this.samples = [];
    this.rate = 1;
    this.latest = 0;
  }

  get known(): boolean {
    return this.samples.length > 0;
  }

  heard(server: string | number, local: number = performance.now()): void {
    const at = typeof server === "number" ? server : Date.parse(server);
    if (!Number.isFinite(at)) return;
    this.samples.push({ server: at, local });
    if (this.samples.length > KEPT) this.samples.shift();
    const first = this.samples[0]!;
    // A demonstration's clock runs a whole number of times faster than life; anything else is jitter.
    if (local - first.local >= BASELINE_MS)
      this.rate = Math.max(1, Math.round((at - first.server) / (local - first.local)));
  }

  // Milliseconds since 1970 by the server. A frame is only ever late, so the earliest-looking one is nearest the truth.
  now(local: number = performance.now()): number {
    if (!this.samples.length) return Number.NaN;
    const offset = Math.max(...this.samples.map(s => s.server - this.rate * s.local));
    const steady = offset + this.rate * local;
    // A small correction must not make a clock on the screen count back.
    if (steady < this.latest && this.latest - steady < 2000 * this.rate) return this.latest;
    this.latest = steady;
    return steady;
  }
}
