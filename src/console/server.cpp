#include "turnout/console/server.hpp"

#include "api.hpp"
#include "session.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <sodium.h>

#include <list>
#include <thread>

namespace turnout::console {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

class ConsoleServer::Inside {
public:
  Inside(ConsoleDeps deps, const ConsoleOptions& options)
      : options_(options), deps_(std::move(deps)), desk_(io_, deps_.lanes, options.command_deadline),
        live_(io_, deps_, options.viewers_max),
        api_(deps_, options, desk_, live_, unstored_), rules_{api_.router(),    api_.pages(),
                                                              deps_.users,      deps_.token,
                                                              options.idle_max, options.stranger_max} {}
  ~Inside() { stop(); }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

  Status listen() {
    if (auto files = api_.read_files(); !files) return files;
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options_.address, error);
    if (error)
      return Error{"[console] listen: " + options_.address + " is not an address; write 127.0.0.1:8080"};
    const tcp::endpoint endpoint(address, options_.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
      return Error{"[console] listen: " + options_.address + ":" + std::to_string(options_.port) + ": " +
                   error.message() + "; choose a port that is free and allowed"};
    }
    port_ = acceptor_.local_endpoint(error).port();
    accept();
    live_.start();
    thread_ = std::thread([this] { io_.run(); });
    return ok_status();
  }

  void stop() {
    if (!thread_.joinable()) return;
    // What is still being answered is finished first, so that nothing replies to a connection that is gone.
    live_.stop();
    desk_.stop();
    api_.stop();
    io_.stop();
    thread_.join();
  }

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] engine::Viewers& viewer() noexcept { return viewer_; }
  [[nodiscard]] std::optional<int> audible() const noexcept { return live_.audible(); }

private:
  /// Passes on what the engine says, to those who copy and return.
  class Viewer final : public engine::Viewers {
  public:
    Viewer(Unstored& unstored, Desk& desk, Live& live) : unstored_(unstored), desk_(desk), live_(live) {}
    void committed(const engine::Batch& batch, bool durable) override {
      // First: whoever is answered may look at once.
      unstored_.committed(batch, durable);
      desk_.committed(batch, durable);
      live_.committed(batch);
    }
    void heard(const PositionReceived& position) override { live_.heard(position); }

  private:
    Unstored& unstored_;
    Desk& desk_;
    Live& live_;
  };

  void accept() {
    acceptor_.async_accept([this](boost::system::error_code error, tcp::socket socket) {
      if (!error) welcome(std::move(socket));
      if (error == asio::error::operation_aborted) return;
      // Out of file descriptors: try again when one may be free, not at once.
      if (error) return wait_a_little();
      accept();
    });
  }

  void wait_a_little() {
    pause_.expires_after(std::chrono::milliseconds(100));
    pause_.async_wait([this](boost::system::error_code error) {
      if (!error) accept();
    });
  }

  void welcome(tcp::socket socket) {
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    auto session = std::make_shared<Session>(std::move(socket), rules_);
    std::erase_if(sessions_, [](const auto& one) { return one.expired(); });
    bool room = sessions_.size() < options_.connections_max;
    if (!room) room = drop_a_stranger();
    sessions_.push_back(session);
    if (room) return session->start();
    session->start_over_full(problem(503, "too-many-connections", "Too many connections", full_words()));
  }

  /// The oldest connection that has not shown the token makes room: nobody without it locks operators out.
  bool drop_a_stranger() {
    for (auto at = sessions_.begin(); at != sessions_.end(); ++at) {
      const auto session = at->lock();
      if (!session || session->known()) continue;
      session->end();
      sessions_.erase(at);
      return sessions_.size() < options_.connections_max;
    }
    return false;
  }

  [[nodiscard]] std::string full_words() const {
    return "All " + std::to_string(options_.connections_max) + " connections to " + options_.address + ":" +
           std::to_string(port_) +
           " are held by clients with the token: end some of them (ss -tnp 'sport = :" +
           std::to_string(port_) + "' names them), or try again in a moment.";
  }

  ConsoleOptions options_;
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
  tcp::acceptor acceptor_{io_};
  asio::steady_timer pause_{io_};
  ConsoleDeps deps_;
  Desk desk_;
  Live live_;
  Unstored unstored_;
  Api api_;
  Viewer viewer_{unstored_, desk_, live_};
  SessionRules rules_;
  std::list<std::weak_ptr<Session>> sessions_; ///< oldest first
  std::uint16_t port_ = 0;
  std::thread thread_;
};

ConsoleServer::ConsoleServer(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
ConsoleServer::~ConsoleServer() = default;

Result<std::unique_ptr<ConsoleServer>> ConsoleServer::start(ConsoleDeps deps, const ConsoleOptions& options) {
  if (sodium_init() < 0) return Error{"libsodium did not start: reinstall libsodium23"};
  if (deps.token.empty())
    return Error{"[console] token_file: the file is empty; put a long random line into it"};
  auto inside = std::make_unique<Inside>(std::move(deps), options);
  if (auto listening = inside->listen(); !listening) return Error{listening.error()};
  return std::unique_ptr<ConsoleServer>(new ConsoleServer(std::move(inside)));
}

std::uint16_t ConsoleServer::port() const noexcept {
  return inside_->port();
}
engine::Viewers& ConsoleServer::viewer() noexcept {
  return inside_->viewer();
}
std::optional<int> ConsoleServer::audible() const noexcept {
  return inside_->audible();
}
void ConsoleServer::stop() {
  inside_->stop();
}

} // namespace turnout::console
