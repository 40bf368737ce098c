// Where in the console we are: the part of the address after #, so that any page can be linked to and reloaded.
import { signal } from "@preact/signals";

export interface Route {
  page: string;
  id: string;
}

function read(): Route {
  const [page = "", id = ""] = location.hash.replace(/^#\/?/, "").split("/");
  return { page: page || "live", id: decodeURIComponent(id) };
}

export const route = signal<Route>(read());
addEventListener("hashchange", () => (route.value = read()));

export const linkTo = (page: string, id = "") => `#/${page}${id ? `/${encodeURIComponent(id)}` : ""}`;

export function go(page: string, id = ""): void {
  location.hash = linkTo(page, id);
  // At once, not at the event: the next key is for the new page.
  route.value = read();
}
