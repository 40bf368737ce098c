// What stands around the incidents, as JSON: hubs, the last handover, who looked at whom, the map. Pure but
// for the store they are given; called on the reading thread.
#pragma once

#include "http.hpp"
#include "turnout/store/read_store.hpp"

#include <filesystem>

namespace turnout::console {

/// `with_names`: the caller may see whose a hub is.
[[nodiscard]] Answer hub_list(store::ReadStore& store, const std::map<std::string, std::string>& query,
                              bool with_names);
[[nodiscard]] Answer last_handover(store::ReadStore& store);
[[nodiscard]] Answer audit_list(store::ReadStore& store, const std::map<std::string, std::string>& query);

/// The drawn map from its file and the plan's rivers, without bases; read once.
[[nodiscard]] Result<boost::json::object> map_data(const std::filesystem::path& file,
                                                   const TravelSettings& travel, const std::string& tile_url);

} // namespace turnout::console
