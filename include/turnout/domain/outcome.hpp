// How an incident ended, and where it leads: the field's own words. Values, any thread, no failure.
#pragma once

#include <boost/describe/enum.hpp>

namespace turnout {

BOOST_DEFINE_ENUM_CLASS(Outcome, no_injury_helped_up, personal_care_given_by_others, conveyed,
                        treated_at_home, no_access, not_found, false_alarm, equipment_fault, refused,
                        deceased, other)
BOOST_DEFINE_ENUM_CLASS(Referral, safe_and_well, equipment, third_sector_shopping, befriending, safeguarding,
                        falls_service, gp, mdt_review, housing)

} // namespace turnout
