#include "looks.hpp"

#include "commands.hpp"

namespace turnout::console {
namespace {

constexpr auto one_look_lasts = std::chrono::minutes(10);

} // namespace

void Looks::look(const Caller& caller, Look look, std::function<void()> then, Reply reply) {
  engine::LocalEvent event;
  RecordViewed view{.id = fresh_id(),
                    .by = OperatorId(caller.name),
                    .role = caller.role_name(),
                    .people = std::move(look.people),
                    .what = look.what,
                    .why = look.why.reason,
                    .incident = look.why.incident};
  if (!look.why.words.empty()) {
    event.texts.push_back(salted(look.why.words));
    view.reason = event.texts.back().id;
  }
  event.event = std::move(view);
  desk_.give(std::move(event), 200, [go_on = std::move(then), tell = std::move(reply)](const Answer& answer) {
    if (answer.status == 200) return go_on();
    tell(answer);
  });
}

void Looks::look_on(const Caller& caller, Look look, std::function<void()> then, Reply reply) {
  const auto now = std::chrono::steady_clock::now();
  std::erase_if(looking_on_, [&](const auto& one) { return now - one.second > one_look_lasts; });
  const std::pair key(caller.name, look.why.incident.value_or(IncidentId()));
  if (looking_on_.contains(key)) return then();
  this->look(
      caller, std::move(look),
      [this, key, now, go_on = std::move(then)] {
        looking_on_[key] = now;
        go_on();
      },
      std::move(reply));
}

} // namespace turnout::console
