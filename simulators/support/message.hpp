// What goes over the wire, apart from how: agents make messages, a live link or a test takes them. Any thread
// may hold a Message; a Publish is called from the simulator's one thread and never fails: what cannot be
// sent is lost, as on a real line.
#pragma once

#include <functional>
#include <string>

namespace turnout::sim {

struct Message {
  std::string topic; // below the topic root
  std::string payload;
  int qos = 1;
  bool retain = false;
};

using Publish = std::function<void(const Message&)>;

} // namespace turnout::sim
