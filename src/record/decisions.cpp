#include "codec.hpp"

namespace turnout::record {

template void append(std::string&, const Decision&);
template bool read(const boost::json::value&, Decision&, Fault&);

} // namespace turnout::record

TURNOUT_RECORD_TYPE(turnout::Decision)
TURNOUT_RECORD_TYPE(std::vector<turnout::Decision>)
TURNOUT_RECORD_TYPE(turnout::Record)
TURNOUT_RECORD_TYPE(turnout::Candidate)
TURNOUT_RECORD_TYPE(std::vector<turnout::Candidate>)
