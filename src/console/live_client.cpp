#include "live_client.hpp"

#include <boost/beast/websocket.hpp>

namespace turnout::console {
namespace {

namespace beast = boost::beast;
namespace websocket = beast::websocket;
using Clock = std::chrono::steady_clock;

constexpr std::size_t inbound_max = 16 * 1024;
constexpr unsigned session_looked_at_every = 10; ///< ticks
constexpr unsigned short code_resync = 4001;
constexpr unsigned short code_signed_out = 4003;

std::string as_text(const boost::json::object& frame) {
  return boost::json::serialize(frame);
}

std::uint64_t number_in(const boost::json::object& frame, const char* name) {
  const auto* value = frame.if_contains(name);
  boost::system::error_code error;
  const auto number = value == nullptr ? 0 : value->to_number<std::uint64_t>(error);
  return error ? 0 : number;
}

} // namespace

LiveClient::LiveClient(Upgrade upgrade, const LiveRules& rules)
    : socket_(std::move(upgrade.socket)), deadline_(socket_.get_executor()), rules_(rules),
      request_(std::move(upgrade.request)), caller_(std::move(upgrade.caller)) {}

void LiveClient::start() {
  constexpr auto handshake_max = std::chrono::seconds(10);
  socket_.read_message_max(inbound_max);
  socket_.text(true);
  const Opening opening{"turnout.v1", handshake_max, rules_.idle_max};
  accept(socket_, request_, opening, [self = shared_from_this()](Error error) {
    if (error) return self->end();
    self->write(self->hello());
    self->read();
  });
}

std::string LiveClient::hello() const {
  return as_text({{"t", "hello"},
                  {"epoch", rules_.views.epoch()},
                  {"node", rules_.node},
                  {"version", TURNOUT_VERSION},
                  {"now", format_rfc3339(rules_.now())},
                  {"you", {{"user", caller_.name}, {"role", caller_.role_name()}}}});
}

void LiveClient::read() {
  read_message(socket_, buffer_, [self = shared_from_this()](Error error) { self->on_read(error); });
}

void LiveClient::on_read(Error error) {
  if (error) return end();
  const std::string_view text(static_cast<const char*>(buffer_.data().data()), buffer_.size());
  boost::system::error_code bad;
  boost::json::parse_options options;
  options.max_depth = 4;
  const auto frame = boost::json::parse(boost::json::string_view(text.data(), text.size()), bad, {}, options);
  buffer_.clear();
  if (bad || !frame.is_object())
    return close(websocket::close_code::policy_error, "not a frame of turnout.v1");
  hear(frame.get_object());
  if (!over_) read();
}

void LiveClient::hear(const boost::json::object& frame) {
  const auto* kind = frame.if_contains("t");
  if (kind == nullptr) return;
  if (*kind == "hello") {
    subscribe(frame);
  } else if (*kind == "ack") {
    const auto seen = number_in(frame, "seq");
    while (!unseen_.empty() && unseen_.front().sequence <= seen)
      unseen_.pop_front();
    const auto* sounds = frame.if_contains("audible");
    sounds_ = sounds != nullptr && sounds->is_bool() && sounds->get_bool();
  }
}

void LiveClient::subscribe(const boost::json::object& frame) {
  const auto* since = frame.if_contains("since");
  const auto* views = frame.if_contains("views");
  if (views == nullptr || !views->is_array()) return;
  std::optional<std::uint64_t> held;
  if (since != nullptr && since->is_object() && since->get_object().contains("epoch") &&
      since->get_object().at("epoch") == boost::json::value(rules_.views.epoch()))
    held = number_in(since->get_object(), "seq");
  wanted_ = {};
  for (const auto& name : views->get_array()) {
    const auto view = name.is_string() ? view_of(std::string_view(name.get_string())) : std::nullopt;
    if (!view || !caller_.may(roles_of_view(name_of(*view)))) continue;
    auto& one = wanted_[static_cast<std::size_t>(*view)];
    one.is = true;
    one.whole = !held || !rules_.views.remembers(*view, *held);
    one.held = held.value_or(0);
  }
  subscribed_ = true;
  pump();
}

bool LiveClient::audible() const noexcept {
  return !over_ && sounds_ && wanted_[static_cast<std::size_t>(View::incidents)].is;
}

std::uint64_t LiveClient::complete_to() const {
  std::uint64_t least = rules_.views.sequence();
  for (std::size_t i = 0; i < view_count; ++i) {
    const auto& one = wanted_[i];
    if (one.is && rules_.views.changed_since(static_cast<View>(i), one.held))
      least = std::min(least, one.held);
  }
  return least;
}

std::string LiveClient::next_frame() {
  if (beat_due_) {
    beat_due_ = false;
    unseen_.push_back({complete_to(), Clock::now()});
    return as_text({{"t", "beat"}, {"seq", unseen_.back().sequence}, {"now", format_rfc3339(rules_.now())}});
  }
  for (std::size_t i = 0; i < view_count; ++i) {
    auto& one = wanted_[i];
    const auto view = static_cast<View>(i);
    if (!one.is || (!one.whole && !rules_.views.changed_since(view, one.held))) continue;
    std::string frame = one.whole || !rules_.views.remembers(view, one.held)
                            ? rules_.views.snapshot(view)
                            : rules_.views.delta(view, one.held);
    one.whole = false;
    one.held = rules_.views.sequence();
    return frame;
  }
  return {};
}

void LiveClient::pump() {
  if (writing_ || over_ || !subscribed_) return;
  if (auto frame = next_frame(); !frame.empty()) write(std::move(frame));
}

void LiveClient::write(std::string frame) {
  frame_ = std::move(frame);
  writing_ = true;
  deadline_.expires_after(rules_.write_max);
  deadline_.async_wait([self = shared_from_this()](const Error& stopped) {
    // What could not be written will not carry a farewell either.
    if (!stopped && self->writing_) self->end();
  });
  write_message(socket_, boost::asio::buffer(frame_), [self = shared_from_this()](Error error) {
    self->writing_ = false;
    self->deadline_.cancel();
    if (error) return self->end();
    self->pump();
  });
}

void LiveClient::tick() {
  if (over_) return;
  if (!unseen_.empty() && Clock::now() - unseen_.front().at > rules_.ack_max) return cut("slow");
  if (++ticks_ % session_looked_at_every == 0 && !rules_.holds(caller_))
    return close(code_signed_out, "signed out");
  beat_due_ = subscribed_;
  pump();
}

void LiveClient::cut(std::string_view reason) {
  if (writing_) return end();
  over_ = true;
  writing_ = true;
  frame_ = as_text({{"t", "resync"}, {"reason", reason}});
  deadline_.expires_after(rules_.write_max);
  deadline_.async_wait([self = shared_from_this()](const Error& stopped) {
    if (!stopped) self->end();
  });
  write_message(socket_, boost::asio::buffer(frame_), [self = shared_from_this()](Error error) {
    self->writing_ = false;
    if (error) return self->end();
    self->close(code_resync, "resync");
  });
}

void LiveClient::close(unsigned short code, std::string_view why) {
  over_ = true;
  deadline_.expires_after(rules_.write_max);
  deadline_.async_wait([self = shared_from_this()](const Error& stopped) {
    if (!stopped) self->end();
  });
  const websocket::close_reason reason(static_cast<websocket::close_code>(code),
                                       beast::string_view(why.data(), why.size()));
  socket_.async_close(reason, [self = shared_from_this()](Error) { self->end(); });
}

void LiveClient::end() {
  over_ = true;
  deadline_.cancel();
  beast::get_lowest_layer(socket_).close();
}

} // namespace turnout::console
