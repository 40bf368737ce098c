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
  // Up to here every view was whole at the last beat.
  private whole: number | undefined;
  // After taking up an old state only a beat shows that the server goes on from it.
  private proven = true;

  constructor(private readonly sink: Sink) {}

  restart(): void {
    this.held.clear();
    this.seq = 0;
    this.whole = undefined;
    this.proven = true;
  }

  // After a new connection: from where deltas are enough, or nothing where all must be told anew. Rows are whole, so
  // being told again what came after the last beat changes nothing.
  resume(views: readonly string[]): { epoch: string; seq: number } | undefined {
    const seq = this.whole;
    if (seq === undefined || !views.every(view => this.held.has(view))) {
      this.restart();
      return undefined;
    }
    for (const view of this.held.keys()) this.held.set(view, seq);
    this.seq = seq;
    this.proven = false;
    return { epoch: this.epoch, seq };
  }

  // True once every one of these views is whole, and known to be so since the socket opened.
  complete(views: readonly string[]): boolean {
    return this.proven && views.every(view => this.held.has(view));
  }

  take(frame: Frame): Verdict {
    switch (frame.t) {
      case "hello":
        // Numbers of another life of the daemon mean nothing in this one.
        if (this.epoch !== frame.epoch) this.restart();
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
        this.whole = frame.seq;
        this.proven = true;
        return "applied";
      case "resync":
        return "start_again";
      default:
        return "ignored";
    }
  }
}
