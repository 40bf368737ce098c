#include "pass_over.hpp"

namespace turnout::dispatch {

std::string why(PassOver code, const Roster& who) {
  switch (code) {
  case PassOver::none:
    return {};
  case PassOver::not_theirs:
    return "is another person's own responder";
  case PassOver::kind:
    return "is not the kind this plan sends";
  case PassOver::personal_care:
    return "firefighters give no personal care";
  case PassOver::duty_unsaid:
    return "has not said to be available";
  case PassOver::duty:
    return "is not available";
  case PassOver::link:
    return "phone is out of reach";
  case PassOver::on_job:
    return "is on another job";
  case PassOver::other_offer:
    return "is being asked for another job";
  case PassOver::area:
    return "does not cover this area";
  case PassOver::shift:
    return "is off shift";
  case PassOver::skills:
    return "lacks a skill the plan asks for";
  case PassOver::resting:
    return "is resting after a job";
  case PassOver::asked:
    return "has already been asked";
  case PassOver::been:
    return "has already been on this incident";
  case PassOver::crew:
    return "would leave " + (who.base != nullptr ? who.base->name : std::string("the base")) +
           " below its crew of " + std::to_string(who.base != nullptr ? who.base->minimum_crew : 0);
  case PassOver::place:
    return "no place is known to start from";
  }
  return {};
}

} // namespace turnout::dispatch
