#pragma once

/// Observed text without what differs from one time to the next, so that equal behaviour gives
/// equal findings.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace packetproof {

/// One line of at most 200 bytes, valid UTF-8: numbers and ids as "#", what repeats a text of the
/// request as "<echo>", secrets as "<secret>". Applied twice it changes nothing more.
std::string normalise(std::string_view text, std::span<const std::string> echoes = {},
                      std::span<const std::string> secrets = {});

/// Every text and attribute value of a request, longest first; empty when it cannot be read.
std::vector<std::string> texts_of(std::string_view request);

/// References and entities of XML replaced by what they stand for, in any bytes.
std::string unescape_xml(std::string_view);

}  // namespace packetproof
