#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace packetproof {

/// RFC 4648 section 4, padded, on one line.
std::string base64_encode(std::string_view bytes);

/// The bytes again; none where the text is not exactly what `base64_encode` writes.
std::optional<std::string> base64_decode(std::string_view text);

}  // namespace packetproof
