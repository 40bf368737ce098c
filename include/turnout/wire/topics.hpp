// The topics of contract.md, both directions: one table, from which topics are read and written.
// Pure functions, any thread.
// Nothing here fails: what is not one of our topics is nullopt.
#pragma once

#include <boost/describe/enum.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace turnout::wire {

BOOST_DEFINE_ENUM_CLASS(Channel, hub_alarm, hub_heartbeat, responder_status, responder_link,
                        responder_position, responder_reply, responder_progress, responder_sync,
                        partner_reply, owntracks, hub_ack, hub_feedback, hub_error, responder_offer,
                        responder_assignment, responder_error, partner_request, partner_error, owntracks_cmd,
                        centre_incident, centre_alert, system_status)

enum class Direction : std::uint8_t { in, out };

struct ChannelFacts {
  Channel channel;
  Direction direction;      ///< as seen from Turnout
  std::string_view pattern; ///< `{root}` stands for the topic root, every other `{…}` for one level
};

inline constexpr std::array<ChannelFacts, 22> channels = {{
    {Channel::hub_alarm, Direction::in, "{root}/hub/{hub}/alarm"},
    {Channel::hub_heartbeat, Direction::in, "{root}/hub/{hub}/heartbeat"},
    {Channel::responder_status, Direction::in, "{root}/responder/{responder}/status"},
    {Channel::responder_link, Direction::in, "{root}/responder/{responder}/link"},
    {Channel::responder_position, Direction::in, "{root}/responder/{responder}/position"},
    {Channel::responder_reply, Direction::in, "{root}/responder/{responder}/reply"},
    {Channel::responder_progress, Direction::in, "{root}/responder/{responder}/progress"},
    {Channel::responder_sync, Direction::in, "{root}/responder/{responder}/sync"},
    {Channel::partner_reply, Direction::in, "{root}/partner/{partner}/reply"},
    {Channel::owntracks, Direction::in, "owntracks/{responder}/{device}"},
    {Channel::hub_ack, Direction::out, "{root}/hub/{hub}/ack"},
    {Channel::hub_feedback, Direction::out, "{root}/hub/{hub}/feedback"},
    {Channel::hub_error, Direction::out, "{root}/hub/{hub}/error"},
    {Channel::responder_offer, Direction::out, "{root}/responder/{responder}/offer"},
    {Channel::responder_assignment, Direction::out, "{root}/responder/{responder}/assignment"},
    {Channel::responder_error, Direction::out, "{root}/responder/{responder}/error"},
    {Channel::partner_request, Direction::out, "{root}/partner/{partner}/request"},
    {Channel::partner_error, Direction::out, "{root}/partner/{partner}/error"},
    {Channel::owntracks_cmd, Direction::out, "owntracks/{responder}/{device}/cmd"},
    {Channel::centre_incident, Direction::out, "{root}/centre/incident/{incident}"},
    {Channel::centre_alert, Direction::out, "{root}/centre/alert"},
    {Channel::system_status, Direction::out, "{root}/system/status"},
}};

/// Who sent a message, as its topic says. The views look into the topic.
struct Address {
  Channel channel = Channel::hub_alarm;
  std::string_view id;     ///< hub, responder, partner or incident; empty where the channel has none
  std::string_view device; ///< OwnTracks only
};

/// The channel of a topic and whose it is.
[[nodiscard]] std::optional<Address> parse_topic(std::string_view root, std::string_view topic) noexcept;

/// The topic of a channel. nullopt when an id can't stand in a topic that is published (`/`, `+`, `#`, NUL,
/// bad UTF-8) or is missing.
[[nodiscard]] std::optional<std::string> topic_of(std::string_view root, Channel channel,
                                                  std::string_view id = {}, std::string_view device = {});

} // namespace turnout::wire
