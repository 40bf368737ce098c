// What is asked for when data about people are to go, or to be handed out, as read from a request's body.
// Pure, any thread. A fault names the member.
#pragma once

#include "http.hpp"
#include "turnout/engine/inbound.hpp"

namespace turnout::console {

template <class Asked>
struct ReadRequest {
  Asked event;
  std::vector<Fault> faults;
};

/// `signed_in` is who asks, where the body has no say in it.
[[nodiscard]] ReadRequest<PersonErased> erase_request(std::string_view body, const std::string& person,
                                                      const std::string& signed_in);
struct LookRequest {
  OperatorId by;
  std::string words;
};
[[nodiscard]] ReadRequest<LookRequest> look_request(std::string_view body, const std::string& signed_in);
[[nodiscard]] ReadRequest<RetentionApplied> retention_request(std::string_view body);

} // namespace turnout::console
