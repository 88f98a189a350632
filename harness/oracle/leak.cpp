#include "harness/oracle/leak.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "harness/oracle/normal_form.hpp"
#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

constexpr std::size_t shortest_secret = 6;

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decode_percent(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() ? hexadecimal(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hexadecimal(text[i + 2]) : -1;
    if (text[i] == '%' && high >= 0 && low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// The base64 characters that `secret` alone decides when `before` bytes stand before it in the
/// same group of three.
std::string base64_core(std::string_view secret, std::size_t before) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string bytes = std::string(before, '\0') + std::string(secret);
  const std::size_t bits = bytes.size() * 8;
  std::string out;
  for (std::size_t bit = (before * 8 + 5) / 6 * 6; bit + 6 <= bits; bit += 6) {
    unsigned value = 0;
    for (std::size_t i = bit; i < bit + 6; ++i) {
      const auto byte = static_cast<unsigned char>(bytes[i / 8]);
      value = value * 2 + ((byte >> (7 - i % 8)) & 1U);
    }
    out += alphabet[value];
  }
  return out;
}

std::size_t longest_base64_run(std::string_view text) {
  static constexpr auto is_base64 = [] {
    std::array<bool, 256> is{};
    for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                         "0123456789+/-_")) {
      is[static_cast<unsigned char>(c)] = true;
    }
    return is;
  }();
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = is_base64[static_cast<unsigned char>(c)] ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

bool has_base64(std::string_view text, std::string_view secret) {
  // No core is shorter than this, and hardly an answer holds so long a word.
  if (longest_base64_run(text) < (secret.size() * 8 - 4) / 6) return false;
  for (const std::size_t before : {0U, 1U, 2U}) {
    std::string core = base64_core(secret, before);
    if (text.find(core) != std::string_view::npos) return true;
    std::ranges::replace(core, '+', '-');  // the alphabet for URLs
    std::ranges::replace(core, '/', '_');
    if (text.find(core) != std::string_view::npos) return true;
  }
  return false;
}

/// UTF-16 of what is UTF-8, without a mark.
std::string utf16(std::string_view text, bool big_endian) {
  std::string out;
  const auto unit = [&](std::uint32_t value) {
    const std::array<char, 2> bytes = {static_cast<char>(value >> 8U),
                                       static_cast<char>(value & 0xFFU)};
    out += bytes[big_endian ? 0 : 1];
    out += bytes[big_endian ? 1 : 0];
  };
  while (!text.empty()) {
    const CodePoint c = decode_utf8(text);
    const auto code = c.size == 0 ? static_cast<unsigned char>(text.front())
                                  : static_cast<std::uint32_t>(c.value);
    if (code >= 0x10000) {
      unit(0xD800U + ((code - 0x10000U) >> 10U));
      unit(0xDC00U + ((code - 0x10000U) & 0x3FFU));
    } else {
      unit(code);
    }
    text.remove_prefix(c.size == 0 ? 1 : c.size);
  }
  return out;
}

bool holds(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

}  // namespace

std::string_view spelling_of_secret(std::string_view text, std::string_view secret) {
  if (secret.size() < shortest_secret) return {};
  if (holds(text, secret)) return "as it is";
  if (holds(text, "&") && holds(unescape_xml(text), secret)) return "escaped for XML";
  if (holds(text, "%") && holds(decode_percent(text), secret)) return "percent-encoded";
  if (has_base64(text, secret)) return "base64";
  if (holds(text, std::string_view("\0", 1)) &&
      (holds(text, utf16(secret, false)) || holds(text, utf16(secret, true)))) {
    return "UTF-16";
  }
  return {};
}

bool is_protocol_word(std::string_view secret) {
  constexpr std::string_view vocabulary =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?> http://www.w3.org/2001/"
      "XMLSchema-instance packet backup-manager backup-server request-settings result status "
      "errcode errtext task-id system output get-tasks-info finished stopped working failed "
      "started filename prefix protocol description split-size only-hosting only-mail "
      "only-configuration parser error request is invalid element this element is not expected "
      "password authentication login administrator";
  return holds(vocabulary, secret);
}

}  // namespace packetproof
