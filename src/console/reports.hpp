// Published reports, made when somebody asks: one at a time, on a thread that steps back behind all others,
// so that neither dispatching nor the console waits for it. `show` and `give` from the I/O thread. What is no
// report, or cannot be made, is the answer of whoever asked.
#pragma once

#include "http.hpp"
#include "turnout/console/server.hpp"
#include "turnout/store/read_store.hpp"

#include <boost/asio/thread_pool.hpp>

#include <atomic>

namespace turnout::console {

class Reports {
public:
  /// `deps` lives longer than this.
  explicit Reports(const ConsoleDeps& deps);

  /// Whole months, quarters and years that are over, latest first. On a reading thread.
  [[nodiscard]] Answer list(store::ReadStore& store) const;

  /// What files a report has.
  void show(const std::string& period, Reply reply);
  void give(const std::string& period, const std::string& file, Reply reply);

  void stop() { maker_.join(); }

private:
  using Use = std::function<Answer(const report::CalendarPeriod&, const report::Pack&)>;
  void make(const std::string& name, Use use, Reply reply);
  /// Makes the pack, or says why there is none. On the maker's thread.
  [[nodiscard]] std::optional<Answer> refusal(const report::CalendarPeriod& period);

  struct Made {
    report::CalendarPeriod period;
    WallTime at;
    report::Pack pack;
  };

  const ConsoleDeps& deps_;
  std::optional<Made> made_; ///< the maker's: the last one is mostly the next one too
  std::atomic<int> waiting_ = 0;
  boost::asio::thread_pool maker_{1};
};

} // namespace turnout::console
