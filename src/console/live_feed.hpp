// Makes the rows of the live stream from what the engine commits, on a thread of its own. `committed` and
// `heard` come from the engine's thread and only copy: the latest of each row, so that what waits is never
// more than there are incidents and responders. What is new goes to `tell`, on the feed's thread. Reads its
// start and the names over connections of its own; where they cannot be read, ids stand for names.
#pragma once

#include "live_views.hpp"
#include "turnout/console/server.hpp"
#include "turnout/store/read_store.hpp"
#include "whereabouts.hpp"

#include <boost/json.hpp>

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

namespace turnout::console {

class LiveFeed {
public:
  using Tell = std::function<void(std::vector<RowChange>)>;

  LiveFeed(const ConsoleDeps& deps, Whereabouts& whereabouts, Tell tell)
      : deps_(deps), whereabouts_(whereabouts), tell_(std::move(tell)) {}
  ~LiveFeed() { stop(); }
  LiveFeed(const LiveFeed&) = delete;
  LiveFeed& operator=(const LiveFeed&) = delete;

  void start();
  void stop();

  void committed(const engine::Batch& batch);
  /// The plans may have changed on the disk; any thread.
  void wake();

private:
  struct News {
    std::map<std::pair<std::string, std::string>, engine::Row> rows; ///< by kind and id, the latest
    std::map<AlertId, AlertRaised> raised;
    std::optional<WallTime> canary_at;
  };

  void run();
  void read_start();
  void take(const engine::Row& row);
  void take_incident(const engine::Row& row);
  void look_at_registry();
  void look_at_clock();
  void show_changed();
  void show_incident(const IncidentId& id);
  void show_responder(const ResponderId& id);
  [[nodiscard]] std::chrono::steady_clock::time_point look_again_at() const;
  void show_overviews();
  void show_alerts();
  void show_around();
  void show_bases();
  void show_wallboard();
  void show_system();
  void show(View view, const std::string& id, boost::json::object row);
  void gone(View view, const std::string& id);
  [[nodiscard]] const Plan* plan_of(const Incident& incident) const;
  [[nodiscard]] WallTime midnight() const;

  const ConsoleDeps& deps_;
  Whereabouts& whereabouts_;
  Tell tell_;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable woken_;
  News news_;
  bool fresh_ = false;
  bool ending_ = false;

  // The thread's own.
  std::map<IncidentId, Incident> incidents_;
  std::map<ResponderId, ResponderFacts> responders_;
  std::map<HubId, bool> silent_hubs_;
  SystemFacts system_;
  std::map<PlanRevision, PlanBook> books_;
  std::map<AlertId, AlertRaised> raised_;
  RegistryChanged registry_;
  std::map<ResponderId, const Responder*> rows_by_responder_;
  std::map<ResponderId, std::string> names_;
  std::set<HubId> hubs_of_people_;
  std::uint64_t generation_ = 0;
  struct Answer {
    WallTime first_signal_at;
    std::optional<WallTime> answered_at;
  };
  std::map<IncidentId, Answer> today_;
  std::set<IncidentId> changed_incidents_;
  std::set<ResponderId> changed_responders_;
  bool around_changed_ = true;
  std::chrono::steady_clock::time_point overviews_rest_until_{};
  std::int64_t minute_ = -1;
  std::string system_state_;
  WallTime system_since_;
  std::optional<WallTime> canary_at_;                         ///< heard by this process
  std::map<std::pair<View, std::string>, std::string> shown_; ///< without `ver`
  std::uint64_t version_ = 0;
  std::vector<RowChange> changes_;
};

} // namespace turnout::console
