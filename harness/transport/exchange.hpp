#pragma once

/// One HTTP request, and what became of it, as data. Knows HTTP, not XML.

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace packetproof {

/// In sending order; names compare without regard to case.
using Headers = std::vector<std::pair<std::string, std::string>>;

/// The first value of a header, or none.
std::optional<std::string_view> header(const Headers&, std::string_view name);

struct HttpRequest {
  std::string method = "POST";
  std::string path = {};  // absolute path with query; empty = the path of the endpoint's URL
  /// Sent as they are, after Host; nothing is added but Host and Content-Length.
  Headers headers = {};
  std::string body = {};
  /// Requests of one connection number share a connection as long as the peer keeps it; 0 = any.
  std::uint32_t connection = 0;
};

/// How a server plays a response. Defaults: well-formed HTTP/1.1, at once, keep-alive.
struct Delivery {
  /// Exact bytes instead of status line, headers and body.
  std::optional<std::string> verbatim = {};
  std::chrono::milliseconds delay{0};  // before the first byte
  /// So many bytes of the message, then the connection ends.
  std::optional<std::size_t> cut_after = {};
  bool close = false;  // close after the response
  bool reset = false;  // end by TCP reset instead of an orderly close
};

struct HttpResponse {
  int status = 200;
  Headers headers = {};
  std::string body = {};
  Delivery delivery = {};  // meaningful on the serving side only
};

struct TransportError {
  enum class Kind : std::uint8_t {
    resolve,      // the name has no address
    connect,      // nobody listens there
    tls,          // handshake or certificate
    timeout,      // no complete answer within the limit
    no_answer,    // the connection ended before the first byte of an answer
    cut,          // ... in the middle of an answer
    framing,      // what came back is not HTTP, or contradicts its own framing
    too_large,    // more than the response limit
    interrupted,  // we stopped
    other
  };
  Kind kind = Kind::other;
  std::string message = {};  // a sentence for a person, with the remedy where there is one
  std::string partial = {};  // bytes of the body that did arrive
};

std::string_view name_of(TransportError::Kind);

struct Exchange {
  HttpRequest request = {};
  std::expected<HttpResponse, TransportError> response = std::unexpected(TransportError{});
  std::chrono::microseconds elapsed{0};
  int resends = 0;  // a reused connection died before any answer and we, visibly, sent again
};

/// An endpoint as a function.
using Handler = std::function<HttpResponse(const HttpRequest&)>;

}  // namespace packetproof
