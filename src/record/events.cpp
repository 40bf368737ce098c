#include "codec.hpp"

namespace turnout::record {

template void append(std::string&, const Event&);
template bool read(const boost::json::value&, Event&, Fault&);

} // namespace turnout::record

TURNOUT_RECORD_TYPE(turnout::Event)
