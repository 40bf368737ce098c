#include "checkpointer.hpp"

namespace turnout::store {

Checkpointer::Checkpointer(Database database, Duration every)
    : database_(std::move(database)), every_(every), thread_([this] { run(); }) {}

Checkpointer::~Checkpointer() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

std::uint64_t Checkpointer::failed() const {
  const std::scoped_lock lock(mutex_);
  return failed_;
}

std::string Checkpointer::last_error() const {
  const std::scoped_lock lock(mutex_);
  return error_;
}

void Checkpointer::run() {
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, every_, [this] { return stopping_; })) {
    if (!behind_.exchange(false)) continue;
    lock.unlock();
    int logged = 0;
    int carried = 0;
    const int rc =
        sqlite3_wal_checkpoint_v2(database_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &logged, &carried);
    // Readers can hold it back, and the writer may be carrying over itself: that is no failure.
    const bool failed = rc != SQLITE_OK && (rc & 0xff) != SQLITE_BUSY;
    if (rc != SQLITE_OK || carried < logged) behind_.store(true);
    std::string error =
        failed ? database_.error("carrying the write-ahead log over", rc).message : std::string();
    lock.lock();
    failed_ += failed ? 1 : 0;
    error_ = std::move(error);
  }
}

} // namespace turnout::store
