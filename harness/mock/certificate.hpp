#pragma once

/// A certificate for a server on this machine, made on the spot.

#include <chrono>
#include <expected>
#include <string>

namespace packetproof {

struct ServerCertificate {
  std::string certificate;  // PEM
  std::string key;          // PEM
};

/// Self-signed, for localhost, 127.0.0.1, ::1 and `address`, an IP address as text; valid until so
/// many days from now (negative: it has expired), and since the day before the earlier of now and
/// then. Error: what the TLS library refused.
std::expected<ServerCertificate, std::string> make_certificate(
    const std::string& address, std::chrono::days validity = std::chrono::days(365));

}  // namespace packetproof
