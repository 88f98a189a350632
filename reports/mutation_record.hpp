#pragma once

/// What the suite did to endpoints that are wrong on purpose: plain data, and how it reads.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reports/record.hpp"

namespace packetproof {

enum class Fate : std::uint8_t {
  killed,      // convicted of what it does wrong
  survived,    // not convicted of it, whatever else was found
  timeout,     // the analysis had not the time
  equivalent,  // no answer of it can be told from a right one
  told,        // spoils every answer; the run did not end with 0
  untold       // ... and the run ended with 0
};
std::string_view name_of(Fate);

struct MutantRecord {
  std::string id = {};
  std::string title = {};
  std::string requirement = {};
  Level level = Level::must;
  Fate fate = Fate::survived;
  std::string equivalent = {};            // why no answer differs
  std::vector<std::string> killers = {};  // rows that convict it, in plan order
  int requests_to_kill = 0;               // sent when what convicts it was first seen; 0 = never
  std::string instead = {};               // of a survivor: what was found, if anything
  bool seen_by_schema = false;            // one answer is not schema-valid
  bool seen_by_status = false;            // one answer lacks the status that a right one has
  std::int64_t elapsed_ms = 0;
};

struct MutationRow {
  std::string id = {};
  std::string phase = {};
  int requests = 0;  // 0 = a property
};

/// How many mutants a weaker way of looking kills.
struct MutationFloor {
  std::string name = {};
  int killed = 0;
};

struct MutationRecord {
  int schema_version = 1;
  Tool tool = {};
  std::uint64_t seed = 1;
  std::string profile = {};
  std::string plan_sha256 = {};
  Summary baseline = {};  // of the endpoint without a mutant
  std::int64_t baseline_requests = 0;
  std::vector<MutationRow> rows = {};  // in plan order
  std::vector<MutantRecord> mutants = {};
  std::vector<MutationFloor> floors = {};
  /// Cases each of whose kills another row makes too.
  std::vector<std::string> redundant = {};
  /// The cases that kill most within 60 requests, probes included, and how many they kill.
  std::vector<std::string> smoke = {};
  int smoke_requests = 0;
  int smoke_kills = 0;
  std::int64_t elapsed_ms = 0;
  int jobs = 0;

  [[nodiscard]] int count(Fate) const;
  /// Killed, survived and timed out together: what the rate is of.
  [[nodiscard]] int judged() const;
};

/// One object and a line end. Clock values and the job count stand in `timing`.
std::string mutation_json(const MutationRecord&);

/// One offline page: the floors, every mutant with the rows that convict it.
std::string mutation_html(const MutationRecord&);

}  // namespace packetproof
