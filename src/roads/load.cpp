#include "compile.hpp"
#include "compiled.hpp"

#include <exception>

namespace turnout::roads {

Result<LoadedRoads> load_roads(const RoadFiles& files) {
  const auto key = key_of(files.map);
  if (!key) return Error{key.error()};
  LoadedRoads loaded;
  try {
    if (!files.compiled.empty()) {
      if (auto known = read_compiled(files.compiled, key.value())) {
        loaded.map = std::make_shared<const RoadMap>(std::move(*known));
        loaded.from_compiled = true;
        return loaded;
      }
    }
    RoadPieces roads = compile_pbf(files.map);
    if (!files.compiled.empty() && files.may_compile_to) {
      if (const auto written = write_compiled(files.compiled, key.value(), roads); !written)
        loaded.trouble = written.error();
    }
    loaded.map = std::make_shared<const RoadMap>(std::move(roads));
    return loaded;
  } catch (const std::runtime_error& wrong) {
    return Error{files.map + ": " + wrong.what()};
  } catch (const std::exception&) {
    return Error{files.map + ": is damaged; fetch it again"};
  }
}

} // namespace turnout::roads
