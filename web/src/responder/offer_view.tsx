// An offer: what, where about, how far, and how long it stands. One press accepts; two decline, with a reason.
import { useEffect, useState } from "preact/hooks";
import { distance, hourMinute, minutes, timeOfDay } from "../shared/format.ts";
import { className, priorityOf, readable, shapes, typeName } from "../shared/words.ts";
import type { Held, Offer } from "./job.ts";
import { accept, decline, now, seen } from "./phone.ts";

const reasons = ["Cannot leave now", "Too far away", "At another call", "Not fit to drive", "Other reason"];
const ROUND = 2 * Math.PI * 54;

function Ring({ offer }: { offer: Offer }) {
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw(n => n + 1), 250);
    return () => clearInterval(timer);
  }, []);
  const whole = Date.parse(offer.expires_at) - Date.parse(offer.sent_at);
  const left = Math.max(0, Date.parse(offer.expires_at) - now());
  return (
    <div class="ring" role="timer" aria-label="Seconds left to answer">
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle cx="60" cy="60" r="54" class="ring-ground" />
        <circle
          cx="60"
          cy="60"
          r="54"
          class="ring-left"
          stroke-dasharray={`${(ROUND * Math.min(1, left / whole)).toFixed(1)} ${ROUND.toFixed(1)}`}
        />
      </svg>
      <span class="clock">{Math.ceil(left / 1000)}</span>
    </div>
  );
}

export function OfferView({ offer, more }: { offer: Offer; more: number }) {
  const [declining, setDeclining] = useState(false);
  const priority = priorityOf(offer.class);
  useEffect(() => {
    // Only a page that is on the screen has been seen by somebody.
    if (!document.hidden) void seen(offer);
  }, [offer.id]);
  return (
    <main class="sheet offer" aria-live="assertive">
      <h1>
        <span aria-hidden="true">{shapes[priority]} </span>
        {typeName(offer.type)}
      </h1>
      <p class="large">
        {offer.locality} · <b>{minutes(offer.eta_s)}</b> · {distance(offer.distance_m)}
      </p>
      <p>
        {className(offer.class)}
        {offer.people_needed > 1 && ` · ${offer.people_needed} people needed`}
        {offer.skills.length > 0 && ` · ${offer.skills.map(s => readable(s).toLowerCase()).join(", ")}`}
      </p>
      <Ring offer={offer} />
      <p class="quiet">
        Ends by itself at {timeOfDay(Date.parse(offer.expires_at))}.{more > 0 ? ` ${more} more after this.` : ""}
      </p>
      <div class="at-thumb">
        {declining ? (
          <>
            {reasons.map(r => (
              <button key={r} class="big" onClick={() => void decline(offer, r.toLowerCase())}>
                {r}
              </button>
            ))}
            <button class="big plain" onClick={() => setDeclining(false)}>
              Back
            </button>
          </>
        ) : (
          <>
            <button class="big" onClick={() => setDeclining(true)}>
              Decline
            </button>
            <button class="main huge" onClick={() => void accept(offer)}>
              Accept
            </button>
          </>
        )}
      </div>
    </main>
  );
}

export function WaitingView({ waiting }: { waiting: NonNullable<Held["waiting"]> }) {
  return (
    <main class="sheet">
      <h1>Accepted {hourMinute(waiting.at)}</h1>
      <p role="status">
        {typeName(waiting.offer.type)}, {waiting.offer.locality}. Waiting for control to confirm. Do not set off yet.
      </p>
    </main>
  );
}
