#include "reports/base64.hpp"

#include <cstdint>

namespace packetproof {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

}  // namespace

std::string base64_encode(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::uint32_t group =
        byte_at(bytes, at) << 16 | byte_at(bytes, at + 1) << 8 | byte_at(bytes, at + 2);
    const std::size_t digits = bytes.size() - at >= 3 ? 4 : bytes.size() - at + 1;
    for (std::size_t digit = 0; digit < 4; ++digit) {
      text.push_back(digit < digits ? alphabet[group >> (18 - 6 * digit) & 63U] : '=');
    }
  }
  return text;
}

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t group = 0;
  std::size_t digits = 0;
  for (const char c : text.substr(0, text.find_last_not_of('=') + 1)) {
    const std::size_t value = alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    group = group << 6 | static_cast<std::uint32_t>(value);
    if (++digits % 4 == 0) {
      for (const int shift : {16, 8, 0}) bytes.push_back(static_cast<char>(group >> shift & 0xFF));
      group = 0;
    }
  }
  if (digits % 4 == 1) return std::nullopt;
  if (digits % 4 == 2) bytes.push_back(static_cast<char>(group >> 4 & 0xFF));
  if (digits % 4 == 3) {
    bytes.push_back(static_cast<char>(group >> 10 & 0xFF));
    bytes.push_back(static_cast<char>(group >> 2 & 0xFF));
  }
  // Other spellings of the same bytes (too much padding, stray low bits) are damage, not data.
  if (base64_encode(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace packetproof
