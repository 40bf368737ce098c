// The rows of the live stream and the records behind them: the types that docs/openapi.json gives, under short names.
// api_types.ts is made from the document at every build, so a change there that this page does not follow fails it.
import type { components } from "./api_types.ts";

type Schemas = components["schemas"];

export type IncidentRow = Schemas["IncidentRow"];
export type ResponderRow = Schemas["ResponderRow"];
export type AlertRow = Schemas["AlertRow"];
export type PartnerRow = Schemas["PartnerRow"];
export type BaseRow = Schemas["BaseRow"];
export type SystemRow = Schemas["SystemRow"];
export type WallboardRow = Schemas["Wallboard"];
export type Person = Schemas["Person"];
export type PersonFound = Schemas["PersonFound"];
export type PersonRecord = Schemas["PersonForm"];
export type Candidate = Schemas["Candidate"];
export type Rung = Schemas["Step"];
export type IncidentDetail = Schemas["IncidentShown"];
export type Caller = NonNullable<IncidentDetail["caller"]>;
export type StoryLine = IncidentDetail["story"][number];
export type Session = Schemas["Session"];
export type Hub = Schemas["HubItem"];
export type Look = Schemas["AuditItem"];
export type MapData = Schemas["MapData"];
export type Handover = Schemas["Handover"];
export type Review = Schemas["Review"];
export type ReviewPerson = Schemas["ReviewPerson"];
export type Done = Schemas["Done"];
export type ReportItem = Schemas["ReportItem"];
export type ReportFiles = Schemas["ReportFiles"];
export interface Place {
  lat: number;
  lon: number;
}
