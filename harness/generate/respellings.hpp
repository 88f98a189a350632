#pragma once

/// Named ways to write the same packet otherwise, a row each. None that a ruling leaves open.

#include <span>
#include <string_view>

#include "harness/generate/document.hpp"
#include "harness/generate/random.hpp"

namespace packetproof {

struct Respelling {
  std::string_view id;
  /// False when the document has no place for it; the document is unchanged then.
  bool (*apply)(RequestDocument&, Random&) = nullptr;
};

std::span<const Respelling> all_respellings();

/// Null for an unknown id.
const Respelling* find_respelling(std::string_view id);

}  // namespace packetproof
