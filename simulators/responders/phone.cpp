#include "responders/phone.hpp"

#include "support/json.hpp"

#include <cmath>
#include <utility>

namespace turnout::sim {

std::string Phone::fresh_id() {
  return run_id_ + "-" + std::to_string(++sent_);
}

void Phone::send(const std::string& kind, const boost::json::object& body, bool retain, int qos) {
  if (!alive_) return;
  publish_({"responder/" + responder_ + "/" + kind, to_text(body), qos, retain});
}

void Phone::status(const std::string& state) {
  send("status", {{"state", state}, {"at", rfc3339(scheduler_.wall_now())}}, true);
}

void Phone::link(const std::string& state) {
  if (keeps_link_) send("link", {{"state", state}}, true);
}

void Phone::position(Point at, double speed_mps) {
  const Point p = rounded(at);
  boost::json::object body{
      {"lat", p.lat}, {"lon", p.lon}, {"accuracy_m", 12}, {"at", rfc3339(scheduler_.wall_now())}};
  if (speed_mps > 0) body["speed_mps"] = std::round(speed_mps * 10) / 10;
  if (alive_) summary_.count("positions");
  send("position", body, false, 0);
}

void Phone::sync() {
  summary_.count("syncs");
  send("sync", {{"id", fresh_id()}}, false);
}

std::string Phone::reply(const std::string& offer, const std::string& answer, const std::string& reason) {
  boost::json::object body{
      {"id", fresh_id()}, {"offer", offer}, {"answer", answer}, {"at", rfc3339(scheduler_.wall_now())}};
  if (!reason.empty()) body["reason"] = reason;
  std::string payload = to_text(body);
  again("reply", payload);
  return payload;
}

std::string Phone::progress(boost::json::object body, Point at) {
  const Point p = rounded(at);
  body["id"] = fresh_id();
  body["at"] = rfc3339(scheduler_.wall_now());
  body["position"] = {{"lat", p.lat}, {"lon", p.lon}};
  std::string payload = to_text(body);
  again("progress", payload);
  return payload;
}

void Phone::again(const std::string& kind, const std::string& payload) {
  Message message{"responder/" + responder_ + "/" + kind, payload, 1, false};
  if (alive_) {
    publish_(message);
  } else if (kind == "progress") {
    waiting_.push_back(std::move(message));
  }
}

void Phone::die() {
  // The broker would say this by the Last Will of the phone's own connection.
  link("down");
  alive_ = false;
  summary_.count("batteries_dead");
}

void Phone::wake() {
  alive_ = true;
  link("up");
  for (const auto& message : std::exchange(waiting_, {}))
    publish_(message);
  sync();
}

} // namespace turnout::sim
