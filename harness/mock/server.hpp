#pragma once

/// An HTTP/1.1 and HTTPS server in front of a Handler.

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>

#include "harness/transport/exchange.hpp"

namespace packetproof {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0 = any free one
  bool tls = true;
  std::chrono::days certificate_validity{365};  // from now; negative = it has expired
  int threads = 2;
  std::size_t max_request_bytes = 8U << 20U;
  std::chrono::seconds idle_timeout{30};
};

class Server {
 public:
  virtual ~Server() = default;  // stops accepting, closes connections, joins
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  /// The certificate made at start, PEM; empty without TLS.
  [[nodiscard]] virtual std::string certificate() const = 0;
};

/// Serves until destroyed. Error: why the address cannot be served, as a sentence.
std::expected<std::unique_ptr<Server>, std::string> serve(ServerOptions, Handler);

}  // namespace packetproof
