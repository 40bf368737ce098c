#include "secrets.hpp"

#include "turnout/accounts/random.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

namespace turnout::daemon {

namespace {

constexpr std::size_t token_bytes = 32;

std::string first_line(std::ifstream& file) {
  std::string line;
  std::getline(file, line);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
    line.pop_back();
  return line;
}

Token refused(const std::string& file, const std::string& doing) {
  return {{},
          TokenTrouble::refused,
          file + ": " + doing + " (" + std::strerror(errno) +
              "): free the disk, let the daemon write in its folder, or set console.token_file"};
}

bool write_whole(int to, const std::string& line) {
  return ::write(to, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(to) == 0;
}

/// Under another name first, so that nobody ever finds half a token.
Token make_token(const std::string& file) {
  const std::string beside = file + ".new";
  const int made = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (made < 0) return refused(file, "cannot be made");
  const std::string token = accounts::random_hex(token_bytes);
  const bool written = write_whole(made, token + "\n");
  const int reason = errno;
  ::close(made);
  if (!written || ::rename(beside.c_str(), file.c_str()) != 0) {
    if (!written) errno = reason;
    auto trouble = refused(file, "cannot be written");
    ::unlink(beside.c_str());
    return trouble;
  }
  const auto slash = file.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : file.substr(0, slash + 1);
  const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory >= 0) {
    ::fsync(directory);
    ::close(directory);
  }
  return {token, {}, {}};
}

} // namespace

Token read_or_make_token(const std::string& file) {
  std::ifstream known(file);
  if (!known) {
    struct stat unseen {};
    if (::stat(file.c_str(), &unseen) == 0 || errno != ENOENT) return refused(file, "cannot be read");
    return make_token(file);
  }
  auto token = first_line(known);
  if (known.bad()) return refused(file, "cannot be read");
  if (token.empty() && known.peek() == std::ifstream::traits_type::eof()) return make_token(file);
  if (token.size() >= 32) return {token, {}, {}};
  return {{},
          TokenTrouble::unusable,
          file + ": holds no token of at least 32 characters: delete the file, and a new one is made"};
}

Result<std::string> read_password(const std::string& file) {
  if (file.empty()) return std::string();
  std::ifstream known(file);
  if (!known)
    return Error{file + ": cannot be read: it should hold the broker's password, readable by the daemon"};
  return first_line(known);
}

std::vector<std::string> open_to_all(const std::vector<std::string>& files) {
  std::vector<std::string> warnings;
  for (const auto& file : files) {
    struct stat found {};
    if (file.empty() || ::stat(file.c_str(), &found) != 0 || (found.st_mode & S_IROTH) == 0) continue;
    warnings.push_back(file + ": everybody on this machine may read it: chmod o= " + file);
  }
  return warnings;
}

} // namespace turnout::daemon
