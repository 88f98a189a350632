#pragma once

/// The simple types of an answer's nodes, by hand.

#include <string_view>

namespace packetproof {

/// xs:unsignedInt after collapse; a plus, and a minus before zero, as XSD 1.1 reads them.
bool is_unsigned_int(std::string_view value);

/// An optional minus and ASCII digits, after collapse.
bool is_task_id(std::string_view value);

/// working, stopped, failed or finished.
bool is_task_status(std::string_view value);

}  // namespace packetproof
