#include "harness/protocol/schema_types.hpp"

#include <algorithm>
#include <array>

#include "harness/protocol/lexical_rules.hpp"

namespace packetproof {
namespace {

using T = SchemaType;

struct Row {
  T type;
  T base;
  bool builtin;
  std::string_view name;
  LexicalRule rule = nullptr;
};

constexpr LexicalRule any_text = [](std::string_view) { return true; };

/// Names of what only a DOCTYPE could declare.
constexpr LexicalRule no_text = [](std::string_view) { return false; };

template <std::size_t size>
struct Literal {
  char text[size];
  consteval Literal(const char (&from)[size]) { std::ranges::copy(from, text); }
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
    {T::nmtoken, T::token, true, "NMTOKEN", is_nmtoken},
    {T::name, T::token, true, "Name", is_name},
    {T::nc_name, T::name, true, "NCName", is_nc_name},
    {T::id, T::nc_name, true, "ID", is_nc_name},
    {T::idref, T::nc_name, true, "IDREF", is_nc_name},
    {T::entity, T::nc_name, true, "ENTITY", no_text},
    {T::nmtokens, T::any_simple_type, true, "NMTOKENS", is_nmtoken_list},
    {T::idrefs, T::any_simple_type, true, "IDREFS", is_nc_name_list},
    {T::entities, T::any_simple_type, true, "ENTITIES", no_text},
    {T::boolean, T::any_simple_type, true, "boolean", is_boolean},
    {T::xs_float, T::any_simple_type, true, "float", is_float},
    {T::xs_double, T::any_simple_type, true, "double", is_float},
    {T::hex_binary, T::any_simple_type, true, "hexBinary", is_hex_binary},
    {T::base64_binary, T::any_simple_type, true, "base64Binary", is_base64_binary},
    {T::any_uri, T::any_simple_type, true, "anyURI", is_any_uri},
    {T::qname, T::any_simple_type, true, "QName", is_qname},
    {T::notation, T::any_simple_type, true, "NOTATION", no_text},
    {T::duration, T::any_simple_type, true, "duration", is_duration},
    {T::date_time, T::any_simple_type, true, "dateTime", is_date_time},
    {T::date, T::any_simple_type, true, "date", is_date},
    {T::time, T::any_simple_type, true, "time", is_time},
    {T::year_month, T::any_simple_type, true, "gYearMonth", is_year_month},
    {T::year, T::any_simple_type, true, "gYear", is_year},
    {T::month_day, T::any_simple_type, true, "gMonthDay", is_month_day},
    {T::day, T::any_simple_type, true, "gDay", is_day},
    {T::month, T::any_simple_type, true, "gMonth", is_month},
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

}  // namespace packetproof
