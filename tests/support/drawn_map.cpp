#include "drawn_map.hpp"

#include <protozero/pbf_writer.hpp>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace turnout::testing {

namespace {

using Writer = protozero::pbf_writer;

std::string deflated(const std::string& bytes) {
  std::string out(::compressBound(static_cast<uLong>(bytes.size())), '\0');
  auto length = static_cast<uLongf>(out.size());
  if (::compress(reinterpret_cast<Bytef*>(out.data()), &length, reinterpret_cast<const Bytef*>(bytes.data()),
                 static_cast<uLong>(bytes.size())) != Z_OK)
    std::abort();
  out.resize(length);
  return out;
}

std::string framed(const DrawnMap& map, const std::string& type, const std::string& content) {
  std::string blob;
  Writer writer(blob);
  if (map.compressed_by != 0) {
    writer.add_bytes(static_cast<protozero::pbf_tag_type>(map.compressed_by), content);
  } else if (map.zlib) {
    writer.add_int32(2, static_cast<std::int32_t>(content.size()));
    writer.add_bytes(3, deflated(content));
  } else {
    writer.add_bytes(1, content);
  }
  std::string header;
  Writer head(header);
  head.add_string(1, type);
  head.add_int32(3, static_cast<std::int32_t>(blob.size()));
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8)
    out += static_cast<char>(header.size() >> static_cast<unsigned>(shift) & 0xffU);
  return out + header + blob;
}

std::string header_block(const DrawnMap& map) {
  std::string block;
  Writer writer(block);
  writer.add_string(4, "OsmSchema-V0.6");
  writer.add_string(4, "DenseNodes");
  if (!map.needs_feature.empty()) writer.add_string(4, map.needs_feature);
  return block;
}

void write_nodes(Writer& group, const DrawnMap& map) {
  if (map.dense) {
    std::vector<std::int64_t> ids, lats, lons;
    std::int64_t id = 0, lat = 0, lon = 0;
    for (const auto& [number, place] : map.nodes) {
      ids.push_back(number - id);
      lats.push_back(place.lat_e7 - lat);
      lons.push_back(place.lon_e7 - lon);
      id = number;
      lat = place.lat_e7;
      lon = place.lon_e7;
    }
    Writer dense(group, 2);
    dense.add_packed_sint64(1, ids.begin(), ids.end());
    dense.add_packed_sint64(8, lats.begin(), lats.end());
    dense.add_packed_sint64(9, lons.begin(), lons.end());
    return;
  }
  for (const auto& [number, place] : map.nodes) {
    Writer node(group, 1);
    node.add_sint64(1, number);
    node.add_sint64(8, place.lat_e7);
    node.add_sint64(9, place.lon_e7);
  }
}

std::string data_block(const DrawnMap& map) {
  std::vector<std::string> words = {""};
  const auto number_of = [&words](const std::string& word) {
    const auto found = std::find(words.begin(), words.end(), word);
    const auto index = static_cast<std::uint32_t>(found - words.begin());
    if (found == words.end()) words.push_back(word);
    return index;
  };
  std::string nodes, ways;
  {
    Writer group(nodes);
    write_nodes(group, map);
  }
  Writer group(ways);
  std::int64_t id = 0;
  for (const DrawnWay& drawn : map.ways) {
    std::vector<std::uint32_t> keys, values;
    for (const auto& [key, value] : drawn.tags) {
      keys.push_back(number_of(key));
      values.push_back(number_of(value));
    }
    std::vector<std::int64_t> steps;
    for (std::int64_t before = 0; const std::int64_t node : drawn.nodes) {
      steps.push_back(node - before);
      before = node;
    }
    Writer way(group, 3);
    way.add_int64(1, ++id);
    way.add_packed_uint32(2, keys.begin(), keys.end());
    way.add_packed_uint32(3, values.begin(), values.end());
    way.add_packed_sint64(8, steps.begin(), steps.end());
  }
  std::string block;
  Writer writer(block);
  {
    Writer table(writer, 1);
    for (const auto& word : words)
      table.add_bytes(1, word);
  }
  writer.add_message(2, nodes);
  writer.add_message(2, ways);
  return block;
}

} // namespace

DrawnWay& DrawnMap::road(std::vector<std::int64_t> over, const std::string& highway) {
  return ways.emplace_back(DrawnWay{std::move(over), {{"highway", highway}}});
}

std::string DrawnMap::bytes() const {
  return framed(*this, "OSMHeader", header_block(*this)) + framed(*this, "OSMData", data_block(*this));
}

void DrawnMap::write(const std::string& file) const {
  std::ofstream out(file, std::ios::binary);
  out << bytes();
  if (!out.flush()) std::abort();
}

} // namespace turnout::testing
