#include <algorithm>
#include <array>

#include "reports/json_line.hpp"
#include "reports/mutation_record.hpp"

namespace packetproof {

std::string_view name_of(Fate fate) {
  constexpr auto names = std::to_array<std::string_view>(
      {"killed", "survived", "timeout", "equivalent", "told", "untold"});
  return names.at(static_cast<std::size_t>(fate));
}

int MutationRecord::count(Fate fate) const {
  return static_cast<int>(std::ranges::count(mutants, fate, &MutantRecord::fate));
}

int MutationRecord::judged() const {
  return count(Fate::killed) + count(Fate::survived) + count(Fate::timeout);
}

std::string mutation_json(const MutationRecord& record) {
  std::vector<JsonObject> mutants;
  std::vector<JsonObject> times;
  for (const MutantRecord& row : record.mutants) {
    mutants.push_back({{"id", row.id},
                       {"title", row.title},
                       {"requirement", row.requirement},
                       {"level", name_of(row.level)},
                       {"outcome", name_of(row.fate)},
                       {"equivalent", row.equivalent},
                       {"killed_by", row.killers},
                       {"requests_to_kill", row.requests_to_kill},
                       {"instead", row.instead},
                       {"seen_by_schema", row.seen_by_schema},
                       {"seen_by_status", row.seen_by_status}});
    times.push_back({{"id", row.id}, {"elapsed_ms", row.elapsed_ms}});
  }
  std::vector<JsonObject> floors;
  for (const MutationFloor& floor : record.floors) {
    floors.push_back({{"name", floor.name}, {"killed", floor.killed}});
  }
  return json_line({{"schema_version", record.schema_version},
                    {"tool", JsonObject{{"name", record.tool.name},
                                        {"version", record.tool.version},
                                        {"validators", record.tool.validators},
                                        {"schemas_sha256", record.tool.schemas_sha256}}},
                    {"seed", std::to_string(record.seed)},
                    {"profile", record.profile},
                    {"plan_sha256", record.plan_sha256},
                    {"baseline", JsonObject{{"planned", record.baseline.planned},
                                            {"judged", record.baseline.judged},
                                            {"passed", record.baseline.passed},
                                            {"failed", record.baseline.failed},
                                            {"warned", record.baseline.warned},
                                            {"requests", record.baseline_requests}}},
                    {"summary", JsonObject{{"mutants", static_cast<int>(record.mutants.size())},
                                           {"judged", record.judged()},
                                           {"killed", record.count(Fate::killed)},
                                           {"survived", record.count(Fate::survived)},
                                           {"timeout", record.count(Fate::timeout)},
                                           {"equivalent", record.count(Fate::equivalent)},
                                           {"told", record.count(Fate::told)},
                                           {"untold", record.count(Fate::untold)}}},
                    {"floors", std::move(floors)},
                    {"mutants", std::move(mutants)},
                    {"redundant", record.redundant},
                    {"smoke", JsonObject{{"cases", record.smoke},
                                         {"requests", record.smoke_requests},
                                         {"killed", record.smoke_kills}}},
                    {"timing", JsonObject{{"elapsed_ms", record.elapsed_ms},
                                          {"jobs", record.jobs},
                                          {"mutants", std::move(times)}}}});
}

}  // namespace packetproof
