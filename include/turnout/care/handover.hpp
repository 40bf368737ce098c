// The handover sheet of one incident: who, what happened, when, what was done, and what is on file, for the
// crew or the ward that takes over. As a page that prints on at most two sides of A4, and as a FHIR R4
// document. Pure, any thread, no failure: what is not held says so. It names a person: for whoever may see
// them, and after the look is in the journal.
#pragma once

#include "turnout/domain/registry.hpp"
#include "turnout/story/story.hpp"

namespace turnout::care {

struct Contact {
  std::string name; ///< or their id
  std::string phone;
  std::string relation; ///< family, carer …
};

struct HandoverFacts {
  const Incident& incident;
  const std::vector<Record>& records; ///< of the incident
  const ZoneTable& zone;
  story::StoryNames names; ///< responders and texts
  std::optional<Person> person;
  std::optional<PersonDetails> details;
  std::vector<Contact> contacts;
  std::string caller_place; ///< of somebody not in the register
  std::string caller_phone;
  WallTime printed_at;
  OperatorId printed_by;
};

/// One thing that happened or was done.
struct Happening {
  WallTime at;
  std::string text;
};

/// What the sheet says, in order, cut to what two pages hold: where something is left out of `done` it says
/// how much.
struct Sheet {
  std::string title;
  std::string incident;
  std::vector<std::pair<std::string, std::string>> who;
  std::string wishes; ///< emergency care plan and wishes, shown first
  std::vector<std::pair<std::string, std::string>> what;
  std::vector<Happening> done;
  std::size_t left_out = 0;
  std::vector<std::pair<std::string, std::string>> on_file;
  std::vector<Contact> contacts;
  std::string printed;
};

[[nodiscard]] Sheet sheet(const HandoverFacts& facts);

/// A whole page, its style inside, no script.
[[nodiscard]] std::string sheet_html(const Sheet& sheet, const ZoneTable& zone);

/// A Bundle of type document: Composition, Patient, Encounter, Observations, Procedures, Communications.
[[nodiscard]] std::string sheet_fhir(const HandoverFacts& facts);

} // namespace turnout::care
