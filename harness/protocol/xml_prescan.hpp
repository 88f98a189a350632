#pragma once

/// A look at a document's tags before the parser sees them: the parser compares every attribute of
/// a tag with every other, so that one tag with a million of them would hold it for hours.

#include <cstdint>
#include <optional>
#include <string_view>

namespace packetproof {

/// Offset of the first tag with more than `most` quoted values; exact for well-formed documents.
std::optional<std::size_t> find_crowded_tag(std::string_view text, std::uint32_t most);

}  // namespace packetproof
