// The routes by which data about people go, or are handed out: each is in the journal, by whom and why.
#include "api.hpp"
#include "commands.hpp"
#include "erasure.hpp"
#include "turnout/custody/person.hpp"

#include <algorithm>

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

/// Where the register has them no more, nothing is written about them, and a record says why: the answer to
/// their erasure given again.
Result<std::optional<Answer>> erased_before(store::ReadStore& store, const PersonErased& asked) {
  const auto row = store.person(asked.person);
  if (!row) return Error{row.error()};
  if (row.value() || !asked.texts.empty()) return std::optional<Answer>();
  std::optional<Answer> done;
  const auto read = store.for_each_record({.kinds = {"PersonErased"}}, [&](const Record& record) {
    const auto* before = std::get_if<PersonErased>(&record.event);
    const bool carried_out =
        std::any_of(record.decisions.begin(), record.decisions.end(), [](const Decision& decision) {
          const auto* answer = std::get_if<CommandAnswered>(&decision);
          return answer != nullptr && answer->done;
        });
    if (before != nullptr && before->person == asked.person && carried_out)
      done = json_answer({{"id", before->id.str()}, {"done", true}, {"durable", true}});
    return !done;
  });
  if (!read) return Error{read.error()};
  return done;
}

struct Erasing {
  PersonErased event;
  std::optional<Answer> before; ///< it was done, all but the log perhaps
};

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
    carry_over(answer, texts, tell);
  });
}

void Api::carry_over(Answer answer, std::size_t texts, Reply reply) {
  boost::asio::post(importer_, [this, texts, tell = std::move(reply), held = std::move(answer)]() mutable {
    tell(with_log(std::move(held), texts, deps_.registry.carry_over_all()));
  });
}

void Api::erase_person(const Request& request, Reply reply) {
  auto asked = erase_request(request.body, request.params.at("id"), request.caller.name);
  if (!asked.faults.empty()) return reply(not_usable(asked.faults));
  auto erasing = std::make_shared<Erasing>(Erasing{std::move(asked.event), {}});
  archive_.ask(
      [erasing](store::ReadStore& store) {
        auto texts = custody::texts_about(store, erasing->event.person);
        if (!texts) return cannot_read(texts.error());
        erasing->event.texts = std::move(texts).value();
        auto before = erased_before(store, erasing->event);
        if (!before) return cannot_read(before.error());
        erasing->before = std::move(before).value();
        return Answer{};
      },
      [this, erasing, tell = std::move(reply)](const Answer& answer) {
        if (answer.status != 200) return tell(answer);
        if (erasing->before) return carry_over(*erasing->before, 0, tell);
        // After imports that are under way: one of them may hold the person's row.
        boost::asio::post(importer_, [this, erasing, tell] {
          desk_.on_io([this, erasing, tell] {
            give_erasure({erasing->event, {}}, erasing->event.texts.size(), tell);
          });
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
