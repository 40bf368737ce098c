#include "codec.hpp"

namespace turnout::record {

template void append(std::string&, const PlanBook&);
template bool read(const boost::json::value&, PlanBook&, Fault&);

} // namespace turnout::record

TURNOUT_RECORD_TYPE(turnout::PlanBook)
