// The banner that cannot be missed: over every page, whenever what is shown may no longer be true.
import { span } from "../shared/format.ts";
import { acts, session } from "./session.ts";
import { link } from "./live.ts";
import { system } from "./store.ts";

export function liveWords(): string {
  const { state, age_ms } = link.value;
  if (state === "opening") return "Connecting…";
  const ago = `${(age_ms / 1000).toFixed(state === "live" ? 1 : 0)} s`;
  if (state === "live") return `Live, ${ago}`;
  return `${state === "late" ? "▲" : "■"} Last heard ${ago} ago`;
}

function LinkBanner() {
  const { state, age_ms } = link.value;
  if (state === "late")
    return (
      <div class="banner amber" role="status">
        <b>▲ Nothing heard for {Math.floor(age_ms / 1000)} s.</b> What you see may be old.
      </div>
    );
  if (state === "lost")
    return (
      <div class="banner red" role="alert">
        <b>■ NOT LIVE.</b> <span aria-live="off">Nothing heard for {span(age_ms)}.</span> The screen is frozen. Use the
        fallback list and the telephone. Trying to connect again.
      </div>
    );
  return null;
}

// What the daemon says about itself: heard, and not well.
function SystemBanner() {
  const row = [...system.value.values()][0];
  if (!row) return null;
  const ill = [
    row.disk === "refusing" && "The disk refuses: new alarms are not being stored.",
    row.broker === "down" && "The message broker is down: no alarm and no phone can be reached.",
    row.state === "draining" && "The service is stopping.",
  ].filter(Boolean);
  const reasons = row.reasons?.length ? row.reasons.join(" · ") : "";
  if (!ill.length && row.state === "up") return null;
  const grave = ill.length > 0;
  return (
    <div class={grave ? "banner red" : "banner amber"} role="alert">
      <b>
        {grave ? "■" : "▲"} {ill.join(" ") || `The service is ${row.state}.`}
      </b>{" "}
      {reasons}
    </div>
  );
}

export function Banners() {
  if (!session.value || !(acts(session.value.role) || ["wallboard", "administrator"].includes(session.value.role)))
    return null;
  return (
    <div class="banners">
      <LinkBanner />
      <SystemBanner />
    </div>
  );
}
