#include "support/peer.hpp"

#include <mosquitto.h>

#include <algorithm>
#include <stdexcept>

namespace turnout::test {

Peer::Peer(const Broker& broker, const std::string& user, const std::string& client_id) {
  mosquitto_lib_init();
  client_ = mosquitto_new((client_id.empty() ? user : client_id).c_str(), true, this);
  mosquitto_username_pw_set(client_, user.c_str(), Broker::password_of(user).c_str());
  mosquitto_int_option(client_, MOSQ_OPT_TCP_NODELAY, 1);
  mosquitto_connect_callback_set(client_, &Peer::on_connect);
  mosquitto_message_callback_set(client_, &Peer::on_message);
  mosquitto_publish_callback_set(client_, &Peer::on_answer);
  mosquitto_subscribe_callback_set(
      client_, [](mosquitto* client, void* self, int id, int, const int*) { on_answer(client, self, id); });
  constexpr int keepalive_s = 60;
  bool in = mosquitto_connect(client_, "127.0.0.1", broker.port(), keepalive_s) == MOSQ_ERR_SUCCESS;
  if (in) {
    mosquitto_loop_start(client_);
    std::unique_lock lock(mutex_);
    in = news_.wait_for(lock, patience, [this] { return connected_code_.has_value(); }) &&
         *connected_code_ == 0;
  }
  if (in) return;
  mosquitto_disconnect(client_);
  mosquitto_loop_stop(client_, true);
  mosquitto_destroy(client_);
  throw std::runtime_error("the broker does not let " + user + " in");
}

Peer::~Peer() {
  mosquitto_disconnect(client_);
  mosquitto_loop_stop(client_, true);
  mosquitto_destroy(client_);
}

void Peer::on_connect(mosquitto*, void* self, int code) {
  auto& peer = *static_cast<Peer*>(self);
  const std::lock_guard lock(peer.mutex_);
  peer.connected_code_ = code;
  peer.news_.notify_all();
}

void Peer::on_message(mosquitto*, void* self, const mosquitto_message* message) {
  auto& peer = *static_cast<Peer*>(self);
  const std::lock_guard lock(peer.mutex_);
  peer.heard_.push_back(
      {message->topic,
       std::string(static_cast<const char*>(message->payload), static_cast<std::size_t>(message->payloadlen)),
       message->retain});
  peer.news_.notify_all();
}

void Peer::on_answer(mosquitto*, void* self, int message_id) {
  auto& peer = *static_cast<Peer*>(self);
  const std::lock_guard lock(peer.mutex_);
  peer.answered_.push_back(message_id);
  peer.news_.notify_all();
}

bool Peer::wait_for_answer(int message_id) {
  std::unique_lock lock(mutex_);
  return news_.wait_for(lock, patience, [&] {
    const auto it = std::find(answered_.begin(), answered_.end(), message_id);
    if (it == answered_.end()) return false;
    answered_.erase(it);
    return true;
  });
}

void Peer::subscribe(const std::string& filter) {
  int id = 0;
  if (mosquitto_subscribe(client_, &id, filter.c_str(), 1) != MOSQ_ERR_SUCCESS || !wait_for_answer(id)) {
    throw std::runtime_error("cannot subscribe to " + filter);
  }
}

bool Peer::publish(const std::string& topic, const std::string& payload, bool retained) {
  int id = 0;
  return mosquitto_publish(client_, &id, topic.c_str(), static_cast<int>(payload.size()), payload.data(), 1,
                           retained) == MOSQ_ERR_SUCCESS &&
         wait_for_answer(id);
}

std::optional<Heard> Peer::wait_for(const std::function<bool(const Heard&)>& fits) {
  std::unique_lock lock(mutex_);
  std::optional<Heard> found;
  news_.wait_for(lock, patience, [&] {
    while (looked_at_ < heard_.size() && !found) {
      const Heard& next = heard_[looked_at_++];
      if (fits(next)) found = next;
    }
    return found.has_value();
  });
  return found;
}

std::optional<Heard> Peer::wait_for_topic(const std::string& topic) {
  return wait_for([&](const Heard& heard) { return heard.topic == topic; });
}

std::vector<Heard> Peer::heard() const {
  const std::lock_guard lock(mutex_);
  return heard_;
}

} // namespace turnout::test
