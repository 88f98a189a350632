#pragma once

/// Named ways to break a valid request, a row each.

#include <span>
#include <string_view>

#include "harness/generate/document.hpp"
#include "harness/generate/random.hpp"
#include "harness/protocol/requirements.hpp"

namespace packetproof {

struct Mutation {
  std::string_view id;
  /// Alone on a valid document it breaks this and nothing else; a property sees to it.
  const Requirement* breaks = nullptr;
  /// False when the document has no place for it; the document is unchanged then.
  bool (*apply)(RequestDocument&, Random&, std::string_view argument) = nullptr;
  /// What the row gives to its function: a name, a text, markup.
  std::string_view argument;
};

/// Every row. Order means nothing; ids are unique.
std::span<const Mutation> all_mutations();

/// The parts of all_mutations(), by what they break.
std::span<const Mutation> node_mutations();
std::span<const Mutation> envelope_mutations();
std::span<const Mutation> xml_mutations();

/// Null for an unknown id.
const Mutation* find_mutation(std::string_view id);

}  // namespace packetproof
