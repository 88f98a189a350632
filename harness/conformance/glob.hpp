#pragma once

/// Case selection by id.

#include <string_view>

namespace packetproof {

/// Literal but for `*` (any run of characters, '/' included) and `?` (one character). The whole id
/// has to match.
bool glob_matches(std::string_view pattern, std::string_view id);

/// The part before the first wildcard.
std::string_view literal_prefix(std::string_view pattern);

}  // namespace packetproof
