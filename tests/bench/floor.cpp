// The floor: the same broker, the same client library, one synced row for each alarm in groups, and the way
// back. No rules, no state, no registry.
#include "bench.hpp"

#include <turnout/clock/system_clock.hpp>
#include <turnout/mqtt/gateway.hpp>

#include <sqlite3.h>

#include <condition_variable>
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

namespace turnout::bench {

namespace {

class Floor {
public:
  Floor(mqtt::Gateway& gateway, const std::string& database) : gateway_(gateway) {
    sqlite3_open(database.c_str(), &db_);
    run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE alarm (id TEXT UNIQUE, body TEXT)");
    sqlite3_prepare_v2(db_, "INSERT OR IGNORE INTO alarm VALUES (?1, ?2)", -1, &insert_, nullptr);
    worker_ = std::thread([this] { work(); });
  }
  ~Floor() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    filled_.notify_one();
    worker_.join();
    sqlite3_finalize(insert_);
    sqlite3_close(db_);
  }
  Floor(const Floor&) = delete;
  Floor& operator=(const Floor&) = delete;

  void take(engine::RawMessage message) {
    if (!message.topic.ends_with("/alarm")) return;
    {
      const std::lock_guard lock(mutex_);
      queue_.push_back(std::move(message));
    }
    filled_.notify_one();
  }

private:
  void run(const char* sql) { sqlite3_exec(db_, sql, nullptr, nullptr, nullptr); }

  void work() {
    for (;;) {
      std::vector<engine::RawMessage> batch;
      {
        std::unique_lock lock(mutex_);
        filled_.wait(lock, [this] { return ended_ || !queue_.empty(); });
        if (ended_) return;
        batch.swap(queue_);
      }
      run("BEGIN IMMEDIATE");
      for (const auto& message : batch)
        store(message);
      run("COMMIT");
      for (const auto& message : batch)
        answer(message);
    }
  }

  void store(const engine::RawMessage& message) {
    sqlite3_reset(insert_);
    sqlite3_bind_text(insert_, 1, message.topic.data(), static_cast<int>(message.topic.size()),
                      SQLITE_TRANSIENT);
    sqlite3_bind_text(insert_, 2, message.payload.data(), static_cast<int>(message.payload.size()),
                      SQLITE_TRANSIENT);
    sqlite3_step(insert_);
  }

  void answer(const engine::RawMessage& message) {
    // turnout/v1/hub/h17/alarm: the alarm is a17, and stands for its incident as well.
    const auto from = message.topic.find("/hub/h") + 6;
    const std::string number = message.topic.substr(from, message.topic.find('/', from) - from);
    const std::string body = R"({"id":"a)" + number + R"(","incident":"a)" + number + R"("})";
    (void)gateway_.publish({.topic = "turnout/v1/hub/h" + number + "/ack", .payload = body}, [] {});
    (void)gateway_.publish({.topic = "turnout/v1/responder/r1/offer", .payload = body}, [] {});
  }

  mqtt::Gateway& gateway_;
  sqlite3* db_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  std::mutex mutex_;
  std::condition_variable filled_;
  std::vector<engine::RawMessage> queue_;
  bool ended_ = false;
  std::thread worker_;
};

} // namespace

int run_floor(const std::string& url, const std::string& password, const std::string& database) {
  clock::SystemClock clock;
  observe::Metrics metrics;
  mqtt::BrokerSettings settings;
  settings.url = url;
  settings.password = password;
  mqtt::Gateway gateway(settings, clock, metrics);
  Floor floor(gateway, database);
  const auto started =
      gateway.start({.message = [&](engine::RawMessage message) { floor.take(std::move(message)); },
                     .connected = [&](bool) { gateway.publish_status(R"({"state":"up"})"); },
                     .lost = [] {}});
  if (!started) return 1;
  std::string line;
  std::getline(std::cin, line); // the parent holds the other end
  gateway.stop();
  return 0;
}

} // namespace turnout::bench
