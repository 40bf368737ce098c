// Asio and Beast, compiled once for all who use them.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
