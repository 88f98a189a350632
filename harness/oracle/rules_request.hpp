#pragma once

/// RuleOracle: the requirements of a request, checked by hand over the strict reader's tree,
/// independent of both validators. Knows ids and positions, which no validator gives.

#include <expected>
#include <string_view>

#include "harness/oracle/verdict.hpp"
#include "harness/protocol/xml_reader.hpp"

namespace packetproof {

/// Judges by the letter of schema and page. What only a page says against the schema (OBSERVE and
/// SHOULD rows) does not make a request invalid. A not-well-formed packet violates
/// R-XML-well-formed (or R-XML-encoding-declaration) alone.
OracleVerdict judge_request_by_rules(std::string_view packet);

/// The same of a packet that was read already, with DOCTYPEs allowed.
OracleVerdict judge_request_parse(const std::expected<XmlDocument, ParseError>&,
                                  std::string_view packet);

}  // namespace packetproof
