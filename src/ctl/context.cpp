#include "context.hpp"

#include <turnout/http/connection.hpp>
#include <turnout/story/story.hpp>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

namespace turnout::ctl {
namespace {

constexpr std::chrono::seconds connected_within{5};
constexpr std::chrono::seconds answer_within{30};
constexpr std::chrono::seconds import_within{300};

struct Address {
  std::string host;
  std::string port;
};

Address address_of(const std::string& url) {
  const std::string scheme = "http://";
  if (url.rfind(scheme, 0) != 0) throw Stop{ExitCode::usage, "--http " + url + ": write http://host:port"};
  std::string rest = url.substr(scheme.size());
  while (!rest.empty() && rest.back() == '/')
    rest.pop_back();
  const auto colon = rest.rfind(':');
  if (rest.empty() || colon == 0) throw Stop{ExitCode::usage, "--http " + url + ": write http://host:port"};
  if (colon == std::string::npos || rest.back() == ']') return {rest, "80"};
  Address place{rest.substr(0, colon), rest.substr(colon + 1)};
  if (place.host.front() == '[') place.host = place.host.substr(1, place.host.size() - 2);
  return place;
}

} // namespace

const config::Settings& Context::settings() {
  if (!settings_) {
    auto read = config::load_settings(config_file);
    if (!read) throw Stop{ExitCode::usage, read.error()};
    settings_ = std::move(read).value();
  }
  return *settings_;
}

std::string Context::address() {
  if (!url.empty()) return url;
  const auto& known = settings();
  std::string host = known.console_address == "0.0.0.0" ? "127.0.0.1" : known.console_address;
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return "http://" + host + ":" + std::to_string(known.console_port);
}

std::string Context::token() {
  if (!url.empty() && token_file.empty()) throw Stop{ExitCode::usage, "--http needs --token-file as well"};
  const std::string path = url.empty() ? settings().console_token_file : token_file;
  std::string text = read_file(path);
  text = text.substr(0, text.find_first_of("\r\n"));
  if (text.empty())
    throw Stop{ExitCode::usage, path + ": the first line is empty; it should hold the console's token"};
  return text;
}

HttpAnswer Context::ask(const std::string& method, const std::string& target, const std::string& body,
                        const std::string& type) {
  using Clock = std::chrono::steady_clock;
  asked_ = address();
  const Address place = address_of(asked_);
  http::Question question{method, target, {{"authorization", "Bearer " + token()}}, body};
  if (method == "POST") question.headers.emplace_back("content-type", type);
  http::Connection turnoutd(place.host, place.host, place.port);
  const auto unreachable = [this](const std::string& why) {
    return Stop{ExitCode::unreachable,
                "no answer from turnoutd at " + asked_ + ": " + why +
                    "; is it running (systemctl status turnoutd), and is this its [console] listen?"};
  };
  if (const auto open = turnoutd.open(Clock::now() + connected_within); !open)
    throw unreachable(open.error());
  const auto within = type == "text/csv" ? import_within : answer_within;
  auto answer = turnoutd.ask(question, Clock::now() + within, std::numeric_limits<std::size_t>::max());
  if (!answer) throw unreachable(answer.error());
  return {answer.value().status, std::move(answer.value().body)};
}

HttpAnswer Context::get(const std::string& target) {
  return ask("GET", target, "", "");
}

HttpAnswer Context::post(const std::string& target, const std::string& body, const std::string& type) {
  return ask("POST", target, body, type);
}

std::string Context::must(const HttpAnswer& answer) const {
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  boost::system::error_code error;
  const auto value = boost::json::parse(answer.body, error);
  const auto* problem = error ? nullptr : value.if_object();
  const auto text = [](const boost::json::object& object, const char* name) {
    const auto* member = object.if_contains(name);
    return member != nullptr && member->is_string() ? story::plain(member->get_string()) : std::string();
  };
  if (problem == nullptr)
    throw Stop{ExitCode::unreachable,
               "HTTP " + std::to_string(answer.status) + " from something that is not turnoutd"};
  std::string words = text(*problem, "detail");
  if (const auto* errors = problem->if_contains("errors"); errors != nullptr && errors->is_array()) {
    words = text(*problem, "title") + ":";
    for (const auto& fault : errors->get_array()) {
      if (!fault.is_object()) continue;
      auto pointer = text(fault.get_object(), "pointer");
      const auto called = said_as.find(pointer.substr(pointer.starts_with('/') ? 1 : 0));
      if (called != said_as.end()) pointer = called->second;
      words += "\n  " + (pointer.empty() ? "" : pointer + ": ") + text(fault.get_object(), "message");
    }
  }
  if (answer.status >= 503) throw Stop{ExitCode::unreachable, "turnoutd at " + asked_ + ": " + words};
  throw Stop{answer.status == 401 ? ExitCode::usage : ExitCode::no, words};
}

std::string read_file(const std::string& path) {
  std::error_code unseen;
  if (std::filesystem::is_directory(path, unseen))
    throw Stop{ExitCode::file, path + ": is a folder; name a file in it"};
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in.is_open() || in.bad())
    throw Stop{ExitCode::file, path + ": cannot be read; look at its name and who may read it"};
  return text;
}

void add_by(CLI::App& command, std::string& by) {
  command.add_option("--by", by, "Your name, as it stands in the record")->envname("TURNOUT_OPERATOR");
}

const std::string& named(const std::string& by) {
  if (by.empty()) throw Stop{ExitCode::usage, "name yourself: --by NAME, or set TURNOUT_OPERATOR"};
  return by;
}

} // namespace turnout::ctl
