#pragma once

/// The types that `xsi:type` can name in a packet, what they derive from, and the lexical rules of
/// the simple ones (XSD 1.0 part 2; schemas/*.xsd).

#include <cstdint>
#include <optional>
#include <string_view>

namespace packetproof {

enum class SchemaType : std::uint8_t {
  // clang-format off
  anonymous,  // a declared type without a name: nothing can be derived from it
  any_type, any_simple_type,
  xs_string, normalized_string, token, language, nmtoken, name, nc_name, id, idref, entity,
  nmtokens, idrefs, entities,
  boolean, xs_float, xs_double, hex_binary, base64_binary, any_uri, qname, notation,
  duration, date_time, date, time, year_month, year, month_day, day, month,
  decimal, xs_integer, non_positive, negative, non_negative, positive,
  xs_long, xs_int, xs_short, xs_byte,
  unsigned_long, unsigned_int, unsigned_short, unsigned_byte,
  // schemas/*.xsd
  string, email_type, integer, id_type,
  result_type, command_result, command_output, backup_server_input
  // clang-format on
};

/// The named type; `builtin` where its namespace is that of XML Schema, else none.
std::optional<SchemaType> find_schema_type(bool builtin, std::string_view name);

/// Whether `type` is `base` or derived from it.
bool derives_from(SchemaType type, SchemaType base);

/// Whether a text without white-space handling is in the lexical space; null for complex types.
using LexicalRule = bool (*)(std::string_view);
LexicalRule lexical_rule_of(SchemaType);

}  // namespace packetproof
