// The registry's files, people.csv, responders.csv and bases.csv, as rows for the store.
// Pure functions, any thread; 100,000 people take about a second. All or nothing: a failure names each bad
// row, column and mend, and never repeats what stands in a personal column.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/domain/registry.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace turnout::config {

/// What rows may refer to. What is not given is not checked.
struct KnownNames {
  std::optional<std::set<BaseId>> bases;
  std::optional<std::set<ResponderId>> responders;
  std::optional<std::set<std::string>> plans; ///< plan_names()
  std::map<HubId, PersonId> hubs;             ///< whose each is
};

using PeopleRows = std::vector<std::pair<Person, PersonDetails>>;
using ResponderRows = std::vector<std::pair<Responder, ResponderDetails>>;

/// `name` stands for the file in problems. Rows count from 1, the header being row 1. A hub that is known as
/// another's is a problem, unless that person has a row of the file as well, with another hub.
[[nodiscard]] Result<PeopleRows> parse_people(std::string_view csv, std::string_view name,
                                              const KnownNames& known = {});
[[nodiscard]] Result<ResponderRows> parse_responders(std::string_view csv, std::string_view name,
                                                     const KnownNames& known = {});
[[nodiscard]] Result<std::vector<Base>> parse_bases(std::string_view csv, std::string_view name);

/// What is wrong with a member of a form, in words that do not repeat a personal one.
struct MemberFault {
  std::string member;
  std::string message;
};

/// A person entered by hand: the row, or every fault.
struct PersonForm {
  std::optional<std::pair<Person, PersonDetails>> row;
  std::vector<MemberFault> faults;
};

/// By the same rules as a row of people.csv: members bear the names of its columns, lists are separated by ;
/// and what is not given is empty. A hub that is another person's is a fault as well.
[[nodiscard]] PersonForm read_person(const std::map<std::string, std::string>& members,
                                     const KnownNames& known);

} // namespace turnout::config
