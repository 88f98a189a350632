#pragma once

/// The ruling table: classes of fragments about which validators or sources differ, who is right,
/// and by which clause.

#include <span>
#include <string_view>

#include "harness/oracle/validators.hpp"
#include "harness/oracle/verdict.hpp"
#include "harness/protocol/xml_reader.hpp"

namespace packetproof {

/// What a ruling demands of an endpoint that meets such a request.
enum class Leeway : std::uint8_t {
  none,             // the letter binds
  refusal_warns,    // the letter says valid; a refusal is a WARN at most
  acceptance_warns, // the letter says invalid; an acceptance is a WARN at most
  either            // either answer is right
};

/// A document with what the oracles said of it.
struct Disagreement {
  std::string_view packet;
  Side side = Side::request;
  const XmlDocument* document = nullptr;  // null when the strict reader refuses it
  const ParseError* parse_error = nullptr;
  const OracleVerdict* rules = nullptr;
  const OracleVerdict* xerces = nullptr;
  const OracleVerdict* libxml2 = nullptr;
};

struct Ruling {
  std::string_view id;     // "Q-<slug>"
  std::string_view title;  // the fragment, in words
  std::string_view right;  // the verdict by the letter, in words
  std::string_view clause; // what decides
  Side side = Side::request;
  Leeway leeway = Leeway::none;
  /// Valid by the letter; meaningless under Leeway::either.
  bool valid = false;
  const Requirement* requirement = nullptr;  // under which an observation or a WARN is filed
  bool (*covers)(const Disagreement&) = nullptr;
  std::string_view covered;    // a fragment or packet that it covers
  std::string_view neighbour;  // the nearest one that it does not
};

std::span<const Ruling> all_rulings();
const Ruling* find_ruling(std::string_view id);

}  // namespace packetproof
