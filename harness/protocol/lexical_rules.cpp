#include "harness/protocol/lexical_rules.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

struct Range {
  char32_t first, last;
};

/// NameStartChar of XML 1.0 (fifth edition), 2.3, without ":".
constexpr auto name_starts = std::to_array<Range>({
    {'A', 'Z'},
    {'_', '_'},
    {'a', 'z'},
    {0xC0, 0xD6},
    {0xD8, 0xF6},
    {0xF8, 0x2FF},
    {0x370, 0x37D},
    {0x37F, 0x1FFF},
    {0x200C, 0x200D},
    {0x2070, 0x218F},
    {0x2C00, 0x2FEF},
    {0x3001, 0xD7FF},
    {0xF900, 0xFDCF},
    {0xFDF0, 0xFFFD},
    {0x10000, 0xEFFFF},
});

/// What NameChar adds.
constexpr auto name_rest = std::to_array<Range>({
    {'-', '.'},
    {'0', '9'},
    {0xB7, 0xB7},
    {0x300, 0x36F},
    {0x203F, 0x2040},
});

bool within(const auto& ranges, char32_t c) {
  return std::ranges::any_of(
      ranges, [c](const Range& range) { return c >= range.first && c <= range.last; });
}

enum class Colon : bool { no, yes };
enum class Start : bool { of_name, any };

bool consists_of_name_characters(std::string_view text, Colon colon, Start start) {
  if (text.empty()) return false;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = decode_utf8(text.substr(i));
    if (c.size == 0) return false;
    const bool starts = within(name_starts, c.value) || (c.value == ':' && colon == Colon::yes);
    const bool may_follow = i > 0 || start == Start::any;
    if (!starts && !(may_follow && within(name_rest, c.value))) return false;
    i += c.size;
  }
  return true;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::string_view without_sign(std::string_view text) {
  return text.substr(text.starts_with('+') || text.starts_with('-') ? 1 : 0);
}

struct Number {
  bool negative = false;
  std::string_view digits;  // without leading zeros; empty for 0
};

std::optional<Number> read_integer(std::string_view text) {
  std::string_view digits = without_sign(text);
  if (!is_digits(digits)) return std::nullopt;
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return Number{.negative = text.front() == '-' && !digits.empty(), .digits = digits};
}

bool less(const Number& a, const Number& b) {
  if (a.negative != b.negative) return a.negative;
  const Number& low = a.negative ? b : a;
  const Number& high = a.negative ? a : b;
  if (low.digits.size() != high.digits.size()) return low.digits.size() < high.digits.size();
  return low.digits < high.digits;
}

bool all_words(std::string_view text, bool (*rule)(std::string_view)) {
  const auto words = words_of(text);
  return !words.empty() && std::ranges::all_of(words, rule);
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (text = trim(text); !text.empty(); text = trim(text)) {
    const auto* const end = std::ranges::find_if(text, is_xml_space);
    words.push_back(text.substr(0, static_cast<std::size_t>(end - text.begin())));
    text.remove_prefix(words.back().size());
  }
  return words;
}

bool is_integer_between(std::string_view text, std::string_view least, std::string_view most) {
  const auto number = read_integer(trim(text));
  if (!number) return false;
  if (!least.empty() && less(*number, *read_integer(least))) return false;
  return most.empty() || !less(*read_integer(most), *number);
}

bool is_boolean(std::string_view text) {
  text = trim(text);
  return text == "true" || text == "false" || text == "1" || text == "0";
}

bool is_decimal(std::string_view text) {
  text = without_sign(trim(text));
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return is_digits(text);
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = text.substr(point + 1);
  if (whole.empty() && fraction.empty()) return false;
  return (whole.empty() || is_digits(whole)) && (fraction.empty() || is_digits(fraction));
}

bool is_float(std::string_view text) {
  text = trim(text);
  if (text == "INF" || text == "-INF" || text == "NaN") return true;
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent == std::string_view::npos) return is_decimal(text);
  const std::string_view mantissa = text.substr(0, exponent);
  const std::string_view power = text.substr(exponent + 1);
  return mantissa == trim(mantissa) && is_decimal(mantissa) && is_digits(without_sign(power));
}

bool is_hex_binary(std::string_view text) {
  text = trim(text);
  return text.size() % 2 == 0 && std::ranges::all_of(text, is_hex_digit);
}

bool is_base64_binary(std::string_view text) {
  std::string digits;
  for (const std::string_view word : words_of(text)) digits += word;
  if (digits.size() % 4 != 0) return false;
  const std::size_t end = std::min(digits.find('='), digits.size());
  const std::string_view data = std::string_view(digits).substr(0, end);
  const std::string_view padding = std::string_view(digits).substr(end);
  const bool alphabet = std::ranges::all_of(
      data, [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '/'; });
  if (!alphabet || (padding != "" && padding != "=" && padding != "==")) return false;
  // The bits that padding leaves over are zero.
  if (padding == "=") return std::string_view("AEIMQUYcgkosw048").contains(data.back());
  return padding.empty() || std::string_view("AQgw").contains(data.back());
}

/// What RFC 2396 takes once every character that it excludes is escaped (XLink 1.0, 5.4).
bool is_any_uri(std::string_view text) {
  const std::string uri = collapse(text);
  for (std::size_t i = uri.find('%'); i != std::string::npos; i = uri.find('%', i + 1)) {
    if (i + 2 >= uri.size() || !is_hex_digit(uri[i + 1]) || !is_hex_digit(uri[i + 2])) return false;
  }
  if (std::ranges::count(uri, '#') > 1) return false;
  const std::size_t colon = uri.find_first_of(":/?#");
  if (colon == std::string::npos || uri[colon] != ':') return true;
  const std::string_view scheme = std::string_view(uri).substr(0, colon);
  const bool named =
      !scheme.empty() && is_letter(scheme[0]) && std::ranges::all_of(scheme, [](char c) {
        return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
      });
  return named && colon + 1 < uri.size();
}

/// [a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*
bool is_language(std::string_view text) {
  text = trim(text);
  bool first = true;
  while (true) {
    const std::size_t end = std::min(text.find('-'), text.size());
    const std::string_view part = text.substr(0, end);
    const bool right = std::ranges::all_of(
        part, [first](char c) { return is_letter(c) || (!first && is_digit(c)); });
    if (part.empty() || part.size() > 8 || !right) return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
    first = false;
  }
}

bool is_name(std::string_view text) {
  return consists_of_name_characters(trim(text), Colon::yes, Start::of_name);
}

bool is_nc_name(std::string_view text) {
  return consists_of_name_characters(trim(text), Colon::no, Start::of_name);
}

bool is_nmtoken(std::string_view text) {
  return consists_of_name_characters(trim(text), Colon::yes, Start::any);
}

bool is_qname(std::string_view text) {
  text = trim(text);
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return is_nc_name(text);
  const auto part = [](std::string_view name) { return name == trim(name) && is_nc_name(name); };
  return part(text.substr(0, colon)) && part(text.substr(colon + 1));
}

bool is_nmtoken_list(std::string_view text) { return all_words(text, is_nmtoken); }

bool is_nc_name_list(std::string_view text) { return all_words(text, is_nc_name); }

}  // namespace packetproof
