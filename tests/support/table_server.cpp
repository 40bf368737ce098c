#include "table_server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <mutex>
#include <thread>

namespace turnout::testing {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

} // namespace

struct TableServer::Inside : std::enable_shared_from_this<Inside> {
  explicit Inside(Answerer answers) : answerer(std::move(answers)) {}

  struct Line {
    explicit Line(tcp::socket socket) : stream(std::move(socket)) {}
    beast::tcp_stream stream;
    beast::flat_buffer buffer;
    http::request<http::empty_body> request;
    http::response<http::string_body> response;
  };

  void accept() {
    acceptor.async_accept([this](beast::error_code error, tcp::socket socket) {
      if (error) return;
      {
        const std::lock_guard lock(mutex);
        ++lines;
      }
      listen(std::make_shared<Line>(std::move(socket)));
      accept();
    });
  }

  void listen(const std::shared_ptr<Line>& line) {
    line->request = {};
    http::async_read(line->stream, line->buffer, line->request,
                     [this, line](beast::error_code error, std::size_t) {
                       if (!error) answer(line);
                     });
  }

  void answer(const std::shared_ptr<Line>& line) {
    const std::string target(line->request.target());
    {
      const std::lock_guard lock(mutex);
      targets.push_back(target);
    }
    const Answer say = answerer(target);
    if (say.silent) {
      silent.push_back(line);
      return;
    }
    if (say.hang_up) return;
    line->response = {static_cast<http::status>(say.status), 11};
    line->response.body() = say.body;
    line->response.keep_alive(true);
    line->response.prepare_payload();
    http::async_write(line->stream, line->response,
                      [this, line, closing = say.close_after](beast::error_code error, std::size_t) {
                        if (!error && !closing) listen(line);
                      });
  }

  asio::io_context io;
  tcp::acceptor acceptor{io, {asio::ip::make_address("127.0.0.1"), 0}};
  Answerer answerer;
  std::vector<std::shared_ptr<Line>> silent;
  mutable std::mutex mutex;
  std::vector<std::string> targets;
  int lines = 0;
  std::thread thread;
};

TableServer::TableServer(Answerer answerer) : inside_(std::make_shared<Inside>(std::move(answerer))) {
  inside_->accept();
  inside_->thread = std::thread([inside = inside_.get()] { inside->io.run(); });
}

TableServer::~TableServer() {
  inside_->io.stop();
  inside_->thread.join();
}

std::string TableServer::url() const {
  return "http://127.0.0.1:" + std::to_string(inside_->acceptor.local_endpoint().port());
}

std::vector<std::string> TableServer::asked() const {
  const std::lock_guard lock(inside_->mutex);
  return inside_->targets;
}

int TableServer::connections() const {
  const std::lock_guard lock(inside_->mutex);
  return inside_->lines;
}

} // namespace turnout::testing
