#include "load.hpp"

#include <boost/json.hpp>
#include <mosquitto.h>

#include <functional>
#include <stdexcept>
#include <thread>

namespace turnout::bench {

namespace {

bool poll(std::chrono::seconds deadline, const std::function<bool()>& holds) {
  const auto end = Clock::now() + deadline;
  while (!holds()) {
    if (Clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

std::string member(const boost::json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

} // namespace

Load::Load(const test::Broker& broker) {
  mosquitto_lib_init();
  client_ = mosquitto_new("bench-load", true, this);
  mosquitto_username_pw_set(client_, "sim", test::Broker::password_of("sim").c_str());
  mosquitto_int_option(client_, MOSQ_OPT_TCP_NODELAY, 1);
  mosquitto_max_inflight_messages_set(client_, 0);
  mosquitto_message_callback_set(client_, &Load::on_message);
  if (mosquitto_connect(client_, "127.0.0.1", broker.port(), 60) != MOSQ_ERR_SUCCESS) {
    throw std::runtime_error("bench: no broker");
  }
  mosquitto_loop_start(client_);
  mosquitto_subscribe(client_, nullptr, "turnout/v1/hub/+/ack", 1);
  mosquitto_subscribe(client_, nullptr, "turnout/v1/responder/+/offer", 1);
}

Load::~Load() {
  mosquitto_disconnect(client_);
  mosquitto_loop_stop(client_, false);
  mosquitto_destroy(client_);
  mosquitto_lib_cleanup();
}

void Load::publish(const std::string& topic, const std::string& payload, bool retained) {
  mosquitto_publish(client_, nullptr, ("turnout/v1/" + topic).c_str(), static_cast<int>(payload.size()),
                    payload.data(), 1, retained);
}

void Load::send(int first, int count, int rate) {
  const auto begin = Clock::now();
  for (int i = 0; i < count; ++i) {
    const auto due = begin + std::chrono::microseconds(std::int64_t{1'000'000} * i / rate);
    std::this_thread::sleep_until(due);
    const std::string number = std::to_string(first + i);
    {
      const std::lock_guard lock(mutex_);
      sent_.emplace("a" + number, due);
    }
    publish("hub/h" + number + "/alarm", R"({"id":"a)" + number + R"(","type":"fall"})");
  }
}

void Load::on_message(mosquitto*, void* self, const mosquitto_message* message) {
  static_cast<Load*>(self)->hear(message->topic, {static_cast<const char*>(message->payload),
                                                  static_cast<std::size_t>(message->payloadlen)});
}

void Load::hear(const std::string& topic, const std::string& payload) {
  const auto now = Clock::now();
  const auto parsed = boost::json::parse(payload).as_object();
  const std::string incident = member(parsed, "incident");
  const std::lock_guard lock(mutex_);
  if (topic.ends_with("/offer")) {
    offered_.emplace(incident, now);
  } else {
    incident_of_.emplace(member(parsed, "id"), incident);
  }
}

std::size_t Load::offered_now() {
  const std::lock_guard lock(mutex_);
  return offered_.size();
}

bool Load::offered(std::size_t count, std::chrono::seconds deadline) {
  return poll(deadline, [&] { return offered_now() >= count; }) && acked(count, deadline);
}

bool Load::acked(std::size_t count, std::chrono::seconds deadline) {
  return poll(deadline, [&] {
    const std::lock_guard lock(mutex_);
    return incident_of_.size() >= count;
  });
}

Samples Load::alarm_to_offer() {
  const std::lock_guard lock(mutex_);
  Samples samples;
  for (const auto& [alarm, at] : sent_) {
    const auto incident = incident_of_.find(alarm);
    if (incident == incident_of_.end()) continue;
    if (const auto offer = offered_.find(incident->second); offer != offered_.end())
      samples.add(offer->second - at);
  }
  samples.sort();
  return samples;
}

} // namespace turnout::bench
