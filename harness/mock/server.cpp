#include "harness/mock/server.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <optional>
#include <thread>
#include <type_traits>
#include <vector>

#include "harness/mock/certificate.hpp"
#include "harness/transport/wire.hpp"

namespace packetproof {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = asio::ip::tcp;
using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using Parser = http::request_parser<http::string_body>;

constexpr std::uint32_t most_header_bytes = 64U << 10U;
constexpr std::size_t most_discarded_bytes = 64U << 20U;
constexpr std::chrono::seconds farewell{2};  // for the peer to take what was sent and to close

template <typename Stream>
constexpr bool is_tls = std::is_same_v<Stream, TlsStream>;

HttpRequest request_of(const Parser& parser, std::uint32_t connection) {
  const auto& message = parser.get();
  HttpRequest request{.method = std::string(message.method_string()),
                      .path = std::string(message.target()),
                      .body = message.body(),
                      .connection = connection};
  for (const auto& field : message) {
    request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  return request;
}

HttpResponse complaint(int status, std::string text) {
  return {.status = status,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Connection", "close"}},
          .body = std::move(text)};
}

HttpResponse complaint_about(const beast::error_code& error) {
  if (error == http::error::body_limit) return complaint(413, "The request is too large.\n");
  if (error == http::error::header_limit) {
    return complaint(431, "The headers of the request are too large.\n");
  }
  return complaint(400, "This is not a request of HTTP/1.1.\n");
}

/// What a server's connections share.
struct Serving {
  ServerOptions options;
  Handler handler;
  std::atomic<std::uint32_t> connections{0};
};

template <typename Stream>
class Session {
 public:
  Session(Stream& stream, Serving& serving)
      : stream_(stream), serving_(serving), number_(++serving.connections) {}

  asio::awaitable<void> run() {
    beast::error_code error;
    if constexpr (is_tls<Stream>) {
      limit_time(serving_.options.idle_timeout);
      co_await stream_.async_handshake(asio::ssl::stream_base::server, token(error));
      if (error) co_return;
    }
    while (co_await serve_one()) {
    }
  }

 private:
  static auto token(beast::error_code& error) {
    return asio::redirect_error(asio::use_awaitable, error);
  }

  void limit_time(std::chrono::steady_clock::duration limit) {
    beast::get_lowest_layer(stream_).expires_after(limit);
  }

  // False when the connection has ended.
  asio::awaitable<bool> serve_one() {
    Parser parser;
    parser.header_limit(most_header_bytes);
    parser.body_limit(serving_.options.max_request_bytes);
    beast::error_code error;
    limit_time(serving_.options.idle_timeout);
    co_await http::async_read_header(stream_, buffer_, parser, token(error));
    if (!error && beast::iequals(parser.get()[http::field::expect], "100-continue")) {
      co_await write("HTTP/1.1 100 Continue\r\n\r\n", error);
    }
    if (!error) co_await http::async_read(stream_, buffer_, parser, token(error));
    if (error) {
      // A complaint is for requests that we do not understand, not for ended connections.
      if (error.category() != make_error_code(http::error::bad_method).category() ||
          error == http::error::end_of_stream || error == http::error::partial_message) {
        co_await end_orderly(false);
        co_return false;
      }
      co_await write(write_response(complaint_about(error), false), error);
      co_await end_orderly(!error);
      co_return false;
    }
    co_return co_await answer(parser);
  }

  asio::awaitable<bool> answer(const Parser& parser) {
    HttpResponse response = response_to(request_of(parser, number_));
    const bool keep = parser.get().keep_alive();
    if (!keep && !header(response.headers, "Connection")) {
      response.headers.emplace_back("Connection", "close");
    }
    const Delivery& delivery = response.delivery;
    if (delivery.delay.count() > 0) co_await pause(delivery.delay);
    beast::error_code error;
    const bool head = parser.get().method() == http::verb::head;
    co_await write(write_response(response, head), error);
    if (error) co_return false;
    if (delivery.reset) {
      reset();
      co_return false;
    }
    const auto announced = header(response.headers, "Connection");
    if (keep && !delivery.close && !delivery.cut_after &&
        !(announced && beast::iequals(*announced, "close"))) {
      co_return true;
    }
    co_await end_orderly(true);
    co_return false;
  }

  HttpResponse response_to(const HttpRequest& request) {
    try {
      return serving_.handler(request);
    } catch (const std::exception&) {  // our own fault; what it was is nobody's business outside
      return complaint(500, "The endpoint failed.\n");
    }
  }

  asio::awaitable<void> pause(std::chrono::milliseconds delay) {
    beast::error_code ignored;
    beast::get_lowest_layer(stream_).expires_never();
    asio::steady_timer timer(co_await asio::this_coro::executor, delay);
    co_await timer.async_wait(token(ignored));
  }

  asio::awaitable<void> write(std::string bytes, beast::error_code& error) {
    limit_time(serving_.options.idle_timeout);
    co_await asio::async_write(stream_, asio::buffer(bytes), token(error));
  }

  // RFC 9112, 9.6: closing while the peer still sends would reset what we have written, so what
  // comes is read and thrown away until the peer closes too.
  asio::awaitable<void> end_orderly(bool linger) {
    beast::error_code error;
    limit_time(farewell);
    auto& socket = beast::get_lowest_layer(stream_).socket();
    if constexpr (is_tls<Stream>) {
      // Says goodbye without waiting for the peer's: the end must be visible at once.
      SSL_set_shutdown(stream_.native_handle(), SSL_RECEIVED_SHUTDOWN);
      co_await stream_.async_shutdown(token(error));
    }
    socket.shutdown(Tcp::socket::shutdown_send, error);
    if (!linger || error) co_return;
    std::vector<char> waste(16U << 10U);
    for (std::size_t discarded = 0; !error && discarded < most_discarded_bytes;) {
      discarded += co_await beast::get_lowest_layer(stream_).async_read_some(asio::buffer(waste),
                                                                             token(error));
    }
  }

  // An end by RST: nothing lingers, TLS says no goodbye.
  void reset() {
    beast::error_code ignored;
    auto& socket = beast::get_lowest_layer(stream_).socket();
    socket.set_option(asio::socket_base::linger(true, 0), ignored);
    socket.close(ignored);
  }

  Stream& stream_;
  Serving& serving_;
  std::uint32_t number_;
  beast::flat_buffer buffer_;
};

asio::awaitable<void> run_session(Tcp::socket socket, asio::ssl::context* tls, Serving& serving) {
  if (tls == nullptr) {
    PlainStream stream(std::move(socket));
    co_await Session<PlainStream>(stream, serving).run();
  } else {
    TlsStream stream(std::move(socket), *tls);
    co_await Session<TlsStream>(stream, serving).run();
  }
}

std::string_view reason_of(const boost::system::error_code& error) {
  if (error == asio::error::address_in_use) {
    return "the port is in use: choose another one, or 0 for any that is free";
  }
  if (error == asio::error::access_denied) {
    return "this port needs privileges: choose one above 1023, or 0 for any that is free";
  }
  if (error == boost::system::errc::address_not_available) {
    return "this machine has no such address";
  }
  return {};
}

std::expected<asio::ip::address, std::string> address_of(std::string_view text) {
  if (text == "localhost") text = "127.0.0.1";
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  boost::system::error_code error;
  auto address = asio::ip::make_address(std::string(text), error);
  if (error) {
    return std::unexpected(
        fmt::format("'{}' is not an address to listen on: write an IP address such as 127.0.0.1 "
                    "or ::1",
                    text));
  }
  return address;
}

class BeastServer final : public Server {
 public:
  BeastServer(ServerOptions options, Handler handler)
      : serving_{.options = std::move(options), .handler = std::move(handler)},
        context_(std::max(serving_.options.threads, 1)),
        acceptor_(context_) {}

  ~BeastServer() override {
    context_.stop();
    threads_.clear();  // joins; the context then destroys the sessions, which closes their sockets
  }
  BeastServer(const BeastServer&) = delete;
  BeastServer& operator=(const BeastServer&) = delete;

  [[nodiscard]] std::uint16_t port() const override { return port_; }
  [[nodiscard]] std::string certificate() const override { return certificate_; }

  std::expected<void, std::string> start() {
    const auto address = address_of(serving_.options.address);
    if (!address) return std::unexpected(address.error());
    if (serving_.options.tls) {
      if (auto ready = prepare_tls(address->to_string()); !ready) return ready;
    }
    try {
      const Tcp::endpoint endpoint(*address, serving_.options.port);
      acceptor_.open(endpoint.protocol());
      acceptor_.set_option(Tcp::acceptor::reuse_address(true));
      acceptor_.bind(endpoint);
      acceptor_.listen();
      port_ = acceptor_.local_endpoint().port();
    } catch (const boost::system::system_error& error) {
      const std::string_view known = reason_of(error.code());
      return std::unexpected(fmt::format("cannot listen on {} port {}: {}", address->to_string(),
                                         serving_.options.port,
                                         known.empty() ? error.code().message() : known));
    }
    asio::co_spawn(context_, accept_all(), asio::detached);
    for (int i = 0; i < std::max(serving_.options.threads, 1); ++i) {
      threads_.emplace_back([this] { context_.run(); });
    }
    return {};
  }

 private:
  std::expected<void, std::string> prepare_tls(const std::string& address) {
    auto made = make_certificate(address, serving_.options.certificate_validity);
    if (!made) return std::unexpected(made.error());
    try {
      tls_.emplace(asio::ssl::context::tls_server);
      SSL_CTX_set_min_proto_version(tls_->native_handle(), TLS1_2_VERSION);
      tls_->use_certificate_chain(asio::buffer(made->certificate));
      tls_->use_private_key(asio::buffer(made->key), asio::ssl::context::pem);
    } catch (const boost::system::system_error& error) {
      return std::unexpected(fmt::format("TLS cannot be set up: {}", error.code().message()));
    }
    certificate_ = std::move(made->certificate);
    return {};
  }

  asio::awaitable<void> accept_all() {
    while (true) {
      boost::system::error_code error;
      Tcp::socket socket = co_await acceptor_.async_accept(
          asio::make_strand(context_), asio::redirect_error(asio::use_awaitable, error));
      if (error == asio::error::operation_aborted) co_return;
      if (error) {  // out of descriptors, most likely: they come back
        asio::steady_timer timer(context_, std::chrono::milliseconds(20));
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
        continue;
      }
      // NOLINTNEXTLINE(bugprone-unused-return-value): a wish, and slower is no error
      socket.set_option(Tcp::no_delay(true), error);
      const auto strand = socket.get_executor();
      asio::co_spawn(strand, run_session(std::move(socket), tls_ ? &*tls_ : nullptr, serving_),
                     asio::detached);
    }
  }

  Serving serving_;
  std::optional<asio::ssl::context> tls_;
  std::string certificate_;
  asio::io_context context_;
  Tcp::acceptor acceptor_;
  std::uint16_t port_ = 0;
  std::vector<std::jthread> threads_;
};

}  // namespace

std::expected<std::unique_ptr<Server>, std::string> serve(ServerOptions options, Handler handler) {
  auto server = std::make_unique<BeastServer>(std::move(options), std::move(handler));
  if (auto started = server->start(); !started) return std::unexpected(started.error());
  return server;
}

}  // namespace packetproof
