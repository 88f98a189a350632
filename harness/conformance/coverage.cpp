#include "harness/conformance/coverage.hpp"

#include <algorithm>
#include <array>

#include "harness/conformance/case.hpp"

namespace packetproof {

std::vector<RequirementRecord> requirement_records(const std::vector<CaseRecord>& cases) {
  std::vector<RequirementRecord> records;
  for (const Requirement& row : all_requirements()) {
    RequirementRecord record{.id = std::string(row.id),
                             .level = row.level,
                             .status = row.status,
                             .source = std::string(row.source),
                             .text = std::string(row.text)};
    for (const CaseRecord& c : cases) {
      const auto names = [&](const std::vector<std::string>& ids) {
        return std::ranges::find(ids, record.id) != ids.end();
      };
      record.cases += static_cast<int>(names(c.requirements));
      record.checked += static_cast<int>(names(c.checked));
      record.failed += static_cast<int>(std::ranges::any_of(c.findings, [&](const auto& finding) {
        return finding.requirement == record.id &&
               (finding.outcome == Outcome::fail || finding.outcome == Outcome::warn);
      }));
    }
    records.push_back(std::move(record));
  }
  return records;
}

std::vector<PhaseRecord> phase_records(const std::vector<CaseRecord>& cases) {
  static constexpr std::array phases = {Phase::examples,   Phase::catalogue, Phase::exhaustive,
                                        Phase::properties, Phase::sequences, Phase::robustness};
  std::vector<PhaseRecord> records;
  for (const Phase phase : phases) {
    std::vector<CaseRecord> of_phase;
    for (const CaseRecord& c : cases) {
      if (c.phase == name_of(phase)) of_phase.push_back(c);
    }
    if (!of_phase.empty()) records.push_back({std::string(name_of(phase)), summarize(of_phase)});
  }
  return records;
}

}  // namespace packetproof
