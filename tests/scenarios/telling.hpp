// What happened in a step, in lines a person reads in the morning: decisions first, then the messages that
// left.
#pragma once

#include <turnout/engine/ports.hpp>

#include <map>
#include <string>
#include <vector>

namespace turnout::scenarios {

/// Short names for ids made from the journal, I1, O1, Q1, A1, in the order in which they are first told.
class Names {
public:
  /// The text with every long id in it made short.
  [[nodiscard]] std::string shorten(const std::string& text);
  /// The long id behind a short one; a name that is not one stays itself.
  [[nodiscard]] std::string lengthen(const std::string& name) const;

private:
  std::map<std::string, std::string> short_;
  std::map<std::string, std::string> long_;
  std::map<char, int> count_;
};

struct Show {
  bool timers = false;
  bool selection = false;
  bool messages = false; ///< offers, alerts and requests as messages too
  bool feedback = true;
};

class Telling {
public:
  Telling(WallTime start, Show show) : start_(start), show_(show) {}

  [[nodiscard]] std::vector<std::string> decision(const Decision& decision) const;
  [[nodiscard]] std::vector<std::string> message(const Effect& effect) const;
  [[nodiscard]] std::string clock(WallTime at) const;

private:
  WallTime start_;
  Show show_;
};

} // namespace turnout::scenarios
