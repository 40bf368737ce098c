// A responder's phone: what is said through it reaches the broker only while it lives; reports made while it
// is dead wait in it, and what is sent to it then is gone. One thread; nothing fails.
#pragma once

#include "support/geo.hpp"
#include "support/message.hpp"
#include "support/scheduler.hpp"
#include "support/summary.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace turnout::sim {

class Phone {
public:
  Phone(std::string responder, std::string run_id, bool keeps_link, Scheduler& scheduler, Publish publish,
        Summary& summary)
      : responder_(std::move(responder)), run_id_(std::move(run_id)), keeps_link_(keeps_link),
        scheduler_(scheduler), publish_(std::move(publish)), summary_(summary) {}

  [[nodiscard]] bool alive() const { return alive_; }
  [[nodiscard]] bool keeps_link() const { return keeps_link_; }

  void status(const std::string& state);
  void link(const std::string& state);
  void position(Point at, double speed_mps);
  void sync();
  // Give the payload as sent, so that a repeat can be the same message. `report` is kept while the phone is
  // dead.
  std::string reply(const std::string& offer, const std::string& answer, const std::string& reason);
  std::string progress(boost::json::object body, Point at);
  void again(const std::string& kind, const std::string& payload);

  void die();
  void wake();

private:
  std::string fresh_id();
  void send(const std::string& kind, const boost::json::object& body, bool retain, int qos = 1);

  std::string responder_, run_id_;
  bool keeps_link_;
  Scheduler& scheduler_;
  Publish publish_;
  Summary& summary_;
  bool alive_ = true;
  std::uint64_t sent_ = 0;
  std::vector<Message> waiting_;
};

} // namespace turnout::sim
