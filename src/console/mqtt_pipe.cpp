#include "mqtt_pipe.hpp"

#include <boost/asio/write.hpp>
#include <boost/beast/websocket.hpp>

namespace turnout::console {
namespace {

namespace beast = boost::beast;
namespace websocket = beast::websocket;

constexpr auto connect_within = std::chrono::seconds(5);
constexpr auto idle_at_most = std::chrono::seconds(60);
constexpr std::size_t frame_max = std::size_t{256} * 1024;

} // namespace

MqttPipe::MqttPipe(Upgrade upgrade)
    : phone_(std::move(upgrade.socket)), broker_(phone_.get_executor()),
      request_(std::move(upgrade.request)) {}

void MqttPipe::start(const boost::asio::ip::tcp::endpoint& broker) {
  broker_.expires_after(connect_within);
  broker_.async_connect(broker, [self = shared_from_this()](Error error) {
    if (error) return self->end();
    self->broker_.expires_never();
    Error ignored;
    self->broker_.socket().set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    self->accept();
  });
}

void MqttPipe::accept() {
  // Pings keep a phone that is only listening; one that is gone is noticed by them.
  phone_.set_option(websocket::stream_base::timeout{connect_within, idle_at_most, true});
  phone_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
    response.set(beast::http::field::sec_websocket_protocol, "mqtt");
  }));
  phone_.read_message_max(frame_max);
  phone_.binary(true);
  phone_.async_accept(request_, [self = shared_from_this()](Error error) {
    if (error) return self->end();
    self->from_phone();
    self->from_broker();
  });
}

void MqttPipe::from_phone() {
  phone_.async_read(up_, [self = shared_from_this()](Error error, std::size_t) {
    if (error) return self->end();
    boost::asio::async_write(self->broker_, self->up_.data(), [self](Error failed, std::size_t bytes) {
      if (failed) return self->end();
      self->up_.consume(bytes);
      self->from_phone();
    });
  });
}

void MqttPipe::from_broker() {
  broker_.async_read_some(boost::asio::buffer(down_),
                          [self = shared_from_this()](Error error, std::size_t bytes) {
                            if (error) return self->end();
                            self->phone_.async_write(boost::asio::buffer(self->down_.data(), bytes),
                                                     [self](Error failed, std::size_t) {
                                                       if (failed) return self->end();
                                                       self->from_broker();
                                                     });
                          });
}

void MqttPipe::end() {
  beast::get_lowest_layer(phone_).close();
  broker_.close();
}

} // namespace turnout::console
