// Pages that come after the queue. They are fetched as soon as the stream is live, so that they are there when they are
// asked for, even if the server is not.
import { computed, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { link } from "./live.ts";

type Pages = typeof import("./desk_pages.ts");

const pages = signal<Pages | undefined>(undefined);
const failed = signal(false);

// The link's age changes ten times a second; only this may redraw anything.
export const streamLives = computed(() => link.value.state === "live");

export function fetchPages(): void {
  if (pages.peek()) return;
  failed.value = false;
  import("./desk_pages.ts").then(
    all => (pages.value = all),
    () => (failed.value = true),
  );
}

export function Later({ name }: { name: keyof Pages }) {
  useEffect(fetchPages, []);
  const Page = pages.value?.[name];
  if (Page) return <Page />;
  return (
    <main class="page narrow">
      {failed.value ? (
        <>
          <h1>This page could not be fetched</h1>
          <p>The queue goes on. Try again once the first line says that the page is live.</p>
          <button onClick={fetchPages}>Try again</button>
        </>
      ) : (
        <p>Opening…</p>
      )}
    </main>
  );
}
