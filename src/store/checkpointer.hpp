// The thread that carries the write-ahead log over into the file, on a connection of its own, so that no
// commit waits for it. It looks only after commits it was told of. `committed` and the readings may be called
// from any thread. A failed checkpoint loses nothing: the log keeps everything, and the next one tries again.
#pragma once

#include "database.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace turnout::store {

class Checkpointer {
public:
  Checkpointer(Database database, Duration every);
  ~Checkpointer();

  void committed() noexcept { behind_.store(true); }
  [[nodiscard]] std::uint64_t failed() const;
  [[nodiscard]] std::string last_error() const;

private:
  void run();

  Database database_;
  const Duration every_;
  std::atomic<bool> behind_ = true;
  mutable std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::uint64_t failed_ = 0;
  std::string error_;
  std::thread thread_; ///< last, so that it starts when all else stands
};

} // namespace turnout::store
