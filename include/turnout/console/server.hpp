// The HTTP door of the daemon: health, metrics, and the API by which operators and turnoutctl look and act.
// It decides nothing: a command becomes an event in the lanes, and its answer comes back with the commit,
// through `viewer`. start, stop and the destructor are called from one thread; the rest from any. It has
// threads of its own and never makes the engine wait. Nothing throws; what comes from outside is answered
// with an RFC 9457 problem, never trusted.
#pragma once

#include "turnout/accounts/accounts.hpp"
#include "turnout/base/result.hpp"
#include "turnout/billing/tariff.hpp"
#include "turnout/engine/inbound.hpp"
#include "turnout/engine/ports.hpp"
#include "turnout/report/disclosure.hpp"
#include "turnout/store/registry.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace turnout::console {

/// Whether alarms can arrive and are taken, and what is wrong, one reason each.
struct Readiness {
  bool ready = false;
  std::string state; ///< starting, up, degraded or draining
  std::vector<std::string> reasons;
};

struct ConsoleDeps {
  engine::Lanes& lanes;
  engine::Clock& clock;
  store::SqliteRegistry& registry;
  std::string journal_path; ///< read over connections of the console's own
  std::string token;        ///< what every caller of /api/v1 must bear; empty lets nobody in
  ZoneTable zone;           ///< for clocks in stories
  std::function<std::string()> metrics;
  std::function<Readiness()> readiness;
  std::function<Result<PlanBook>()> load_plans;
  accounts::Accounts* users = nullptr; ///< null: nobody can sign in
  std::string node;                    ///< this machine, for screens
  /// Makes a report as it may go out; called on a thread of its own, and to read over a connection of its
  /// own. Empty: there are no reports here.
  std::function<Result<report::Pack>(const report::CalendarPeriod&)> published_report = {};
  /// What attendances cost. Empty, or an Error: no sum is known.
  std::function<Result<billing::TariffBook>()> load_tariffs = {};
};

struct ConsoleOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0; ///< 0: a free one
  std::size_t connections_max = 256;
  Duration idle_max = 60s;        ///< between requests, and for each step of one
  Duration stranger_max = 10s;    ///< the same for whoever has not shown the token yet
  Duration command_deadline = 5s; ///< how long a command's answer is waited for
  std::size_t import_bytes_max = std::size_t{64} * 1024 * 1024;
  std::string web; ///< folder of the pages; empty: none
  std::string map; ///< JSON file of outlines and places; empty: none
  std::string tile_url;
  std::string mqtt; ///< host:port of the broker's plain side for phones in browsers; empty: no pipe
  std::size_t viewers_max = 64;
  std::size_t pipes_max = 256;
};

class ConsoleServer {
public:
  /// Listens from then on; fails with the address and the mend.
  [[nodiscard]] static Result<std::unique_ptr<ConsoleServer>> start(ConsoleDeps deps,
                                                                    const ConsoleOptions& options);
  ~ConsoleServer();
  ConsoleServer(const ConsoleServer&) = delete;
  ConsoleServer& operator=(const ConsoleServer&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;

  /// To be given to the engine; lives as long as the server. Returns at once.
  [[nodiscard]] engine::Viewers& viewer() noexcept;

  /// How many consoles are open to somebody who can answer, with their sound on; nothing where nobody has an
  /// account for one. Any thread.
  [[nodiscard]] std::optional<int> audible() const noexcept;

  /// Ends open connections and waits for its threads. The lanes must be closed, or emptied meanwhile.
  void stop();

private:
  class Inside;
  explicit ConsoleServer(std::unique_ptr<Inside> inside);

  std::unique_ptr<Inside> inside_;
};

} // namespace turnout::console
