#include "compiled.hpp"

#include "turnout/base/sha256.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <type_traits>

namespace turnout::roads {

namespace {

static_assert(std::endian::native == std::endian::little,
              "the compiled copy is written as it lies in memory");
static_assert(std::is_trivially_copyable_v<Piece> && sizeof(Piece) == 7 * sizeof(std::uint32_t));

/// Raise the version whenever pieces come out differently: other speeds, other islands, another layout.
struct Head {
  std::array<char, 8> magic{'t', 'u', 'r', 'n', 'r', 'o', 'a', 'd'};
  std::uint64_t version = 1;
  std::uint64_t map_bytes = 0;
  std::int64_t map_changed_ns = 0;
  std::uint32_t junctions = 0;
  std::uint32_t pieces = 0;
  std::uint32_t points = 0;
  std::uint32_t nothing = 0; ///< so that no byte of it is undefined

  friend bool operator==(const Head&, const Head&) = default;
};

constexpr std::size_t digest_length = 64;

template <class T>
void put(std::string& bytes, const T* values, std::size_t count) {
  bytes.append(reinterpret_cast<const char*>(values), count * sizeof(T));
}

template <class T>
void take(std::string_view& bytes, T* values, std::size_t count) {
  std::memcpy(values, bytes.data(), count * sizeof(T));
  bytes.remove_prefix(count * sizeof(T));
}

std::string last_error() {
  return std::error_code(errno, std::generic_category()).message();
}

Status put_on_disk(const std::string& file, std::string_view bytes) {
  const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (out < 0) return Error{last_error()};
  while (!bytes.empty()) {
    const ssize_t written = ::write(out, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      Error error{last_error()};
      ::close(out);
      return error;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  const bool synced = ::fsync(out) == 0;
  Error error{last_error()};
  ::close(out);
  return synced ? ok_status() : Status(std::move(error));
}

} // namespace

Result<MapKey> key_of(const std::string& map) {
  struct stat found {};
  if (::stat(map.c_str(), &found) != 0)
    return Error{map + ": cannot be read (" + last_error() + "); correct the path, or its permissions"};
  constexpr std::int64_t ns_a_second = 1'000'000'000;
  return MapKey{static_cast<std::uint64_t>(found.st_size),
                std::int64_t{found.st_mtim.tv_sec} * ns_a_second + found.st_mtim.tv_nsec};
}

std::optional<RoadPieces> read_compiled(const std::string& file, const MapKey& key) {
  std::ifstream in(file, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  if (whole.size() < sizeof(Head) + digest_length) return std::nullopt;
  std::string_view bytes(whole.data(), whole.size() - digest_length);
  Head head;
  const Head wanted{.map_bytes = key.bytes, .map_changed_ns = key.changed_ns};
  std::memcpy(&head, bytes.data(), sizeof head);
  RoadPieces roads;
  roads.junctions = head.junctions;
  const std::size_t pieces = head.pieces;
  const std::size_t points = head.points;
  head.junctions = head.pieces = head.points = 0;
  if (head != wanted || bytes.size() != sizeof head + pieces * sizeof(Piece) + points * sizeof(GeoPoint))
    return std::nullopt;
  if (sha256_hex(bytes) != std::string_view(whole).substr(bytes.size())) return std::nullopt;
  bytes.remove_prefix(sizeof head);
  roads.pieces.resize(pieces);
  roads.points.resize(points);
  take(bytes, roads.pieces.data(), pieces);
  take(bytes, roads.points.data(), points);
  return roads;
}

Status write_compiled(const std::string& file, const MapKey& key, const RoadPieces& roads) {
  const Head head{.map_bytes = key.bytes,
                  .map_changed_ns = key.changed_ns,
                  .junctions = roads.junctions,
                  .pieces = static_cast<std::uint32_t>(roads.pieces.size()),
                  .points = static_cast<std::uint32_t>(roads.points.size())};
  std::string bytes;
  put(bytes, &head, 1);
  put(bytes, roads.pieces.data(), roads.pieces.size());
  put(bytes, roads.points.data(), roads.points.size());
  bytes += sha256_hex(bytes);
  const std::string beside = file + ".new";
  if (const auto written = put_on_disk(beside, bytes); !written) {
    ::unlink(beside.c_str());
    return Error{file + ": " + written.error() + "; roads are read from the map at every start"};
  }
  if (::rename(beside.c_str(), file.c_str()) != 0) {
    Error error{file + ": " + last_error() + "; roads are read from the map at every start"};
    ::unlink(beside.c_str());
    return error;
  }
  return ok_status();
}

} // namespace turnout::roads
