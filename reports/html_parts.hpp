#pragma once

/// The pieces of report.html. Each section is a function of the record that returns markup; all of
/// them write well-formed XML, and text reaches the page through `escape.hpp` only.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "reports/record.hpp"

namespace packetproof {

/// A run with what its sections look up again and again.
struct Page {
  explicit Page(const RunRecord& run);

  const RunRecord& record;
  std::map<std::string_view, const RequirementRecord*> requirements;
  /// So many bytes of a head or body are shown; smaller in large runs, so that the page stays
  /// small.
  std::size_t shown_bytes = 0;
};

// ---- phrases

/// Text with `code` in backticks set as code.
std::string prose(std::string_view text);
/// 1234567 as 1,234,567.
std::string grouped(std::int64_t number);
/// 1500 as "1.5 ms", 4321000 as "4.32 s".
std::string duration(std::int64_t microseconds);
/// "1 case", "2 cases".
std::string counted(std::int64_t number, std::string_view singular);
/// The first part of an id: http, tls, xml, xsd, sem, err, seq, robust, sec, corpus.
std::string_view area_of(std::string_view id);

/// The class that colours an outcome, and the chip that names it.
std::string outcome_class(Outcome);
std::string outcome_chip(Outcome);
std::string chip(std::string_view style, std::string_view text);

/// The same id gives the same anchor in every run, different ids different ones.
std::string case_anchor(std::string_view id);
std::string requirement_anchor(std::string_view id);
std::string case_link(std::string_view id);
/// A link where the run has a row for the requirement, else the bare id.
std::string requirement_link(const Page&, std::string_view id);

/// The gate's decision in a word or two: PASS, FAIL, INCONCLUSIVE, VACUOUS, ...
std::string_view gate_word(int exit_code);

// ---- bytes

/// At most `limit` bytes as text with visible escapes, or as a hex dump where most are no text.
std::string wire_bytes(std::string_view bytes, std::size_t limit);
/// One request and its answer; `earlier` are those above it, whose bytes are not repeated.
std::string exchange_block(const Page&, const CaseRecord&, std::size_t index);
/// How many bytes of each head or body may be shown without making the page too large.
std::size_t affordable_bytes(const RunRecord&);

// ---- sections, top to bottom

std::string verdict_section(const Page&);
std::string remarks_section(const Page&);
std::string facts_section(const Page&);
std::string mosaic_section(const Page&);
std::string findings_section(const Page&);
std::string unjudged_section(const Page&);
std::string requirements_section(const Page&);
std::string phases_section(const Page&);
/// What was enumerated and drawn; nothing where the run had no property.
std::string properties_section(const Page&);
std::string cases_section(const Page&);

/// What was seen, and how often again; what was expected is the case's to say.
std::string finding_block(const Page&, const FindingRecord&);

// ---- style and script, and the base64 of their SHA-256 by which the page's policy admits them

extern const std::string_view page_style;
extern const std::string_view page_style_sha256;
extern const std::string_view page_script;
extern const std::string_view page_script_sha256;

}  // namespace packetproof
