#include "shelf.hpp"

namespace turnout::console {

Answer cannot_read(const std::string& why) {
  return problem(503, "store-unreadable", "Cannot be read now", why);
}

void Shelf::ask(std::function<Answer(store::ReadStore&)> read, Reply reply) {
  boost::asio::post(reader_, [this, ask = std::move(read), tell = std::move(reply)] {
    if (!store_) {
      auto opened = store::ReadStore::open(path_);
      if (!opened) return tell(cannot_read(opened.error()));
      store_ = std::move(opened.value());
    }
    tell(ask(*store_));
  });
}

} // namespace turnout::console
