#include "harness/transport/exchange.hpp"

namespace packetproof {
namespace {

// ASCII only: header names are tokens, and the C library's functions follow the locale.
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

}  // namespace

std::optional<std::string_view> header(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (same_name(key, name)) return value;
  }
  return std::nullopt;
}

std::string_view name_of(TransportError::Kind kind) {
  switch (kind) {
    case TransportError::Kind::resolve:
      return "resolve";
    case TransportError::Kind::connect:
      return "connect";
    case TransportError::Kind::tls:
      return "tls";
    case TransportError::Kind::timeout:
      return "timeout";
    case TransportError::Kind::no_answer:
      return "no_answer";
    case TransportError::Kind::cut:
      return "cut";
    case TransportError::Kind::framing:
      return "framing";
    case TransportError::Kind::too_large:
      return "too_large";
    case TransportError::Kind::interrupted:
      return "interrupted";
    case TransportError::Kind::other:
      return "other";
  }
  return "other";
}

}  // namespace packetproof
