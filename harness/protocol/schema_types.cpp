#include "harness/protocol/schema_types.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

using T = SchemaType;

struct Range {
  char32_t first, last;
};

/// NameStartChar of XML 1.0, 2.3, without ":".
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

bool within(auto ranges, char32_t c) {
  return std::ranges::any_of(
      ranges, [c](const Range& range) { return c >= range.first && c <= range.last; });
}

enum class Colon : bool { no, yes };

/// Whether every character is a name's, and the first one may begin a name.
bool is_name_of(std::string_view text, Colon colon, bool any_start) {
  if (text.empty()) return false;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = decode_utf8(text.substr(i));
    if (c.size == 0) return false;
    const bool starts = within(name_starts, c.value) || (c.value == ':' && colon == Colon::yes);
    if (!starts && ((i == 0 && !any_start) || !within(name_rest, c.value))) return false;
    i += c.size;
  }
  return true;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_decimal(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return is_digits(text);
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = text.substr(point + 1);
  if (whole.empty() && fraction.empty()) return false;
  return (whole.empty() || is_digits(whole)) && (fraction.empty() || is_digits(fraction));
}

/// [a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*
bool is_language(std::string_view text) {
  text = trim(text);
  bool first = true;
  while (true) {
    const std::size_t end = std::min(text.find('-'), text.size());
    const std::string_view part = text.substr(0, end);
    const bool letters = std::ranges::all_of(part, [first](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
    });
    if (part.empty() || part.size() > 8 || !letters) return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
    first = false;
  }
}

struct Number {
  bool negative = false;
  std::string_view digits;  // without leading zeros; empty for 0
};

std::optional<Number> read_integer(std::string_view text) {
  Number number;
  if (text.starts_with('+') || text.starts_with('-')) {
    number.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (!is_digits(text)) return std::nullopt;
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  number.digits = text;
  if (text.empty()) number.negative = false;
  return number;
}

bool less(const Number& a, const Number& b) {
  if (a.negative != b.negative) return a.negative;
  const bool smaller =
      a.digits.size() != b.digits.size() ? a.digits.size() < b.digits.size() : a.digits < b.digits;
  return a.negative ? !smaller && a.digits != b.digits : smaller;
}

struct Row {
  T type;
  T base;
  bool builtin;
  std::string_view name;
  LexicalRule rule = nullptr;
};

constexpr LexicalRule any_text = [](std::string_view) { return true; };

template <std::size_t N>
struct Literal {
  char text[N];
  consteval Literal(const char (&from)[N]) { std::ranges::copy(from, text); }
};

template <Literal least, Literal most>
constexpr LexicalRule between =
    [](std::string_view text) { return is_integer_between(text, least.text, most.text); };

constexpr auto rows = std::to_array<Row>({
    {T::any_type, T::any_type, true, "anyType"},
    {T::any_simple_type, T::any_type, true, "anySimpleType", any_text},
    {T::xs_string, T::any_simple_type, true, "string", any_text},
    {T::normalized_string, T::xs_string, true, "normalizedString", any_text},
    {T::token, T::normalized_string, true, "token", any_text},
    {T::language, T::token, true, "language", is_language},
    {T::nmtoken, T::token, true, "NMTOKEN",
     [](std::string_view text) { return is_name_of(trim(text), Colon::yes, true); }},
    {T::name, T::token, true, "Name",
     [](std::string_view text) { return is_name_of(trim(text), Colon::yes, false); }},
    {T::nc_name, T::name, true, "NCName",
     [](std::string_view text) { return is_nc_name(trim(text)); }},
    {T::id, T::nc_name, true, "ID", [](std::string_view text) { return is_nc_name(trim(text)); }},
    {T::idref, T::nc_name, true, "IDREF",
     [](std::string_view text) { return is_nc_name(trim(text)); }},
    // Without a DOCTYPE no entity is declared.
    {T::entity, T::nc_name, true, "ENTITY", [](std::string_view) { return false; }},
    {T::boolean, T::any_simple_type, true, "boolean",
     [](std::string_view text) {
       text = trim(text);
       return text == "true" || text == "false" || text == "1" || text == "0";
     }},
    {T::decimal, T::any_simple_type, true, "decimal", is_decimal},
    {T::xs_integer, T::decimal, true, "integer", between<"", "">},
    {T::non_positive, T::xs_integer, true, "nonPositiveInteger", between<"", "0">},
    {T::negative, T::non_positive, true, "negativeInteger", between<"", "-1">},
    {T::non_negative, T::xs_integer, true, "nonNegativeInteger", between<"0", "">},
    {T::positive, T::non_negative, true, "positiveInteger", between<"1", "">},
    {T::xs_long, T::xs_integer, true, "long",
     between<"-9223372036854775808", "9223372036854775807">},
    {T::xs_int, T::xs_long, true, "int", between<"-2147483648", "2147483647">},
    {T::xs_short, T::xs_int, true, "short", between<"-32768", "32767">},
    {T::xs_byte, T::xs_short, true, "byte", between<"-128", "127">},
    {T::unsigned_long, T::non_negative, true, "unsignedLong", between<"0", "18446744073709551615">},
    {T::unsigned_int, T::unsigned_long, true, "unsignedInt", between<"0", "4294967295">},
    {T::unsigned_short, T::unsigned_int, true, "unsignedShort", between<"0", "65535">},
    {T::unsigned_byte, T::unsigned_short, true, "unsignedByte", between<"0", "255">},
    {T::string, T::xs_string, false, "string", any_text},
    {T::email_type, T::string, false, "emailType", any_text},
    {T::integer, T::xs_integer, false, "integer", between<"", "">},
    {T::id_type, T::positive, false, "id_type", between<"1", "">},
    {T::result_type, T::any_type, false, "resultType"},
    {T::command_result, T::result_type, false, "BackupCommandResult"},
    {T::command_output, T::any_type, false, "BackupCommandOutput"},
    {T::backup_server_input, T::any_type, false, "BackupServerInput"},
});

const Row* row_of(SchemaType type) {
  const auto* row = std::ranges::find(rows, type, &Row::type);
  return row == rows.end() ? nullptr : row;
}

}  // namespace

std::optional<SchemaType> find_schema_type(bool builtin, std::string_view name) {
  const auto* row = std::ranges::find_if(
      rows, [&](const Row& each) { return each.builtin == builtin && each.name == name; });
  if (row == rows.end()) return std::nullopt;
  return row->type;
}

bool derives_from(SchemaType type, SchemaType base) {
  if (base == T::anonymous) return false;
  while (true) {
    if (type == base) return true;
    const Row* row = row_of(type);
    if (row == nullptr || row->base == type) return false;
    type = row->base;
  }
}

LexicalRule lexical_rule_of(SchemaType type) {
  const Row* row = row_of(type);
  return row == nullptr ? nullptr : row->rule;
}

bool is_integer_between(std::string_view text, std::string_view least, std::string_view most) {
  const auto number = read_integer(trim(text));
  if (!number) return false;
  if (!least.empty() && less(*number, *read_integer(least))) return false;
  return most.empty() || !less(*read_integer(most), *number);
}

bool is_nc_name(std::string_view text) { return is_name_of(text, Colon::no, false); }

}  // namespace packetproof
