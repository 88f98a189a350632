#pragma once

/// The ruling table: classes of fragments about which validators or sources differ, who is right,
/// and by which clause.

#include <optional>
#include <span>
#include <string_view>

#include "harness/oracle/fragment.hpp"
#include "harness/oracle/validators.hpp"
#include "harness/oracle/verdict.hpp"
#include "harness/protocol/xml_reader.hpp"

namespace packetproof {

/// What a ruling demands of an endpoint that meets such a request.
enum class Leeway : std::uint8_t {
  none,              // the letter binds
  refusal_warns,     // the letter says valid; a refusal is a WARN at most
  acceptance_warns,  // the page or the letter is against it; an acceptance is a WARN at most
  either             // either answer is right
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

  /// What the document holds, found once.
  const Fragment& fragment() const;

  mutable std::optional<Fragment> found;
};

struct Ruling {
  std::string_view id;      // "Q-<slug>"
  std::string_view title;   // the fragment, in words
  std::string_view right;   // the verdict by the letter, in words
  std::string_view clause;  // what decides
  Side side = Side::request;
  Leeway leeway = Leeway::none;
  /// Leeway for an execution error alone; a refusal at packet level stays wrong.
  bool value_only = false;
  /// Valid by the letter; meaningless under Leeway::either.
  bool valid = false;
  /// Which library is known to differ from the letter here. A difference that no covering ruling
  /// names stays a dispute.
  bool xerces_differs = false;
  bool libxml2_differs = false;
  const Requirement* requirement = nullptr;  // under which an observation or a WARN is filed
  /// Decided by bytes and structure, and by what the rules say of the rest.
  bool (*covers)(const Disagreement&) = nullptr;
  std::string_view covered;    // a packet that it covers; empty where too long for a table
  std::string_view neighbour;  // the nearest one that it does not
};

std::span<const Ruling> all_rulings();
const Ruling* find_ruling(std::string_view id);

/// What becomes of a document about which three oracles spoke.
struct Settlement {
  /// The oracles agree, or a ruling names every library that differs from the letter.
  bool settled = false;
  bool agreed = false;  // all accept, or none does
  /// Of those that cover it the one that gives most leeway, of equals one that explains a
  /// difference, of equals one that calls it invalid: what is right about one place of a document
  /// mends no other. Null when there is none or not settled.
  const Ruling* ruling = nullptr;
};
Settlement settle(const Disagreement&);

}  // namespace packetproof
