#include "partners.hpp"

namespace turnout::county {

namespace {

constexpr Duration line = Duration(100); ///< partner to broker
constexpr double sigma = 0.4;

} // namespace

Partners::Partners(Stage& stage, Casebook& casebook) : stage_(stage), casebook_(casebook) {
  for (const auto& partner : stage.plans.partners)
    services_.emplace(partner.id.str(), partner.service);
}

void Partners::later(Duration span, const std::string& request, std::function<void()> task) {
  stage_.time.after(span, [this, request, task = std::move(task)] {
    const auto found = requests_.find(request);
    if (found != requests_.end() && !found->second.over) task();
  });
}

void Partners::reply(const std::string& request, std::string_view state, std::string_view eta) {
  Request& one = requests_.at(request);
  Words words;
  words.word("id", "p" + std::to_string(++said_)).word("request", request).word("state", state);
  if (!eta.empty()) words.word("eta_at", eta);
  if (state == "rejected") words.word("reason", "no capacity, PLANTED-note says");
  one.last = words.done();
  stage_.broker->send({stage_.topic("partner", one.partner, "reply"), one.last}, Quality::at_least_once,
                      line);
}

void Partners::receive(const std::string& partner, const std::string& payload) {
  const auto service = services_.find(partner);
  const auto body = parse_object(payload);
  const std::string id = text_in(body, "id");
  if (service == services_.end() || id.empty()) return;
  if (text_in(body, "state") == "cancelled") {
    requests_.erase(id);
    return;
  }
  const auto [found, fresh] = requests_.try_emplace(id, Request{.partner = partner, .last = {}});
  if (!fresh) {
    if (!found->second.last.empty())
      stage_.broker->send({stage_.topic("partner", partner, "reply"), found->second.last},
                          Quality::at_least_once, line);
    return;
  }
  const PartnerManner& how = stage_.scenario.partners[static_cast<std::size_t>(service->second)];
  const std::uint64_t alarm = casebook_.key_of(IncidentId(text_in(body, "incident")));
  Chance chance = stage_.chance("partner", number_of(partner), alarm);
  const bool silent = chance.happens(std::max(how.silent, stage_.faults.partner_silent));
  const bool rejects = chance.happens(std::max(how.rejects, stage_.faults.partner_rejects));
  const Duration hears = chance.log_normal(how.acknowledge_median, sigma);
  const Duration decides = chance.log_normal(how.accept_median, sigma);
  const Duration comes = chance.log_normal(how.arrive_median, how.arrive_sigma);
  const Duration stays = chance.log_normal(how.stay_median, sigma);
  if (silent) {
    // Somebody rings them in the end.
    later(30min, id, [this, id] { requests_.erase(id); });
    return;
  }
  later(hears, id, [=, this] {
    reply(id, "acknowledged");
    later(decides, id, [=, this] {
      if (rejects) {
        reply(id, "rejected");
        requests_.at(id).over = true;
        stage_.time.after(1h, [this, id] { requests_.erase(id); });
        return;
      }
      reply(id, "accepted", format_rfc3339(stage_.now() + comes));
      later(comes, id, [=, this] {
        reply(id, "arrived");
        later(stays, id, [=, this] {
          reply(id, "complete");
          requests_.at(id).over = true;
          stage_.time.after(1h, [this, id] { requests_.erase(id); });
        });
      });
    });
  });
}

} // namespace turnout::county
