#include "pbf.hpp"

#include <protozero/pbf_reader.hpp>
#include <zlib.h>

#include <array>
#include <fstream>
#include <iterator>
#include <string_view>

namespace turnout::roads {

namespace {

// The format's own limits, from its description in the OpenStreetMap wiki.
constexpr std::uint32_t blob_header_max = 64 * 1024;
constexpr std::int32_t blob_max = 32 * 1024 * 1024;

using Reader = protozero::pbf_reader;

// A field is known by its number and its kind together: a damaged file has numbers of the wrong kind.
constexpr std::uint32_t number(protozero::pbf_tag_type tag) {
  return protozero::tag_and_type(tag, protozero::pbf_wire_type::varint);
}
constexpr std::uint32_t bytes(protozero::pbf_tag_type tag) {
  return protozero::tag_and_type(tag, protozero::pbf_wire_type::length_delimited);
}

std::string read_bytes(std::ifstream& in, std::size_t count) {
  std::string content(count, '\0');
  in.read(content.data(), static_cast<std::streamsize>(count));
  if (static_cast<std::size_t>(in.gcount()) != count) throw BadMap("ends in the middle; fetch it again");
  return content;
}

std::string inflated(protozero::data_view packed, std::int32_t size) {
  std::string out(static_cast<std::size_t>(size), '\0');
  auto length = static_cast<uLongf>(out.size());
  const int code =
      ::uncompress(reinterpret_cast<Bytef*>(out.data()), &length,
                   reinterpret_cast<const Bytef*>(packed.data()), static_cast<uLong>(packed.size()));
  if (code != Z_OK || length != out.size()) throw BadMap("is damaged; fetch it again");
  return out;
}

std::string blob_of(const std::string& packed_blob) {
  enum : std::uint32_t { raw = bytes(1), raw_size = number(2), zlib_data = bytes(3) };
  Reader blob(packed_blob);
  std::int32_t size = 0;
  protozero::data_view packed;
  while (blob.next()) {
    switch (blob.tag_and_type()) {
    case raw:
      return blob.get_string();
    case raw_size:
      size = blob.get_int32();
      break;
    case zlib_data:
      packed = blob.get_view();
      break;
    default:
      blob.skip();
    }
  }
  if (packed.empty())
    throw BadMap("is compressed in a way that is not read here; rewrite it: osmium cat IN -o OUT.osm.pbf");
  if (size <= 0 || size > blob_max) throw BadMap("is damaged; fetch it again");
  return inflated(packed, size);
}

void check_header(const std::string& block) {
  constexpr protozero::pbf_tag_type required_features = 4;
  Reader header(block);
  while (header.next(required_features, protozero::pbf_wire_type::length_delimited)) {
    const std::string feature = header.get_string();
    if (feature == "OsmSchema-V0.6" || feature == "DenseNodes") continue;
    throw BadMap("needs " + feature + ", which is not read here; take a plain extract");
  }
}

/// One block of a file, and the scale its numbers are written in.
class Block {
public:
  Block(const std::string& block, const TakeWay& take_way, const TakeNode& take_node)
      : bytes_(block), take_way_(take_way), take_node_(take_node) {}

  void read() {
    enum : std::uint32_t {
      strings = bytes(1),
      group = bytes(2),
      granularity = number(17),
      lat_base = number(19),
      lon_base = number(20)
    };
    std::vector<protozero::data_view> groups;
    Reader block(bytes_);
    while (block.next()) {
      switch (block.tag_and_type()) {
      case strings:
        read_strings(block.get_message());
        break;
      case group:
        groups.push_back(block.get_view());
        break;
      case granularity:
        granularity_ = block.get_int32();
        break;
      case lat_base:
        lat_base_ = block.get_int64();
        break;
      case lon_base:
        lon_base_ = block.get_int64();
        break;
      default:
        block.skip();
      }
    }
    for (const auto view : groups)
      read_group(Reader(view));
  }

private:
  void read_strings(Reader table) {
    while (table.next(1, protozero::pbf_wire_type::length_delimited)) {
      const auto view = table.get_view();
      strings_.emplace_back(view.data(), view.size());
    }
  }

  void read_group(Reader group) {
    enum : std::uint32_t { node = bytes(1), dense = bytes(2), way = bytes(3) };
    while (group.next()) {
      if (group.tag_and_type() == way && take_way_) {
        read_way(group.get_message());
      } else if (group.tag_and_type() == dense && take_node_) {
        read_dense(group.get_message());
      } else if (group.tag_and_type() == node && take_node_) {
        read_node(group.get_message());
      } else {
        group.skip();
      }
    }
  }

  void read_way(Reader way) {
    enum : std::uint32_t { keys = bytes(2), values = bytes(3), refs = bytes(8) };
    protozero::iterator_range<Reader::const_uint32_iterator> key_range, value_range;
    nodes_.clear();
    while (way.next()) {
      if (way.tag_and_type() == keys) {
        key_range = way.get_packed_uint32();
      } else if (way.tag_and_type() == values) {
        value_range = way.get_packed_uint32();
      } else if (way.tag_and_type() == refs) {
        std::int64_t id = 0;
        for (const auto step : way.get_packed_sint64())
          nodes_.push_back(id = sum(id, step));
      } else {
        way.skip();
      }
    }
    RoadTags tags;
    for (; !key_range.empty() && !value_range.empty(); key_range.drop_front(), value_range.drop_front())
      tags.take(word(key_range.front()), word(value_range.front()));
    take_way_(tags, nodes_);
  }

