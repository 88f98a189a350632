#pragma once

/// Does text carry a secret, in whatever spelling?

#include <string_view>

namespace packetproof {

/// How a secret is spelt in `text`: "as it is", "escaped for XML", "percent-encoded", "base64" or
/// "UTF-16"; empty = not at all. Secrets under 6 characters are never found: they are too common
/// to prove anything in running text.
std::string_view spelling_of_secret(std::string_view text, std::string_view secret);

/// Is this secret a word of the protocol itself, so that an answer may hold it by chance?
bool is_protocol_word(std::string_view secret);

}  // namespace packetproof
