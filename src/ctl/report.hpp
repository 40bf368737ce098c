// What turnoutctl report and replay --report share: the same options, the same files. One thread. Fails with
// Stop.
#pragma once

#include "context.hpp"
#include "turnout/custody/source.hpp"

namespace turnout::ctl {

struct ReportAsked {
  std::string period, from, to, area, out;
  std::string audience = "commissioner";
};

/// Adds them to the command, and gives them back so that they can be made to need another.
std::vector<CLI::Option*> add_report_options(CLI::App& command, ReportAsked& asked);

/// Writes the files and says their names.
void write_report(Context& context, custody::Source& source, const ReportAsked& asked);

} // namespace turnout::ctl
