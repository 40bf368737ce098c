#include "mqtt_pipe.hpp"

#include <boost/asio/write.hpp>

namespace turnout::console {
namespace {

namespace beast = boost::beast;

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
  const Opening opening{"mqtt", connect_within, idle_at_most};
  phone_.read_message_max(frame_max);
  phone_.binary(true);
  console::accept(phone_, request_, opening, [self = shared_from_this()](Error error) {
    if (error) return self->end();
    self->from_phone();
    self->from_broker();
  });
}

void MqttPipe::from_phone() {
  read_message(phone_, up_, [self = shared_from_this()](Error error) {
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
                            const boost::asio::const_buffer message(self->down_.data(), bytes);
                            write_message(self->phone_, message, [self](Error failed) {
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
