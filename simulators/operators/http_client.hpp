// A plain HTTP/1.1 client for one server, one request at a time, with a time limit on each. One thread. A
// request that fails gives status 0 and the reason as body; the next one connects afresh.
#pragma once

#include <chrono>
#include <memory>
#include <string>

namespace turnout::sim {

struct HttpAnswer {
  unsigned status = 0;
  std::string body;
};

class HttpClient {
public:
  // http://host:port; throws std::runtime_error when the address is not like that. An empty token sends none.
  HttpClient(const std::string& url, std::string token);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  HttpAnswer get(const std::string& target);
  HttpAnswer post_json(const std::string& target, const std::string& body);

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace turnout::sim
