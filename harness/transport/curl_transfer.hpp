#pragma once

/// One request inside the curl transport: its options, what has arrived, and what an end means.

#include <array>
#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "harness/transport/transport.hpp"

namespace packetproof {

/// Where a transport sends, and how.
struct CurlTarget {
  CurlOptions options;
  EndpointUrl url;
};

class CurlTransfer {
 public:
  /// `target` outlives the transfer.
  CurlTransfer(const CurlTarget& target, std::uint64_t ticket, HttpRequest request);
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  /// Why the request cannot be put on the wire (a line break in a header, say), or none.
  [[nodiscard]] std::optional<std::string> unsendable() const;

  /// A POST to the endpoint's own address, for the first time: any handle that such a one left will
  /// do, with all that is set for the endpoint.
  [[nodiscard]] bool is_plain() const;

  /// A libcurl handle that writes the request at most once, owned by the transfer: `left` by a
  /// plain one for a plain one, or a new one.
  void* prepare(void* left);

  /// After finish(): the handle of a plain transfer that ended well, for the next; null = none.
  void* leave(int curl_code);

  /// A reused connection died before any answer, for the first time: prepare() once more.
  [[nodiscard]] bool wants_resend(int curl_code) const;

  /// The exchange of a transfer that ended with this libcurl code.
  Completion finish(int curl_code);
  Completion fail(TransportError::Kind kind, std::string message);

 private:
  struct Callbacks;
  bool take_header_line(std::string_view line);
  bool take_body(std::string_view bytes);
  void reset();
  void set_endpoint();
  void set_request();
  void set_headers();
  void set_tls();
  std::optional<TransportError> error_of(int curl_code) const;

  const CurlTarget& target_;
  std::uint64_t ticket_;
  HttpRequest request_;
  void* easy_ = nullptr;
  bool plain_ = false;  // as prepared
  void* header_list_ = nullptr;
  void* resolve_list_ = nullptr;
  std::array<char, 256> reason_{};
  std::chrono::steady_clock::time_point start_{};
  int resends_ = 0;

  // Of the attempt in progress.
  int writes_ = 0;  // how often libcurl was about to write the request
  HttpResponse response_;
  std::size_t received_ = 0;
  bool headers_done_ = false;
  bool too_large_ = false;
  std::string framing_fault_;
};

}  // namespace packetproof
