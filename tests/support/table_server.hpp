// A small HTTP server on a port of its own, as an OSRM server for tests: answers what it is told to, and
// counts. Any thread may ask it; it ends with its object. A server that cannot start ends the process.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace turnout::testing {

class TableServer {
public:
  /// What to do with one question. Called by the server's thread, for one question at a time.
  struct Answer {
    unsigned status = 200;
    std::string body;
    bool silent = false;      ///< never answer, and keep the line open
    bool hang_up = false;     ///< close the line instead of an answer
    bool close_after = false; ///< answer, and close the line
  };
  using Answerer = std::function<Answer(const std::string& target)>;

  explicit TableServer(Answerer answerer);
  ~TableServer();
  TableServer(const TableServer&) = delete;
  TableServer& operator=(const TableServer&) = delete;

  [[nodiscard]] std::string url() const;
  [[nodiscard]] std::vector<std::string> asked() const;
  [[nodiscard]] int connections() const;

private:
  struct Inside;
  std::shared_ptr<Inside> inside_;
};

} // namespace turnout::testing
