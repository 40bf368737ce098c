// The routes by which data about people go, or are handed out: each is in the journal, by whom and why.
#include "api.hpp"
#include "commands.hpp"
#include "erasure.hpp"
#include "turnout/custody/person.hpp"

namespace turnout::console {
namespace {

Answer not_usable(const std::vector<Fault>& faults) {
  return problem(422, "bad-request", "The request cannot be used",
                 faults.front().pointer + ": " + faults.front().message, faults);
}

/// What the rules answered, and that the write-ahead log does not hold it any more either.
Answer with_log(Answer answer, std::size_t texts, const Status& carried) {
  boost::system::error_code error;
  auto body = boost::json::parse(answer.body, error);
  if (error || !body.is_object()) return answer;
  body.get_object()["texts"] = texts;
  body.get_object()["overwritten"] = carried.ok();
  answer.body = boost::json::serialize(body);
  return answer;
}

} // namespace

void Api::add_erasure_routes() {
  add("POST", "/api/v1/people/{id}/erase",
      [this](const Request& request, Reply reply) { erase_person(request, std::move(reply)); });
  add("POST", "/api/v1/people/{id}/looks",
      [this](const Request& request, Reply reply) { look_at_everything(request, std::move(reply)); });
  add("POST", "/api/v1/retention",
      [this](const Request& request, Reply reply) { apply_retention(request, std::move(reply)); });
}

void Api::give_erasure(engine::LocalEvent event, std::size_t texts, Reply reply) {
  desk_.give(std::move(event), 200, [this, texts, tell = std::move(reply)](const Answer& answer) {
    if (answer.status != 200) return tell(answer);
    boost::asio::post(importer_, [this, texts, tell, answer] {
      tell(with_log(answer, texts, deps_.registry.carry_over_all()));
    });
  });
}

void Api::erase_person(const Request& request, Reply reply) {
  auto asked = erase_request(request.body, request.params.at("id"), request.caller.name);
  if (!asked.faults.empty()) return reply(not_usable(asked.faults));
  auto erased = std::make_shared<PersonErased>(std::move(asked.event));
  shelf_.ask(
      [erased](store::ReadStore& store) {
        auto texts = custody::texts_about(store, erased->person);
        if (!texts) return cannot_read(texts.error());
        erased->texts = std::move(texts).value();
        return Answer{};
      },
      [this, erased, tell = std::move(reply)](const Answer& answer) {
        if (answer.status != 200) return tell(answer);
        // After imports that are under way: one of them may hold the person's row.
        boost::asio::post(importer_, [this, erased, tell] {
          desk_.on_io([this, erased, tell] { give_erasure({*erased, {}}, erased->texts.size(), tell); });
        });
      });
}

/// Before turnoutctl reads everything held on somebody, for them.
void Api::look_at_everything(const Request& request, Reply reply) {
  const auto asked = look_request(request.body, request.caller.name);
  if (!asked.faults.empty()) return reply(not_usable(asked.faults));
  engine::LocalEvent event;
  RecordViewed view{.id = fresh_id(),
                    .by = asked.event.by,
                    .role = request.caller.role_name(),
                    .people = {PersonId(request.params.at("id"))},
                    .what = RecordPart::everything,
                    .why = ViewReason::subject_access};
  if (!asked.event.words.empty()) {
    event.texts.push_back(salted(asked.event.words));
    view.reason = event.texts.back().id;
  }
  event.event = std::move(view);
  desk_.give(std::move(event), 200, std::move(reply));
}

void Api::apply_retention(const Request& request, Reply reply) {
  auto asked = retention_request(request.body);
  if (!asked.faults.empty()) return reply(not_usable(asked.faults));
  const std::size_t texts = asked.event.texts.size();
  give_erasure({std::move(asked.event), {}}, texts, std::move(reply));
}

} // namespace turnout::console
