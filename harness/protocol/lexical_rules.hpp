#pragma once

/// The lexical spaces of XML Schema's built-in simple types (XSD 1.0 part 2, 3), each for a text on
/// which no white space was handled yet.

#include <string_view>
#include <vector>

namespace packetproof {

/// An integer between two, given in digits with an optional minus; an empty bound is none.
bool is_integer_between(std::string_view text, std::string_view least, std::string_view most);

bool is_boolean(std::string_view);
bool is_decimal(std::string_view);
bool is_float(std::string_view);
bool is_hex_binary(std::string_view);
bool is_base64_binary(std::string_view);
bool is_any_uri(std::string_view);

bool is_language(std::string_view);
bool is_name(std::string_view);
bool is_nc_name(std::string_view);
bool is_nmtoken(std::string_view);
bool is_qname(std::string_view);  // without regard to bound prefixes
bool is_nmtoken_list(std::string_view);
bool is_nc_name_list(std::string_view);

bool is_duration(std::string_view);
bool is_date_time(std::string_view);
bool is_date(std::string_view);
bool is_time(std::string_view);
bool is_year_month(std::string_view);
bool is_year(std::string_view);
bool is_month_day(std::string_view);
bool is_month(std::string_view);
bool is_day(std::string_view);

/// The words of a list.
std::vector<std::string_view> words_of(std::string_view);

}  // namespace packetproof
