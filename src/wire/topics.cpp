#include <turnout/record/text.hpp>
#include <turnout/wire/topics.hpp>

#include <algorithm>

namespace turnout::wire {

namespace {

constexpr std::string_view root_mark = "{root}/";
constexpr std::string_view device_mark = "{device}";

std::string_view take_level(std::string_view& text) {
  const auto end = text.find('/');
  const auto level = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return level;
}

std::size_t levels(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '/'));
}

bool fits(std::string_view pattern, std::string_view topic, Address& address) {
  if (levels(pattern) != levels(topic)) return false;
  while (!pattern.empty()) {
    const auto wanted = take_level(pattern);
    const auto level = take_level(topic);
    if (wanted == device_mark) {
      address.device = level;
    } else if (wanted.starts_with('{')) {
      address.id = level;
    } else if (wanted != level) {
      return false;
    }
  }
  return true;
}

bool publishable(std::string_view level) {
  return !level.empty() && level.find_first_of(std::string_view("/+#\0", 4)) == std::string_view::npos &&
         record::is_utf8(level);
}

} // namespace

std::optional<Address> parse_topic(std::string_view root, std::string_view topic) noexcept {
  const bool below_root = topic.size() > root.size() && topic.starts_with(root) && topic[root.size()] == '/';
  for (const auto& facts : channels) {
    const bool rooted = facts.pattern.starts_with(root_mark);
    if (rooted && !below_root) continue;
    Address address{.channel = facts.channel};
    if (fits(facts.pattern.substr(rooted ? root_mark.size() : 0), topic.substr(rooted ? root.size() + 1 : 0),
             address))
      return address;
  }
  return std::nullopt;
}

std::optional<std::string> topic_of(std::string_view root, Channel channel, std::string_view id,
                                    std::string_view device) {
  std::string_view pattern = channels[static_cast<std::size_t>(channel)].pattern;
  std::string topic;
  if (pattern.starts_with(root_mark)) {
    topic = root;
    topic += '/';
    pattern.remove_prefix(root_mark.size());
  }
  while (!pattern.empty()) {
    const auto level = take_level(pattern);
    const bool open = level.starts_with('{');
    const auto filled = !open ? level : level == device_mark ? device : id;
    if (open && !publishable(filled)) return std::nullopt;
    topic += filled;
    if (!pattern.empty()) topic += '/';
  }
  return topic;
}

} // namespace turnout::wire
