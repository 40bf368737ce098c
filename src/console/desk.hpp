// Commands on their way: puts them into the lanes and hands each its answer when the commit brings it back,
// or a problem when the deadline passes. `give` is called from the I/O thread; `committed` from the engine's,
// and returns at once. A command whose answer nobody waits for any more may still take effect: its id makes
// sending it again harmless.
#pragma once

#include "http.hpp"
#include "turnout/base/time.hpp"
#include "turnout/engine/inbound.hpp"
#include "turnout/engine/ports.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <memory>

namespace turnout::console {

class Desk final : public engine::Viewers {
public:
  Desk(boost::asio::io_context& io, engine::Lanes& lanes, Duration deadline)
      : io_(io), lanes_(lanes), deadline_(deadline) {}

  /// Whatever a human asks for under an id (asked_by_hand). `done_status` is the status of the answer when
  /// the command was done.
  void give(engine::LocalEvent command, unsigned done_status, Reply reply);

  /// For what has no answer: registry rows, plans. Any thread; waits where a lane is full.
  void tell(engine::LocalEvent event);

  void committed(const engine::Batch& batch, bool durable) override;

  /// Runs it on the I/O thread.
  void on_io(std::function<void()> work);

  /// Waits until what was given has reached the lanes.
  void stop();

private:
  struct Waiting {
    explicit Waiting(boost::asio::io_context& io) : timer(io) {}
    boost::asio::steady_timer timer;
    unsigned done_status = 200;
    Reply reply;
  };
  void answered(const CommandAnswered& answer, bool durable);
  void overdue(const MessageId& id, const std::shared_ptr<Waiting>& waiting);

  static constexpr std::size_t waiting_max = 1024;

  boost::asio::io_context& io_;
  engine::Lanes& lanes_;
  Duration deadline_;
  boost::asio::thread_pool putter_{1};                         ///< a full lane makes whoever puts wait
  std::multimap<MessageId, std::shared_ptr<Waiting>> waiting_; ///< the I/O thread's
};

} // namespace turnout::console
