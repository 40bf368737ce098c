// The table of turnout.toml: sections and their keys, once. Constants, any thread.
#pragma once

#include "fields.hpp"
#include "turnout/config/settings.hpp"

namespace turnout::config {

struct Section {
  std::string_view name;
  std::string_view text;
  std::vector<Field<BrokerAddress>> broker; ///< of Settings::broker
  std::vector<Field<Settings>> own;
};

[[nodiscard]] const std::vector<Section>& setting_sections();

[[nodiscard]] std::vector<FieldRow> rows_of(const Section& section);

} // namespace turnout::config
