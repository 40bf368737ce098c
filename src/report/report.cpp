#include "turnout/report/report.hpp"

#include "figures.hpp"
#include "front.hpp"

namespace turnout::report {

Pack exact_pack(const Facts& facts, std::string period) {
  Pack pack{"Telecare alarm response", std::move(period), {}};
  for (const auto section : {promises, answering, responding, responders, escalating, ambulances, outcomes,
                             demand, equity, fire_cover, technical, service, lines, definitions})
    pack.sections.push_back(section(facts));
  pack.front = front_of(facts);
  return pack;
}

} // namespace turnout::report
