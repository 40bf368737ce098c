#include "secrets.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <fstream>

namespace turnout::daemon {

namespace {

std::string first_line(std::ifstream& file) {
  std::string line;
  std::getline(file, line);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
    line.pop_back();
  return line;
}

std::string random_hex() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string hex(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return hex;
}

} // namespace

Result<std::string> read_or_make_token(const std::string& file) {
  if (std::ifstream known(file); known) {
    auto token = first_line(known);
    if (token.size() >= 32) return token;
    return Error{file + ": holds no token of at least 32 characters: delete the file, and a new one is made"};
  }
  const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made < 0)
    return Error{file + ": cannot be made: let the daemon write in its folder, or set console.token_file"};
  const std::string token = random_hex();
  const std::string line = token + "\n";
  const bool written = ::write(made, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  ::close(made);
  if (!written) return Error{file + ": cannot be written: free space on the disk"};
  return token;
}

Result<std::string> read_password(const std::string& file) {
  if (file.empty()) return std::string();
  std::ifstream known(file);
  if (!known)
    return Error{file + ": cannot be read: it should hold the broker's password, readable by the daemon"};
  return first_line(known);
}

} // namespace turnout::daemon
