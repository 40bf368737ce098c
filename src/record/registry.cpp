#include "codec.hpp"

TURNOUT_RECORD_TYPE(turnout::Person)
TURNOUT_RECORD_TYPE(turnout::PersonDetails)
TURNOUT_RECORD_TYPE(turnout::Responder)
TURNOUT_RECORD_TYPE(turnout::ResponderDetails)
TURNOUT_RECORD_TYPE(turnout::Base)
