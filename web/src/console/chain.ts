// The frames of the live stream, without the socket: which may be applied, and when all must be asked for anew.
// A delta names the state it extends. If that is not what is held, nothing it says can be trusted.

export interface Row {
  id: string;
}

export interface Frame {
  t: string;
  view?: string;
  epoch?: string;
  from?: number;
  seq?: number;
  now?: string;
  rows?: Row[];
  gone?: string[];
  reason?: string;
  you?: { user: string; role: string };
  node?: string;
  version?: string;
}

export interface Sink {
  replace(view: string, rows: Row[]): void;
  change(view: string, rows: Row[], gone: string[]): void;
}

export type Verdict = "applied" | "ignored" | "start_again";

export class Chain {
  epoch = "";
  seq = 0;
  private held = new Map<string, number>();

  constructor(private readonly sink: Sink) {}

  restart(): void {
    this.held.clear();
    this.seq = 0;
  }

  // True once every one of these views has been seen whole since the socket opened.
  complete(views: readonly string[]): boolean {
    return views.every(view => this.held.has(view));
  }

  take(frame: Frame): Verdict {
    switch (frame.t) {
      case "hello":
        this.epoch = frame.epoch ?? "";
        return "applied";
      case "snap":
        if (!frame.view) return "ignored";
        this.held.set(frame.view, frame.seq ?? 0);
        this.seq = Math.max(this.seq, frame.seq ?? 0);
        this.sink.replace(frame.view, frame.rows ?? []);
        return "applied";
      case "d":
        if (!frame.view) return "ignored";
        if (this.held.get(frame.view) !== frame.from) return "start_again";
        this.held.set(frame.view, frame.seq ?? 0);
        this.seq = Math.max(this.seq, frame.seq ?? 0);
        this.sink.change(frame.view, frame.rows ?? [], frame.gone ?? []);
        return "applied";
      case "beat":
        this.seq = Math.max(this.seq, frame.seq ?? 0);
        return "applied";
      case "resync":
        return "start_again";
      default:
        return "ignored";
    }
  }
}
