#include "context.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>

#include <fstream>
#include <iterator>

namespace turnout::ctl {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using tcp = boost::asio::ip::tcp;

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

/// Runs what was started until it is done; the stream's own clock ends what takes too long.
template <class Start>
void await(boost::asio::io_context& io, beast::error_code& error, Start start) {
  start([&error](beast::error_code failed, auto&&...) { error = failed; });
  io.restart();
  io.run();
}

HttpAnswer exchange(const Address& place, http::request<http::string_body>& request,
                    beast::error_code& error) {
  boost::asio::io_context io;
  tcp::resolver resolver(io);
  beast::tcp_stream stream(io);
  const auto found = resolver.resolve(place.host, place.port, error);
  if (error) return {};
  stream.expires_after(std::chrono::seconds(5));
  await(io, error, [&](auto done) { stream.async_connect(found, done); });
  if (error) return {};
  stream.expires_after(request[http::field::content_type] == "text/csv" ? import_within : answer_within);
  await(io, error, [&](auto done) { http::async_write(stream, request, done); });
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> response;
  response.body_limit(boost::none);
  // A refusal may come before all was written.
  beast::error_code unread;
  await(io, unread, [&](auto done) { http::async_read(stream, buffer, response, done); });
  if (unread) {
    if (!error) error = unread;
    return {};
  }
  error = {};
  return {response.get().result_int(), std::move(response.get().body())};
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
  const std::string where = address();
  asked_ = where;
  const Address place = address_of(where);
  http::request<http::string_body> request{http::string_to_verb(method), target, 11};
  request.set(http::field::host, place.host);
  request.set(http::field::authorization, "Bearer " + token());
  if (method == "POST") request.set(http::field::content_type, type);
  request.body() = body;
  request.prepare_payload();
  beast::error_code error;
  auto answer = exchange(place, request, error);
  if (error) {
    throw Stop{ExitCode::unreachable,
               "no answer from turnoutd at " + where + ": " + error.message() +
                   "; is it running (systemctl status turnoutd), and is this its [console] listen?"};
  }
  return answer;
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
    return member != nullptr && member->is_string() ? std::string(member->get_string()) : std::string();
  };
  if (problem == nullptr)
    throw Stop{ExitCode::unreachable,
               "HTTP " + std::to_string(answer.status) + " from something that is not turnoutd"};
  std::string words = text(*problem, "detail");
  if (const auto* errors = problem->if_contains("errors"); errors != nullptr && errors->is_array()) {
    words = text(*problem, "title") + ":";
    for (const auto& fault : errors->get_array()) {
      if (!fault.is_object()) continue;
      const auto pointer = text(fault.get_object(), "pointer");
      words += "\n  " + (pointer.empty() ? "" : pointer + ": ") + text(fault.get_object(), "message");
    }
  }
  if (answer.status >= 503) throw Stop{ExitCode::unreachable, "turnoutd at " + asked_ + ": " + words};
  throw Stop{answer.status == 401 ? ExitCode::usage : ExitCode::no, words};
}

std::string read_file(const std::string& path) {
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
