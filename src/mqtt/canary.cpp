#include "turnout/mqtt/canary.hpp"

#include "connection.hpp"

#include <boost/json.hpp>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

namespace turnout::mqtt {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& body, std::string_view name) {
  const auto* member = body.if_contains(name);
  return member != nullptr && member->is_string() ? std::string(member->get_string()) : std::string();
}

Beat beat_of(const json::object& ack) {
  const std::string status = text_of(ack, "status");
  const std::string reason = text_of(ack, "reason");
  if (status == "accepted" || status == "duplicate") return {Beat::What::heard, {}};
  if (status == "unverified") return {Beat::What::not_enrolled, reason};
  return {Beat::What::lost, status + (reason.empty() ? "" : ": " + reason)};
}

BrokerAddress address_in(const BrokerSettings& settings) {
  auto address = parse_broker_url(settings.url);
  if (!address) throw std::runtime_error(address.error());
  return address.value();
}

} // namespace

class Canary::Inside {
public:
  explicit Inside(BrokerSettings settings)
      : settings_(std::move(settings)), connection_(settings_, address_in(settings_), events()) {}
  ~Inside() { connection_.disconnect(std::chrono::milliseconds(500)); }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

  Beat beat(const std::string& id, Duration patience) {
    const auto give_up = Steady::now() + patience;
    if (auto trouble = come_up(give_up)) return {Beat::What::lost, *trouble};
    const json::object alarm{{"id", id}, {"type", "test"}};
    {
      const std::lock_guard lock(mutex_);
      waiting_for_ = id;
      answer_.reset();
    }
    if (!connection_.publish({.topic = topic("alarm"), .payload = json::serialize(alarm)}, 0))
      return {Beat::What::lost, "the broker is not connected"};
    std::unique_lock lock(mutex_);
    news_.wait_until(lock, give_up, [this] { return answer_ || !connected_; });
    if (answer_) return *answer_;
    return {Beat::What::lost, connected_ ? "no ack" : "the connection to the broker was lost"};
  }

private:
  [[nodiscard]] std::string topic(const std::string& last) const {
    return settings_.topic_root + "/hub/" + settings_.username + "/" + last;
  }

  /// Connected and subscribed, or what stands in the way.
  std::optional<std::string> come_up(Steady::time_point give_up) {
    std::unique_lock lock(mutex_);
    if (connected_ && subscribed_) return std::nullopt;
    refusal_.clear();
    if (!connected_) {
      lock.unlock();
      connection_.connect();
      lock.lock();
    }
    const auto refused = [this] { return !refusal_.empty(); };
    news_.wait_until(lock, give_up, [&] { return connected_ || refused(); });
    if (refused()) return refusal_;
    if (!connected_) return "the broker does not answer";
    lock.unlock();
    connection_.subscribe({{topic("ack")}});
    lock.lock();
    news_.wait_until(lock, give_up, [&] { return subscribed_ || refused(); });
    if (refused()) return refusal_;
    if (!subscribed_) return "the broker does not answer a subscription";
    return std::nullopt;
  }

  // Paho's threads: each notes what happened and returns.
  ConnectionEvents events() {
    ConnectionEvents on;
    on.message = [this](const std::string&, std::string_view payload, bool) { ack_came(payload); };
    on.connected = [this](Session) { note([this] { connected_ = true; }); };
    on.refused = [this](const std::string& reason) { note([&] { refusal_ = reason; }); };
    on.subscribed = [this](bool granted) {
      note([&] {
        subscribed_ = granted;
        if (!granted) refusal_ = "the broker refused the subscription";
      });
    };
    on.lost = [this] { note([this] { connected_ = subscribed_ = false; }); };
    on.finished = [](Ticket, bool) {};
    return on;
  }

  template <class Change>
  void note(Change change) {
    const std::lock_guard lock(mutex_);
    change();
    news_.notify_all();
  }

  void ack_came(std::string_view payload) noexcept {
    boost::system::error_code error;
    const auto value = json::parse({payload.data(), payload.size()}, error);
    const auto* body = error ? nullptr : value.if_object();
    if (body == nullptr) return;
    note([&] {
      if (text_of(*body, "id") == waiting_for_) answer_ = beat_of(*body);
    });
  }

  const BrokerSettings settings_;
  std::mutex mutex_;
  std::condition_variable news_;
  bool connected_ = false;
  bool subscribed_ = false;
  std::string refusal_;
  std::string waiting_for_;
  std::optional<Beat> answer_;
  Connection connection_; // last: its events touch all of the above
};

Canary::Canary(BrokerSettings settings) : inside_(std::make_unique<Inside>(std::move(settings))) {}
Canary::~Canary() = default;

Beat Canary::beat(const std::string& id, Duration patience) {
  return inside_->beat(id, patience);
}

} // namespace turnout::mqtt
