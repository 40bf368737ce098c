// The pages nobody needs in the first second, as one chunk: later.tsx fetches it once the queue is live.
export { Audit } from "./audit.tsx";
export { Handover } from "./handover.tsx";
export { Hubs, People, PersonPage } from "./people.tsx";
export { Reports } from "./reports.tsx";
export { Review } from "./review.tsx";
