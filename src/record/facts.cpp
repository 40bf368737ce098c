#include "codec.hpp"

TURNOUT_RECORD_TYPE(turnout::Incident)
TURNOUT_RECORD_TYPE(turnout::HubFacts)
TURNOUT_RECORD_TYPE(turnout::ResponderFacts)
TURNOUT_RECORD_TYPE(turnout::PartnerFacts)
TURNOUT_RECORD_TYPE(turnout::SystemFacts)
