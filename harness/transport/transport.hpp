#pragma once

/// How bytes travel. Two implementations: libcurl over sockets, and a Handler in the same process.

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "harness/transport/exchange.hpp"

namespace packetproof {

struct Completion {
  std::uint64_t ticket = 0;
  Exchange exchange = {};
};

/// Not thread-safe: one thread submits and waits; requests in flight run side by side.
class Transport {
 public:
  virtual ~Transport() = default;

  /// Starts a request. `ticket` is the caller's name for it.
  virtual void submit(std::uint64_t ticket, HttpRequest request) = 0;

  /// Blocks until at least one request has ended; empty only when none is in flight.
  virtual std::vector<Completion> wait() = 0;

  /// What has ended so far; never waits for the peer.
  virtual std::vector<Completion> poll() = 0;

  /// Ends every request in flight with TransportError::interrupted.
  virtual void cancel() = 0;

  /// One request alone. Only when nothing is in flight.
  Exchange send(HttpRequest request);
};

struct CurlOptions {
  std::string url = {};                        // http or https, the agent's full URL
  std::chrono::milliseconds timeout{30'000};   // for a whole exchange
  std::size_t max_response_bytes = 8U << 20U;  // of header plus body
  std::string ca_file = {};                    // PEM; empty = the system's store
  std::string ca_pem = {};                     // the same, as text; wins over ca_file
  bool insecure = false;                       // no certificate verification
  std::vector<std::string> resolve = {};       // HOST:PORT:ADDR
  bool bypass_proxy = false;                   // ignore proxy variables (set for loopback)
  std::stop_token stop = {};                   // ends wait() early, requests become interrupted
};

/// A request is written to the wire at most once by libcurl: its silent repetition of a POST on a
/// dead reused connection is refused, the repetition is done here, once, and counted in
/// Exchange::resends. Redirects are not followed. Error: the options are unusable, as a sentence.
std::expected<std::unique_ptr<Transport>, std::string> make_curl_transport(CurlOptions);

/// Calls the handler inside submit(); no sockets, no clock but elapsed.
std::unique_ptr<Transport> make_in_process_transport(Handler);

/// The parts of a URL that decide safety and reports.
struct EndpointUrl {
  bool https = true;
  std::string host = {};  // without brackets
  std::uint16_t port = 8443;
  std::string path = {};   // "/enterprise/control/agent.php"
  std::string shown = {};  // normalised, without user information
  /// The host is `localhost` or a loopback address by its own spelling; names that resolve there
  /// are not.
  bool loopback = false;
};

/// Error: what is wrong with the URL, as a sentence. User information in the URL is refused,
/// because credentials never stand on a command line.
std::expected<EndpointUrl, std::string> parse_endpoint(std::string_view url);

}  // namespace packetproof
