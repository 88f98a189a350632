#pragma once

/// One output format a row. A writer is a pure function of the record.

#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "reports/record.hpp"

namespace packetproof {

struct Writer {
  std::string_view format;     // "json", "junit", "html"
  std::string_view file_name;  // "run.json"
  std::string_view description;
  std::string (*write)(const RunRecord&) = nullptr;
};

std::span<const Writer> all_writers();
const Writer* find_writer(std::string_view format);

/// run.json and back; lossless but for the exchanges, which events.ndjson holds.
std::string to_json(const RunRecord&);
std::expected<RunRecord, std::string> from_json(std::string_view);

/// One line of events.ndjson with its line end: {"event":"case", ...} with exchanges in base64.
std::string case_event(const CaseRecord&);
/// The same as {"event":"suspect", ...}: what was seen, before anything is sent again.
std::string suspect_event(const CaseRecord&);
std::expected<CaseRecord, std::string> case_from_event(std::string_view line);

}  // namespace packetproof
