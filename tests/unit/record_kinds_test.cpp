#include <turnout/record/json.hpp>

#include <catch2/catch.hpp>

#include <set>

using namespace turnout;

namespace {

template <class Whole, class... T>
std::set<std::string> kinds(const std::variant<T...>&) {
  return {std::string(record::kind_of(Whole(T{})))...};
}

} // namespace

TEST_CASE("a kind is the name of its type, and no two kinds share one") {
  CHECK(record::kind_of(Event(AlarmReceived{})) == "AlarmReceived");
  CHECK(record::kind_of(Decision(IncidentOpened{})) == "IncidentOpened");
  CHECK(record::kind_of(Effect(AskPosition{})) == "AskPosition");
  CHECK(kinds<Event>(Event()).size() == std::variant_size_v<Event::Kinds>);
  CHECK(kinds<Decision>(Decision()).size() == std::variant_size_v<Decision::Kinds>);
  CHECK(kinds<Effect>(Effect()).size() == std::variant_size_v<Effect::Kinds>);
}
