#include "harness/conformance/kill_selection.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>
#include <utility>

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

namespace {

/// By row the mutants that it kills, as indices; of a row that may not be chosen, none.
using Kills = std::vector<std::vector<std::size_t>>;

Kills kills_of(const MutationRecord& record, const std::set<std::string_view>& excluded) {
  std::map<std::string_view, std::vector<std::size_t>> by_id;
  for (std::size_t i = 0; i < record.mutants.size(); ++i) {
    const MutantRecord& mutant = record.mutants[i];
    // What spoils every answer is outside the count, whoever convicts it.
    if (mutant.fate == Fate::told || mutant.fate == Fate::untold) continue;
    for (const std::string& id : mutant.killers) by_id[id].push_back(i);
  }
  Kills kills;
  for (const MutationRow& row : record.rows) {
    const bool possible = row.requests > 0 && !excluded.contains(row.id);
    kills.push_back(possible ? by_id[row.id] : std::vector<std::size_t>{});
  }
  return kills;
}

/// A set of rows that grows and shrinks, and what it kills.
class Choice {
 public:
  Choice(std::span<const MutationRow> rows, const Kills& kills, std::size_t mutants, int budget)
      : rows_(rows), kills_(&kills), budget_(budget), chosen_(rows.size()), cover_(mutants) {}

  /// Adds what kills most a request of what is still alive, of equals the first, while there is
  /// something.
  void fill() {
    while (true) {
      std::size_t best = rows_.size();
      double best_worth = 0;
      for (std::size_t row = 0; row < rows_.size(); ++row) {
        if (chosen_[row] || requests_ + rows_[row].requests > budget_) continue;
        const double worth = static_cast<double>(fresh(row)) / rows_[row].requests;
        if (worth > best_worth) {
          best = row;
          best_worth = worth;
        }
      }
      if (best == rows_.size()) return;
      add(best);
    }
  }

  void drop(std::size_t row) {
    chosen_[row] = false;
    requests_ -= rows_[row].requests;
    for (const std::size_t mutant : (*kills_)[row]) killed_ -= --cover_[mutant] == 0 ? 1 : 0;
  }

  [[nodiscard]] std::vector<std::size_t> rows() const {
    std::vector<std::size_t> chosen;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (chosen_[row]) chosen.push_back(row);
    }
    return chosen;
  }
  [[nodiscard]] int killed() const { return killed_; }
  [[nodiscard]] int requests() const { return requests_; }
  [[nodiscard]] bool better_than(const Choice& other) const {
    return killed_ > other.killed_ || (killed_ == other.killed_ && requests_ < other.requests_);
  }

 private:
  [[nodiscard]] std::ptrdiff_t fresh(std::size_t row) const {
    return std::ranges::count_if((*kills_)[row],
                                 [this](std::size_t mutant) { return cover_[mutant] == 0; });
  }
  void add(std::size_t row) {
    chosen_[row] = true;
    requests_ += rows_[row].requests;
    for (const std::size_t mutant : (*kills_)[row]) killed_ += cover_[mutant]++ == 0 ? 1 : 0;
  }

  std::span<const MutationRow> rows_;
  const Kills* kills_;
  int budget_;
  std::vector<bool> chosen_;  // by row
  std::vector<int> cover_;    // by mutant: how many chosen rows kill it
  int requests_ = 0;
  int killed_ = 0;
};

/// The first choice that is better by what `first` and `second` (which may be the same) cost.
bool exchange_two(Choice& choice) {
  const std::vector<std::size_t> chosen = choice.rows();
  for (const std::size_t first : chosen) {
    for (const std::size_t second : chosen) {
      if (second > first) break;
      Choice other = choice;
      other.drop(first);
      if (second != first) other.drop(second);
      other.fill();
      if (other.better_than(choice)) {
        choice = std::move(other);
        return true;
      }
    }
  }
  return false;
}

}  // namespace

void choose_smoke(MutationRecord& record, const std::set<std::string_view>& excluded, int budget) {
  const Kills kills = kills_of(record, excluded);
  Choice choice(record.rows, kills, record.mutants.size(), budget);
  choice.fill();
  while (exchange_two(choice)) {
  }
  for (const std::size_t row : choice.rows()) record.smoke.push_back(record.rows[row].id);
  record.smoke_requests = choice.requests();
  record.smoke_kills = choice.killed();
}

}  // namespace packetproof
