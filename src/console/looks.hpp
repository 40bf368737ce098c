// Nobody sees a person's record before it is in the journal who looks, and why. On the I/O thread.
#pragma once

#include "desk.hpp"
#include "people.hpp"

#include <map>

namespace turnout::console {

struct Look {
  RecordPart what = RecordPart::person;
  Why why;
  std::vector<PersonId> people;
};

class Looks {
public:
  explicit Looks(Desk& desk) : desk_(desk) {}

  /// `then` once it is committed; else `reply` is told why not.
  void look(const Caller& caller, Look look, std::function<void()> then, Reply reply);

  /// An open page is read again at every change: one look in a while is enough for the same eyes.
  void look_on(const Caller& caller, Look look, std::function<void()> then, Reply reply);

private:
  Desk& desk_;
  std::map<std::pair<std::string, IncidentId>, std::chrono::steady_clock::time_point> looking_on_;
};

} // namespace turnout::console
