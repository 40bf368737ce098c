#include "support/broker.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace turnout::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto start_patience = 20s;
constexpr auto look_again = 5ms;

std::string slurp(const fs::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string fill_in(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [place, value] : values) {
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size())) {
      text.replace(at, place.size(), value);
    }
  }
  return text;
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool answers(std::uint16_t port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  const bool yes = connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(fd);
  return yes;
}

pid_t run(const std::vector<std::string>& words, const fs::path& log) {
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (const auto& word : words)
    argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  // Debian keeps the broker in /usr/sbin, which is not on everybody's path.
  const char* path = std::getenv("PATH");
  const std::string path_line =
      "PATH=" + std::string(path != nullptr ? path : "/usr/bin:/bin") + ":/usr/sbin";
  std::array<char*, 2> environment = {const_cast<char*>(path_line.c_str()), nullptr};
  const std::string log_file = log.string();

  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child > 0) return child;
  prctl(PR_SET_PDEATHSIG, SIGKILL); // nothing is left behind when the test dies
  const int out = open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(out, STDOUT_FILENO);
  dup2(out, STDERR_FILENO);
  environ = environment.data();
  execvp(argv[0], argv.data());
  _exit(127);
}

} // namespace

std::uint16_t free_port() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  const bool bound = bind(fd, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                     getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  close(fd);
  if (!bound) throw std::runtime_error("no free port on 127.0.0.1");
  return ntohs(address.sin_port);
}

std::string Broker::password_of(std::string_view user) {
  return "pw-" + std::string(user);
}

std::string Broker::url() const {
  return "tcp://127.0.0.1:" + std::to_string(port_);
}

std::string Broker::log() const {
  return slurp(dir_ / "mosquitto.log");
}

std::string Broker::memory() const {
  return slurp(dir_ / "mosquitto.db");
}

void Broker::forget() {
  fs::remove(dir_ / "mosquitto.db");
}

Broker::Broker(const BrokerOptions& options) {
  std::string name = (fs::temp_directory_path() / "turnout-broker-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
  dir_ = name;
  // Somebody may take a free port before Mosquitto does.
  constexpr int tries = 5;
  for (int i = 0; i < tries; ++i) {
    port_ = free_port();
    write_files(options);
    if (launch()) return;
  }
  const std::string log_text = log();
  fs::remove_all(dir_);
  throw std::runtime_error("mosquitto does not start:\n" + log_text);
}

Broker::~Broker() {
  end(SIGKILL);
  std::error_code ignored;
  fs::remove_all(dir_, ignored);
}

void Broker::write_files(const BrokerOptions& options) {
  const fs::path shipped = fs::path(TURNOUT_SOURCE_DIR) / "config" / "mosquitto";
  const passwd* me = getpwuid(geteuid());
  std::ofstream(config_file()) << fill_in(slurp(shipped / "turnout.conf"),
                                          {{"@PORT@", std::to_string(port_)},
                                           {"@DIR@", dir_.string()},
                                           {"@USER@", me != nullptr ? me->pw_name : "mosquitto"}})
                               << options.more_config << '\n';
  std::ofstream acl(dir_ / "acl");
  acl << slurp(shipped / "acl");
  if (options.sim_speaks_for_all) acl << slurp(shipped / "acl.demo");

  std::vector<std::string> accounts = {"turnoutd", "wallboard", "sim"};
  accounts.insert(accounts.end(), options.accounts.begin(), options.accounts.end());
  {
    std::ofstream passwords(dir_ / "passwd");
    for (const auto& account : accounts)
      passwords << account << ':' << password_of(account) << '\n';
  }
  const pid_t hashing = run({"mosquitto_passwd", "-U", (dir_ / "passwd").string()}, dir_ / "mosquitto.log");
  int status = 0;
  waitpid(hashing, &status, 0);
  if (status != 0) throw std::runtime_error("mosquitto_passwd failed:\n" + log());
}

bool Broker::exited() {
  if (pid_ > 0 && waitpid(pid_, nullptr, WNOHANG) == 0) return false;
  pid_ = -1;
  return true;
}

bool Broker::launch() {
  pid_ = run({"mosquitto", "-c", config_file().string()}, dir_ / "mosquitto.log");
  const auto until = std::chrono::steady_clock::now() + start_patience;
  while (std::chrono::steady_clock::now() < until) {
    if (exited()) return false;
    if (answers(port_)) return !exited(); // it could have been another's port
    std::this_thread::sleep_for(look_again);
  }
  return false;
}

void Broker::start() {
  if (pid_ > 0) return;
  if (!launch()) throw std::runtime_error("mosquitto does not start again:\n" + log());
}

void Broker::end(int signal) {
  if (pid_ <= 0) return;
  ::kill(pid_, signal);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void Broker::stop() {
  end(SIGTERM);
}

void Broker::kill() {
  end(SIGKILL);
}

} // namespace turnout::test
