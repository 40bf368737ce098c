#include <turnout/record/json.hpp>

#include <catch2/catch.hpp>

#include <set>

using namespace turnout;

namespace {

template <class... T>
std::set<std::string> kinds(std::variant<T...>*) {
  return {std::string(record::kind_of(std::variant<T...>(T{})))...};
}

} // namespace

TEST_CASE("a kind is the name of its type, and no two kinds share one") {
  CHECK(record::kind_of(Event(AlarmReceived{})) == "AlarmReceived");
  CHECK(record::kind_of(Decision(IncidentOpened{})) == "IncidentOpened");
  CHECK(record::kind_of(Effect(AskPosition{})) == "AskPosition");
  CHECK(kinds(static_cast<Event*>(nullptr)).size() == std::variant_size_v<Event>);
  CHECK(kinds(static_cast<Decision*>(nullptr)).size() == std::variant_size_v<Decision>);
  CHECK(kinds(static_cast<Effect*>(nullptr)).size() == std::variant_size_v<Effect>);
}
