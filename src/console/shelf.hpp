// Reading what is committed, on a thread of its own, so that neither the I/O thread nor the engine ever waits
// for the disk. `ask` from any thread. A store that cannot be opened or read becomes the answer of whoever
// asked.
#pragma once

#include "http.hpp"
#include "turnout/store/read_store.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <memory>

namespace turnout::console {

class Shelf {
public:
  explicit Shelf(std::string path) : path_(std::move(path)) {}

  /// `read` runs on the reading thread, and its answer is the reply.
  void ask(std::function<Answer(store::ReadStore&)> read, Reply reply);
  void stop() { reader_.join(); }

private:
  std::string path_;
  std::unique_ptr<store::ReadStore> store_; ///< the reading thread's
  boost::asio::thread_pool reader_{1};
};

[[nodiscard]] Answer cannot_read(const std::string& why);

} // namespace turnout::console
