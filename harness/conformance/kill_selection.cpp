#include "harness/conformance/kill_selection.hpp"

#include <algorithm>
#include <map>

namespace packetproof {

std::vector<std::string> redundant_rows(const MutationRecord& record) {
  std::map<std::string_view, bool> needed;
  for (const MutantRecord& mutant : record.mutants) {
    for (const std::string& id : mutant.killers) needed[id] |= mutant.killers.size() == 1;
  }
  std::vector<std::string> redundant;
  for (const MutationRow& row : record.rows) {
    const auto found = needed.find(row.id);
    if (row.requests > 0 && found != needed.end() && !found->second) redundant.push_back(row.id);
  }
  return redundant;
}

void choose_smoke(MutationRecord& record, const std::set<std::string_view>& excluded, int budget) {
  std::map<std::string_view, std::set<std::size_t>> kills;
  for (std::size_t i = 0; i < record.mutants.size(); ++i) {
    for (const std::string& id : record.mutants[i].killers) kills[id].insert(i);
  }
  std::set<std::size_t> killed;
  std::set<std::string_view> chosen;
  record.smoke_requests = 0;
  while (true) {
    const MutationRow* best = nullptr;
    double best_worth = 0;
    for (const MutationRow& row : record.rows) {
      const bool possible = row.requests > 0 && record.smoke_requests + row.requests <= budget &&
                            !chosen.contains(row.id) && !excluded.contains(row.id);
      if (!possible || !kills.contains(row.id)) continue;
      const auto fresh = std::ranges::count_if(
          kills.at(row.id), [&](std::size_t mutant) { return !killed.contains(mutant); });
      const double worth = static_cast<double>(fresh) / row.requests;
      if (worth > best_worth) {
        best = &row;
        best_worth = worth;
      }
    }
    if (best == nullptr) break;
    chosen.insert(best->id);
    killed.insert(kills.at(best->id).begin(), kills.at(best->id).end());
    record.smoke_requests += best->requests;
  }
  for (const MutationRow& row : record.rows) {
    if (chosen.contains(row.id)) record.smoke.push_back(row.id);
  }
  record.smoke_kills = static_cast<int>(killed.size());
}

}  // namespace packetproof
