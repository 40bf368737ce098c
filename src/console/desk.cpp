#include "desk.hpp"

#include <boost/asio/post.hpp>

namespace turnout::console {

void Desk::give(engine::LocalEvent command, unsigned done_status, Reply reply) {
  if (waiting_.size() >= waiting_max) {
    return reply(
        problem(503, "busy", "Busy", "Too many commands wait for their answer; send this one again."));
  }
  const MessageId id = *asked_by_hand(command.event);
  auto waiting = std::make_shared<Waiting>(io_);
  waiting->done_status = done_status;
  waiting->reply = std::move(reply);
  waiting_.emplace(id, waiting);
  waiting->timer.expires_after(deadline_);
  waiting->timer.async_wait([this, id, waiting](const boost::system::error_code& stopped) {
    if (!stopped) overdue(id, waiting);
  });
  boost::asio::post(putter_, [this, held = std::move(command)]() mutable { tell(std::move(held)); });
}

void Desk::tell(engine::LocalEvent event) {
  lanes_.put(engine::Lane::response, std::move(event));
}

void Desk::committed(const engine::Batch& batch, bool durable) {
  std::vector<CommandAnswered> answers;
  for (const auto& record : batch.records) {
    if (asked_by_hand(record.event) == nullptr) continue;
    for (const auto& decision : record.decisions) {
      if (const auto* answer = std::get_if<CommandAnswered>(&decision)) answers.push_back(*answer);
      if (const auto* view = std::get_if<ViewAnswered>(&decision))
        answers.push_back({view->id, view->done, view->reason, std::nullopt});
    }
  }
  if (answers.empty()) return;
  boost::asio::post(io_, [this, held = std::move(answers), durable] {
    for (const auto& answer : held)
      answered(answer, durable);
  });
}

void Desk::answered(const CommandAnswered& answer, bool durable) {
  const auto [first, last] = waiting_.equal_range(answer.id);
  for (auto at = first; at != last; ++at) {
    at->second->timer.cancel();
    if (!answer.done) {
      at->second->reply(problem(409, "refused", "Refused", answer.reason));
      continue;
    }
    boost::json::object body{{"id", answer.id.str()}, {"done", true}, {"durable", durable}};
    if (answer.incident) body["incident"] = answer.incident->str();
    at->second->reply(json_answer(body, at->second->done_status));
  }
  waiting_.erase(first, last);
}

void Desk::overdue(const MessageId& id, const std::shared_ptr<Waiting>& waiting) {
  const auto [first, last] = waiting_.equal_range(id);
  for (auto at = first; at != last; ++at) {
    if (at->second != waiting) continue;
    waiting_.erase(at);
    waiting->reply(problem(504, "no-answer", "No answer in time",
                           "The command may still take effect. Send it again with \"id\": \"" + id.str() +
                               "\": that does it once."));
    return;
  }
}

void Desk::on_io(std::function<void()> work) {
  boost::asio::post(io_, std::move(work));
}

void Desk::stop() {
  putter_.join();
}

} // namespace turnout::console
