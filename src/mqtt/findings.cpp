#include "turnout/mqtt/findings.hpp"

#include "address.hpp"
#include "mosquitto_files.hpp"

#include <mqtt/async_client.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>
#include <optional>

namespace turnout::mqtt {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Findings = std::vector<std::string>;

/// The last line with this key counts, as it does for Mosquitto.
const Setting* last(const std::vector<Setting>& settings, std::string_view key) {
  const auto it =
      std::find_if(settings.rbegin(), settings.rend(), [&](const Setting& s) { return s.key == key; });
  return it == settings.rend() ? nullptr : &*it;
}

std::int64_t number(const std::string& text) {
  std::int64_t value = std::numeric_limits<std::int64_t>::max();
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// A yes-or-no setting that must be on and is off by default.
void must_be_on(const fs::path& file, const std::vector<Setting>& settings, const std::string& key,
                const std::string& trouble, Findings& out) {
  const Setting* said = last(settings, key);
  if (said != nullptr && said->value == "true") return;
  out.push_back((said != nullptr ? said->place() : file.string()) + ": " + trouble + "; set " + key +
                " true");
}

// ---- losing alarms ----

void check_memory(const fs::path& file, const std::vector<Setting>& settings, Findings& out) {
  must_be_on(file, settings, "persistence", "a restarted broker has forgotten every waiting alarm", out);
  const Setting* each = last(settings, "autosave_on_changes");
  const Setting* interval = last(settings, "autosave_interval");
  constexpr std::int64_t interval_s_max = 5;
  if (each != nullptr && each->value == "true") {
    out.push_back(each->place() +
                  ": the broker writes its whole memory to disk for each message that is acknowledged; "
                  "set autosave_on_changes false and autosave_interval 1");
  } else if (interval == nullptr) {
    out.push_back(file.string() +
                  ": a killed broker loses what has waited for up to 1800 s; set autosave_interval 1");
  } else if (number(interval->value) > interval_s_max || number(interval->value) == 0) {
    out.push_back(interval->place() + ": a killed broker loses what has waited " +
                  (interval->value == "0" ? "since it started" : "for up to " + interval->value + " s") +
                  "; set autosave_interval 1");
  }
  if (const Setting* said = last(settings, "per_listener_settings"); said && said->value == "true") {
    out.push_back(said->place() +
                  ": sessions that were saved come back broken; remove per_listener_settings");
  }
}

void check_room(const fs::path& file, const std::vector<Setting>& settings, Findings& out) {
  constexpr std::int64_t queued_min = 10'000;
  const Setting* queue = last(settings, "max_queued_messages");
  const std::string mend = "; set max_queued_messages 100000";
  if (queue == nullptr) {
    out.push_back(file.string() +
                  ": only 1000 messages wait for Turnout, the rest is dropped and acknowledged" + mend);
  } else if (number(queue->value) == 0) {
    out.push_back(queue->place() +
                  ": without a limit Mosquitto 2.0 cuts off a client when the ACL refuses it" + mend);
  } else if (number(queue->value) < queued_min) {
    out.push_back(queue->place() + ": only " + queue->value +
                  " messages wait for Turnout, the rest is dropped and acknowledged" + mend);
  }
  constexpr std::int64_t size_min = 100 * 1024;
  for (const char* key : {"message_size_limit", "max_packet_size"}) {
    const Setting* size = last(settings, key);
    if (size == nullptr || number(size->value) == 0 || number(size->value) >= size_min) continue;
    out.push_back(size->place() +
                  ": an alarm that is too long is dropped here instead of being shown to a human; set " +
                  key + " 131072");
  }
  if (last(settings, "persistent_client_expiration") == nullptr) {
    out.push_back(file.string() + ": what waits for a phone that never comes back is kept for ever; set "
                                  "persistent_client_expiration 7d");
  }
}

// ---- leaking and forging ----

bool loopback(std::string_view address) {
  return address == "localhost" || address == "::1" || address == "lo" || address.starts_with("127.") ||
         address.starts_with("/");
}

/// One `listener` line and what follows it until the next.
void check_listener(const std::vector<Setting>& settings, std::size_t begin, std::size_t end, Findings& out) {
  const std::vector<Setting> own(settings.begin() + static_cast<std::ptrdiff_t>(begin),
                                 settings.begin() + static_cast<std::ptrdiff_t>(end));
  const Setting& listener = own.front();
  const auto space = listener.value.find(' ');
  const std::string address = space == std::string::npos ? "" : listener.value.substr(space + 1);
  const bool tls = last(own, "certfile") != nullptr || last(own, "psk_hint") != nullptr;
  const Setting* protocol = last(own, "protocol");
  const Setting* domain = last(own, "socket_domain");
  const Setting* interface = last(own, "bind_interface");
  const bool websockets = protocol != nullptr && protocol->value == "websockets";
  const bool local = loopback(address) || (interface != nullptr && loopback(interface->value));
  if (websockets && loopback(address) && address != "::1" && (domain == nullptr || domain->value != "ipv4")) {
    out.push_back(
        listener.place() +
        ": a WebSocket listener opens on every address whatever is written here; add socket_domain ipv4");
  }
  if (!tls && !local) {
    out.push_back(
        listener.place() +
        ": names and addresses travel in clear on the network; give the listener a certfile and keyfile, or "
        "bind it to 127.0.0.1");
  }
}

void check_doors(const fs::path& file, const std::vector<Setting>& settings, Findings& out) {
  const auto is_listener = [](const Setting& s) { return s.key == "listener" || s.key == "port"; };
  auto it = std::find_if(settings.begin(), settings.end(), is_listener);
  const Setting* anonymous = last(settings, "allow_anonymous");
  const std::string mend = "; set allow_anonymous false and a password_file";
  if (anonymous != nullptr && anonymous->value == "true") {
    out.push_back(anonymous->place() + ": anybody may send alarms and answers without an account" + mend);
  } else if (anonymous == nullptr && it == settings.end()) {
    out.push_back(file.string() + ": without a listener line every program on this machine is let in" + mend);
  }
  while (it != settings.end()) {
    const auto next = std::find_if(std::next(it), settings.end(), is_listener);
    check_listener(settings, static_cast<std::size_t>(it - settings.begin()),
                   static_cast<std::size_t>(next - settings.begin()), out);
    it = next;
  }
}

/// Topics by who may use them; `{me}` is the account that asks, `{other}` somebody else.
struct Topics {
  std::vector<std::string> ours;      ///< only Turnout says these
  std::vector<std::string> of_others; ///< only the other may say these
  std::vector<std::string> private_;  ///< meant for the other alone
};

constexpr const char* me = "account-a";
constexpr const char* other = "account-b";

Topics topics(const std::string& root) {
  Topics all;
  for (const char* who : {me, other}) {
    const std::string name = who;
    all.ours.push_back(root + "/responder/" + name + "/offer");
    all.ours.push_back(root + "/responder/" + name + "/assignment");
    all.ours.push_back(root + "/hub/" + name + "/ack");
    all.ours.push_back(root + "/hub/" + name + "/feedback");
    all.ours.push_back(root + "/partner/" + name + "/request");
  }
  all.ours.push_back(root + "/centre/alert");
  all.ours.push_back(root + "/system/status");
  const std::string name = other;
  all.of_others = {root + "/hub/" + name + "/alarm", root + "/responder/" + name + "/reply",
                   root + "/responder/" + name + "/progress", root + "/partner/" + name + "/reply",
                   "owntracks/" + name + "/phone"};
  all.private_ = {root + "/responder/" + name + "/assignment", root + "/partner/" + name + "/request",
                  root + "/responder/" + name + "/offer", root + "/hub/" + name + "/alarm",
                  "owntracks/" + name + "/phone"};
  return all;
}

std::string who(const Grant& grant) {
  if (grant.pattern) return "every account";
  return grant.user.empty() ? "a client without an account" : "'" + grant.user + "'";
}

void check_grant(const Grant& grant, const Topics& all, Findings& out) {
  const std::string_view account = grant.pattern ? std::string_view(me) : std::string_view(grant.user);
  const auto first = [&](const std::vector<std::string>& list) {
    const auto it =
        std::find_if(list.begin(), list.end(), [&](const auto& t) { return grant.covers(t, account); });
    return it == list.end() ? nullptr : &*it;
  };
  const std::string place =
      grant.file.string() + ":" + std::to_string(grant.line) + ": " + who(grant) + " may ";
  if (grant.write && first(all.ours) != nullptr) {
    out.push_back(place + "write " + grant.filter +
                  " and so forge what only Turnout says; grant write on the sender's own input topics alone");
  } else if (grant.write && first(all.of_others) != nullptr) {
    out.push_back(place + "write " + grant.filter + " and so speak for somebody else; use a pattern with %u");
  }
  if (grant.read && first(all.private_) != nullptr) {
    out.push_back(place + "read " + grant.filter +
                  ", which holds what is meant for others; use a pattern with %u");
  }
}

void check_acl(const fs::path& config, const std::vector<Setting>& settings, const BrokerSettings& broker,
               Findings& out) {
  const Setting* said = last(settings, "acl_file");
  if (said == nullptr) {
    if (last(settings, "plugin") != nullptr || last(settings, "auth_plugin") != nullptr)
      return; // it decides instead
    out.push_back(config.string() + ": every account may read and write everything; set acl_file");
    return;
  }
  const fs::path file = config.parent_path() / said->value; // an absolute one stays as it is
  const auto grants = read_acl(file);
  if (!grants) {
    out.push_back(said->place() +
                  ": the ACL file cannot be read from here; let the account of turnoutd read it");
    return;
  }
  const Topics all = topics(broker.topic_root);
  bool alarms_reach_us = false;
  for (const auto& grant : *grants) {
    if (!grant.pattern && grant.user == broker.username) {
      alarms_reach_us = alarms_reach_us || (grant.read && grant.covers(all.private_.at(3), broker.username));
    } else {
      check_grant(grant, all, out);
    }
  }
  if (!alarms_reach_us) {
    out.push_back(file.string() + ": '" + broker.username + "' may not read alarms; add user " +
                  broker.username + " with topic readwrite " + broker.topic_root + "/#");
  }
}

bool lets_in_without_account(const BrokerSettings& settings, const BrokerAddress& address) {
  constexpr auto patience = 3s;
  try {
    ::mqtt::async_client stranger(address.uri(), "turnout-probe-" + std::to_string(getpid()));
    ::mqtt::connect_options options;
    options.set_mqtt_version(MQTTVERSION_3_1_1); // spoken by old and new
    options.set_clean_session(true);
    options.set_connect_timeout(patience);
    if (address.tls) options.set_ssl(tls_options(settings));
    const bool in = stranger.connect(options)->wait_for(patience);
    if (in) stranger.disconnect()->wait_for(patience);
    return in;
  } catch (const std::exception&) {
    return false; // refused, or nobody there: the gateway will say so
  }
}

} // namespace

Findings config_findings(const fs::path& config_file, const BrokerSettings& settings) {
  const auto lines = read_mosquitto_conf(config_file);
  if (!lines) return {config_file.string() + ": cannot be read; let the account of turnoutd read it"};
  Findings out;
  must_be_on(config_file, *lines, "set_tcp_nodelay", "every offer waits 44 ms in the kernel", out);
  check_memory(config_file, *lines, out);
  check_room(config_file, *lines, out);
  check_doors(config_file, *lines, out);
  check_acl(config_file, *lines, settings, out);
  return out;
}

Findings wire_findings(const BrokerSettings& settings) {
  const auto address = parse_broker_url(settings.url);
  if (!address) return {address.error()};
  Findings out;
  if (!address.value().tls && !address.value().loopback()) {
    out.push_back("[broker] url: names and addresses travel in clear to " + address.value().host +
                  "; use mqtts:// and a ca_file");
  }
  if (lets_in_without_account(settings, address.value())) {
    out.push_back(address.value().uri() +
                  ": the broker lets in clients without an account, who may send alarms and "
                  "answers; set allow_anonymous false and a password_file");
  }
  return out;
}

Findings unsafe_findings(const BrokerSettings& settings, const fs::path& config_file) {
  Findings out = wire_findings(settings);
  if (config_file.empty()) return out;
  auto more = config_findings(config_file, settings);
  std::move(more.begin(), more.end(), std::back_inserter(out));
  return out;
}

} // namespace turnout::mqtt
