// Requests to /api/v1. Every failure is a Problem whose words can be shown to a person as they are.

export interface FieldError {
  pointer: string;
  message: string;
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
    readonly errors: FieldError[] = [],
    readonly retryAfterS?: number,
  ) {
    super(message);
  }
}

let onSignedOut: () => void = () => undefined;
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

const PATIENCE_MS = 15000;

function wrong(response: Response, body: Record<string, unknown> | null): Problem {
  const words = [body?.["detail"], body?.["title"]].find(w => typeof w === "string" && w) as string | undefined;
  const errors = Array.isArray(body?.["errors"]) ? (body["errors"] as FieldError[]) : [];
  const retry = Number(response.headers.get("Retry-After"));
  const type = typeof body?.["type"] === "string" ? (body["type"] as string) : "";
  return new Problem(
    response.status,
    type,
    words ?? `The server answered ${response.status}.`,
    errors,
    retry || undefined,
  );
}

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const request: RequestInit = {
    method,
    headers: { Accept: "application/json", ...headers },
    credentials: "same-origin",
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE_MS),
  };
  if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers = { ...request.headers, "Content-Type": "application/json" };
  }
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, request);
  } catch {
    throw new Problem(
      0,
      "no-answer",
      "The server did not answer. It may or may not have been done: look before you repeat it.",
    );
  }
  const text = await response.text().catch(() => "");
  let parsed: unknown = null;
  try {
    parsed = text ? JSON.parse(text) : null;
  } catch {
    parsed = null;
  }
  if (response.ok) return parsed;
  const problem = wrong(response, parsed as Record<string, unknown> | null);
  if (response.status === 401 && path !== "/session") onSignedOut();
  throw problem;
}

export const get = <T>(path: string, headers?: Record<string, string>) =>
  ask("GET", path, undefined, headers) as Promise<T>;
export const post = <T>(path: string, body: unknown) => ask("POST", path, body) as Promise<T>;
export const put = <T>(path: string, body: unknown) => ask("PUT", path, body) as Promise<T>;
export const remove = (path: string) => ask("DELETE", path);

export const problemOf = (why: unknown): Problem => (why instanceof Problem ? why : new Problem(0, "", String(why)));

// One id for one act, so that sending it again after a lost answer does not do it twice.
export const newId = () => crypto.randomUUID();
