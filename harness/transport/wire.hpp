#pragma once

/// The bytes of an HTTP/1.1 response, both ways; what a server sends and what the in-process
/// transport reads, so that a Delivery means the same to both.

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "harness/transport/exchange.hpp"

namespace packetproof {

/// Status line, headers and body. Content-Length is added unless the headers frame the body
/// themselves. Delivery::verbatim replaces everything, Delivery::cut_after shortens it.
/// `head`: the answer to a HEAD, which has headers only.
std::string write_response(const HttpResponse&, bool head);

/// How the bytes of a connection ended.
enum class StreamEnd : std::uint8_t { open, closed, reset };

/// The first final response in `bytes`. Errors as a client over sockets would meet them: timeout
/// where bytes are missing on an open connection, no_answer or cut where it ended, framing.
std::expected<HttpResponse, TransportError> read_response(std::string_view bytes, StreamEnd,
                                                          bool head);

}  // namespace packetproof
