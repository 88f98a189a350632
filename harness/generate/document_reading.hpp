#pragma once

/// From bytes to a document that can be changed.

#include <optional>
#include <string_view>

#include "harness/generate/document.hpp"

namespace packetproof {

/// The tree of a packet or answer that is well-formed, has no DOCTYPE and is small; else nothing.
/// Kept: nodes, attributes, sections, the encoding and its mark. Lost: what stands outside the
/// root, and which references spelt a text.
std::optional<RequestDocument> read_document(std::string_view bytes);

}  // namespace packetproof