  void read_node(Reader node) {
    enum : std::uint32_t { id_tag = number(1), lat_tag = number(8), lon_tag = number(9) };
    std::int64_t id = 0, lat = 0, lon = 0;
    while (node.next()) {
      if (node.tag_and_type() == id_tag) {
        id = node.get_sint64();
      } else if (node.tag_and_type() == lat_tag) {
        lat = node.get_sint64();
      } else if (node.tag_and_type() == lon_tag) {
        lon = node.get_sint64();
      } else {
        node.skip();
      }
    }
    give(id, lat, lon);
  }

  void read_dense(Reader dense) {
    enum : std::uint32_t { ids_tag = bytes(1), lats_tag = bytes(8), lons_tag = bytes(9) };
    protozero::iterator_range<Reader::const_sint64_iterator> ids, lats, lons;
    while (dense.next()) {
      if (dense.tag_and_type() == ids_tag) {
        ids = dense.get_packed_sint64();
      } else if (dense.tag_and_type() == lats_tag) {
        lats = dense.get_packed_sint64();
      } else if (dense.tag_and_type() == lons_tag) {
        lons = dense.get_packed_sint64();
      } else {
        dense.skip();
      }
    }
    std::int64_t id = 0, lat = 0, lon = 0;
    for (; !ids.empty() && !lats.empty() && !lons.empty();
         ids.drop_front(), lats.drop_front(), lons.drop_front()) {
      id = sum(id, ids.front());
      lat = sum(lat, lats.front());
      lon = sum(lon, lons.front());
      give(id, lat, lon);
    }
  }

  void give(std::int64_t id, std::int64_t lat, std::int64_t lon) {
    const auto lat_e7 = e7(lat_base_, lat);
    const auto lon_e7 = e7(lon_base_, lon);
    constexpr std::int64_t pole_e7 = 900'000'000;
    if (lat_e7 < -pole_e7 || lat_e7 > pole_e7 || lon_e7 < -2 * pole_e7 || lon_e7 > 2 * pole_e7) return;
    take_node_(id, {static_cast<std::int32_t>(lat_e7), static_cast<std::int32_t>(lon_e7)});
  }

  /// From the file's steps of a billionth of a degree. Numbers in a damaged file may be anything.
  [[nodiscard]] std::int64_t e7(std::int64_t base, std::int64_t steps) const {
    std::int64_t scaled = 0;
    if (__builtin_mul_overflow(steps, granularity_, &scaled)) throw BadMap("is damaged; fetch it again");
    const std::int64_t nano = sum(base, scaled);
    constexpr std::int64_t nano_per_unit = 100;
    constexpr std::int64_t beyond = 400'000'000'000; // no place on the Earth
    if (nano < -beyond || nano > beyond) return beyond;
    return (nano - (nano < 0 ? 49 : -50)) / nano_per_unit;
  }

  [[nodiscard]] static std::int64_t sum(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    if (__builtin_add_overflow(a, b, &result)) throw BadMap("is damaged; fetch it again");
    return result;
  }

  [[nodiscard]] std::string_view word(std::uint32_t index) const {
    if (index >= strings_.size()) throw BadMap("is damaged; fetch it again");
    return strings_[index];
  }

  const std::string& bytes_;
  const TakeWay& take_way_;
  const TakeNode& take_node_;
  std::vector<std::string_view> strings_;
  std::vector<std::int64_t> nodes_;
  std::int64_t granularity_ = 100;
  std::int64_t lat_base_ = 0;
  std::int64_t lon_base_ = 0;
};

struct BlobHeader {
  std::string type;
  std::int32_t size = 0;
};

BlobHeader header_of(const std::string& packed) {
  enum : std::uint32_t { type = bytes(1), data_size = number(3) };
  BlobHeader header;
  Reader reader(packed);
  while (reader.next()) {
    if (reader.tag_and_type() == type) {
      header.type = reader.get_string();
    } else if (reader.tag_and_type() == data_size) {
      header.size = reader.get_int32();
    } else {
      reader.skip();
    }
  }
  return header;
}

} // namespace

void read_pbf(const std::string& file, const TakeWay& take_way, const TakeNode& take_node) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw BadMap("cannot be read; correct the path, or its permissions");
  bool first = true;
  for (std::array<char, 4> length{}; in.read(length.data(), length.size()); first = false) {
    std::uint32_t size = 0;
    for (const char byte : length)
      size = size << 8U | static_cast<unsigned char>(byte);
    if (size > blob_header_max) throw BadMap("is no .osm.pbf; take an extract in that format");
    const BlobHeader header = header_of(read_bytes(in, size));
    if (header.size < 0 || header.size > blob_max) throw BadMap("is damaged; fetch it again");
    if (first && header.type != "OSMHeader") throw BadMap("is no .osm.pbf; take an extract in that format");
    const std::string packed = read_bytes(in, static_cast<std::size_t>(header.size));
    if (header.type == "OSMHeader") check_header(blob_of(packed));
    if (header.type != "OSMData") continue;
    const std::string block = blob_of(packed);
    Block(block, take_way, take_node).read();
  }
  if (first) throw BadMap("is empty; fetch it again");
  if (in.gcount() != 0) throw BadMap("ends in the middle; fetch it again");
}

} // namespace turnout::roads
