#pragma once

/// Endpoints that are wrong in exactly one way: a row each, wrapped around the reference endpoint.

#include <span>
#include <string_view>

#include "harness/protocol/requirements.hpp"
#include "harness/transport/exchange.hpp"

namespace packetproof {

struct Mutant {
  std::string_view id;     // <class>/<slug>
  std::string_view title;  // what it does, a sentence without a full stop
  const Requirement* violates = nullptr;
  /// A fresh endpoint that is wrong, from one that is right and that nobody else uses. Whatever it
  /// remembers dies with it. May be called from several threads.
  Handler (*around)(Handler reference) = nullptr;
  /// Why no answer of it can be told from a right one; empty = it can.
  std::string_view equivalent = {};
  /// Every answer is wrong, the probe's too: it convicts nobody of a kind that needs a good probe,
  /// stands outside the kill rate, and must only keep a run from ending with 0.
  bool spoils_all = false;

  [[nodiscard]] std::string_view mutant_class() const { return id.substr(0, id.find('/')); }

  /// What it violates besides, less precisely: who refuses a prefix refuses a valid packet, which
  /// is all that a request of many nodes can tell. Null = nothing.
  [[nodiscard]] const Requirement* also_violates() const {
    const bool refuses_valid =
        mutant_class() == "rejects-valid" && violates != nullptr && violates->level == Level::must;
    return refuses_valid ? requirement("R-DOC28729-valid-accepted") : nullptr;
  }
};

/// Ids are unique.
std::span<const Mutant> all_mutants();
const Mutant* find_mutant(std::string_view id);

}  // namespace packetproof
