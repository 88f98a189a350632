#pragma once

/// The pieces of a packet's text that need not be XML: what the shrinker takes away. A reader of
/// XML would stop where the packet is broken, and that place is often the point.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace packetproof {

struct PacketToken {
  enum class Kind : std::uint8_t {
    start,  // <a ...>
    end,    // </a>
    empty,  // <a/>
    text,
    section,  // CDATA
    other     // declaration, comment, instruction, DOCTYPE, and `<` that begins none of these
  };
  Kind kind = Kind::text;
  std::string_view bytes;
  std::string_view name;  // of a tag
};

/// All of the text, in order; views into it.
std::vector<PacketToken> packet_tokens(std::string_view text);

/// The end tag that closes the start tag at `start`; none where tags do not pair.
std::optional<std::size_t> closing_of(const std::vector<PacketToken>&, std::size_t start);

/// The text without tokens [first, last), with `replacement` in their place.
std::string with_tokens_replaced(std::string_view text, const std::vector<PacketToken>&,
                                 std::size_t first, std::size_t last,
                                 std::string_view replacement = "");

}  // namespace packetproof
