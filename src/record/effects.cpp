#include "codec.hpp"

namespace turnout::record {

template void append(std::string&, const Effect&);
template bool read(const boost::json::value&, Effect&, Fault&);

} // namespace turnout::record

TURNOUT_RECORD_TYPE(turnout::Effect)
