// What a request asks and what is answered, free of any library; problems in the form of RFC 9457. Values,
// any thread. Building an answer cannot fail.
#pragma once

#include "roles.hpp"
#include "turnout/base/result.hpp"

#include <boost/json.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace turnout::console {

struct Request {
  std::string method;
  std::string path;                          ///< without the query, still percent-encoded
  std::map<std::string, std::string> query;  ///< decoded
  std::map<std::string, std::string> params; ///< of the route, decoded
  std::string content_type;
  std::string access_reason; ///< X-Access-Reason
  std::string body;
  Caller caller;
};

struct Answer {
  unsigned status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

/// To be called once, from any thread.
using Reply = std::function<void(Answer)>;

/// One thing wrong with a request: where, and in words that name the mend.
struct Fault {
  std::string pointer; ///< a JSON pointer, a header, or a row and column
  std::string message;
};

[[nodiscard]] Answer json_answer(const boost::json::value& body, unsigned status = 200);

/// `name` is the last part of the problem's type: /problems/{name}.
[[nodiscard]] Answer problem(unsigned status, std::string_view name, std::string_view title,
                             std::string_view detail, const std::vector<Fault>& faults = {});

/// Percent-decoding; nullopt for what is not.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

/// Splits `a=1&b=2`; nullopt for what cannot be decoded.
[[nodiscard]] std::optional<std::map<std::string, std::string>> parse_query(std::string_view text);

/// In a time that does not tell how much of it was right.
[[nodiscard]] bool bears_token(std::string_view authorization, const std::string& token);

} // namespace turnout::console
