#include "files.hpp"

#include <sodium.h>

#include <array>
#include <iterator>
#include <vector>

namespace turnout::custody {

Result<std::string> read_whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in.is_open() || in.bad()) return not_readable(path);
  return text;
}

Status write_whole(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) return ok_status();
  return Error{path + ": cannot be written; look at its folder, its owner and the room on the disk"};
}

Result<FileLine> describe_file(const std::string& folder, const std::string& name) {
  constexpr std::size_t piece_bytes = std::size_t{1} << 20;
  const std::string path = folder + '/' + name;
  std::ifstream in(path, std::ios::binary);
  if (!in.is_open()) return not_readable(path);
  FileLine line{.name = name, .bytes = 0, .sha256 = {}};
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::vector<char> piece(piece_bytes);
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
    const auto got = static_cast<std::uint64_t>(in.gcount());
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()), got);
    line.bytes += got;
  }
  if (in.bad()) return not_readable(path);
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(&state, hash.data());
  line.sha256.assign(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(line.sha256.data(), line.sha256.size(), hash.data(), hash.size());
  line.sha256.pop_back();
  return line;
}

} // namespace turnout::custody
