#pragma once

/// What the end of a libcurl transfer means, as a sentence with its remedy.

#include <cstddef>
#include <optional>
#include <string_view>

#include "harness/transport/curl_transfer.hpp"

namespace packetproof {

/// The facts about a transfer that libcurl has ended.
struct TransferEnd {
  explicit TransferEnd(const CurlTarget& where) : target(where) {}

  const CurlTarget& target;
  int curl_code = 0;         // a CURLcode
  std::string_view reason;   // libcurl's own words; may hold times, so it is quoted where it cannot
  int os_error = 0;          // errno of the last failed system call, or 0
  bool connected = false;    // a connection was made for this transfer
  bool written = false;      // the request was about to be written
  std::size_t received = 0;  // bytes of headers and body
  bool headers_complete = false;
  bool too_large = false;
  std::string_view framing_fault;  // found by us; empty = none
};

/// None when the transfer ended well. TransportError::partial is left to the caller.
std::optional<TransportError> describe_end(const TransferEnd&);

}  // namespace packetproof
