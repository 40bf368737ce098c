// Signing in and out, and the two routes that become WebSockets.
#include "api.hpp"
#include "mqtt_pipe.hpp"

namespace turnout::console {
namespace {

constexpr int signing_in_max = 16;

std::string cookie(const std::string& secret, bool over) {
  return "__Host-turnout=" + secret + "; Path=/; Secure; HttpOnly; SameSite=Strict" +
         (over ? "; Max-Age=0" : "");
}

Answer wrong_sign_in() {
  return problem(401, "wrong-sign-in", "Not signed in", "The name or the password is wrong.");
}

Answer locked_out(Duration left) {
  const auto seconds = std::to_string(std::chrono::ceil<std::chrono::seconds>(left).count());
  auto answer =
      problem(429, "locked-out", "Locked", "Too many wrong passwords. Try again in " + seconds + " s.");
  answer.headers.emplace_back("Retry-After", seconds);
  return answer;
}

boost::json::object session_shown(const accounts::Session& session, const accounts::Limits& limits,
                                  WallTime now) {
  return {{"user", session.user.name},
          {"name", session.user.shown.empty() ? session.user.name : session.user.shown},
          {"role", accounts::name_of(session.user.role)},
          {"now", format_rfc3339(now)},
          {"idle_s", limits.idle / 1s},
          {"ends_at", format_rfc3339(now + (session.ends_at - real_now()))}};
}

Answer signed_in(const Result<accounts::SignIn>& done, const accounts::Limits& limits, WallTime now) {
  if (!done) return problem(503, "users-unreadable", "Cannot sign in now", done.error());
  if (done.value().locked_for) return locked_out(*done.value().locked_for);
  if (!done.value().session) return wrong_sign_in();
  auto answer = json_answer(session_shown(*done.value().session, limits, now));
  answer.headers.emplace_back("Set-Cookie", cookie(done.value().secret, false));
  return answer;
}

} // namespace

void Api::sign_in(const Request& request, const Reply& reply) {
  boost::system::error_code error;
  const auto body = boost::json::parse(request.body, error);
  const auto text = [&](const char* name) -> const boost::json::string* {
    const auto* member = error || !body.is_object() ? nullptr : body.get_object().if_contains(name);
    return member == nullptr ? nullptr : member->if_string();
  };
  const auto* user = text("user");
  const auto* password = text("password");
  if (user == nullptr || password == nullptr)
    return reply(problem(422, "bad-sign-in", "Cannot be used", "user and password are wanted, as texts."));
  if (deps_.users == nullptr) return reply(wrong_sign_in());
  if (signing_in_ >= signing_in_max) return reply(locked_out(1s));
  ++signing_in_;
  boost::asio::post(signer_, [this, reply, name = std::string(*user), word = std::string(*password)] {
    const auto done = deps_.users->sign_in(name, word, real_now());
    reply(signed_in(done, deps_.users->limits(), deps_.clock.now()));
    desk_.on_io([this] { --signing_in_; });
  });
}

void Api::add_session_routes() {
  router_.add({.method = "POST",
               .path = "/api/v1/session",
               .access = Access::anybody,
               .handle = [this](const Request& request, const Reply& reply) { sign_in(request, reply); }});
  add("GET", "/api/v1/session", [this](const Request& request, const Reply& reply) {
    if (request.caller.token)
      return reply(problem(401, "not-signed-in", "Nobody is signed in", "The token is no person."));
    const auto session = deps_.users->session(request.caller.secret, real_now(), true);
    if (!session || !session.value()) return reply(wrong_sign_in());
    reply(json_answer(session_shown(*session.value(), deps_.users->limits(), deps_.clock.now())));
  });
  add("DELETE", "/api/v1/session", [this](const Request& request, const Reply& reply) {
    if (!request.caller.token) {
      if (const auto out = deps_.users->sign_out(request.caller.secret); !out)
        return reply(problem(503, "users-unreadable", "Cannot sign out now", out.error()));
    }
    reply({.status = 204,
           .type = "application/json",
           .body = {},
           .headers = {{"Set-Cookie", cookie("", true)}}});
  });
}

void Api::add_socket_routes() {
  router_.add({.method = "GET",
               .path = "/api/v1/live",
               .handle = {},
               .upgrade = [this](Upgrade upgrade) { live_.join(std::move(upgrade)); },
               .subprotocol = "turnout.v1"});
  router_.add({.method = "GET",
               .path = "/mqtt",
               .access = Access::anybody,
               .handle = {},
               .upgrade = [this](Upgrade upgrade) { join_broker(std::move(upgrade)); },
               .subprotocol = "mqtt"});
}

void Api::join_broker(Upgrade upgrade) {
  std::erase_if(pipes_, [](const auto& one) { return one.expired(); });
  const auto colon = options_.mqtt.rfind(':');
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(options_.mqtt.substr(0, colon), error);
  const int port = colon == std::string::npos ? 0 : std::atoi(options_.mqtt.c_str() + colon + 1);
  // Where there is no room or no broker the phone is hung up on; it keeps what it has to say and tries again.
  if (error || port <= 0 || port > UINT16_MAX || pipes_.size() >= options_.pipes_max) return;
  auto pipe = std::make_shared<MqttPipe>(std::move(upgrade));
  pipes_.push_back(pipe);
  pipe->start({address, static_cast<std::uint16_t>(port)});
}

} // namespace turnout::console
