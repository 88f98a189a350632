#pragma once

/// How one schema file of a set names another.

#include <string>
#include <string_view>

#include "harness/protocol/schemas.hpp"

namespace packetproof {

/// The file of the set that `location` means inside the file `base`: a relative path, or, where no
/// path fits, a file of the same last component. Null when the set has none. Never opens anything.
const std::pair<const std::string, std::string>* find_schema(const SchemaSet&,
                                                             std::string_view base,
                                                             std::string_view location);

}  // namespace packetproof
