// One connection to an HTTP server, to ask it one thing after another. One thread, which waits for the answer
// until the deadline and no longer. What goes wrong is an Error with the system's reason and no more: the
// caller knows what it was for. The connection is shut by it; the next question opens another.
#pragma once

#include "turnout/base/result.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace turnout::http {

struct Question {
  std::string method = "GET";
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers; ///< beside host and length
  std::string body;
};

struct Answer {
  unsigned status = 0;
  std::string body;
};

class Connection {
public:
  using Deadline = std::chrono::steady_clock::time_point;

  /// `host`: as the server knows itself. `address`: a number, or a name to look up. No deadline shortens
  /// that: the time it takes comes on top.
  Connection(std::string host, std::string address, std::string port);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] bool is_open() const noexcept;
  [[nodiscard]] Status open(Deadline deadline);
  /// Of an open connection. Stays open where the server keeps it so. A longer answer than `body_max` octets
  /// is a failure.
  [[nodiscard]] Result<Answer> ask(const Question& question, Deadline deadline, std::size_t body_max);

private:
  struct Line;

  std::string host_;
  std::string address_;
  std::string port_;
  std::unique_ptr<Line> line_;
};

} // namespace turnout::http
