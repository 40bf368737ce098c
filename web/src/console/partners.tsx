// Partner services: who has been asked, who is silent, and which number to ring.
import { plural } from "../shared/format.ts";
import { serviceName, whoIs } from "../shared/words.ts";
import { commandsOnService } from "./partner_requests.ts";
import { linkTo } from "./route.ts";
import { incidents, partners } from "./store.ts";

export function Partners() {
  const rows = [...partners.value.values()].sort(
    (a, b) => Number(b.silent) - Number(a.silent) || a.id.localeCompare(b.id),
  );
  return (
    <main class="page">
      <h1>Partner services</h1>
      <p class="quiet">
        A silence is never taken for consent: after the time a service has to acknowledge, somebody rings.
      </p>
      {!rows.length && <p>No partner service is configured.</p>}
      <ul class="cards">
        {rows.map(p => (
          <li key={p.id} class={p.silent ? "card silent" : "card"}>
            <h2>
              {serviceName(p.service)}
              <span class="quiet"> {p.id !== p.service ? p.id : ""}</span>
            </h2>
            <p>
              {p.silent ? (
                <b class="grave-words">■ SILENT: ring now</b>
              ) : p.open_requests ? (
                <b>● {plural(p.open_requests, "open request")}</b>
              ) : (
                "○ nothing asked"
              )}
            </p>
            {p.phone && (
              <p>
                <a href={`tel:${p.phone}`}>{p.phone}</a>
              </p>
            )}
            <ul>
              {commandsOnService(incidents.value.values(), p.service).map(r => (
                <li key={r.row.id}>
                  <a href={linkTo("live", r.row.id)}>{whoIs(r.row)}</a> {r.row.locality ?? ""} ·{" "}
                  {r.state.replaceAll("_", " ")}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </main>
  );
}
