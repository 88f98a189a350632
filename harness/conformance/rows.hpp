#pragma once

/// The rows of a record while a run fills them: one a case, one a property with all its instances.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "harness/conformance/plan.hpp"
#include "reports/record.hpp"

namespace packetproof {

class Rows {
 public:
  explicit Rows(const Plan&);

  /// The verdict on the case or instance at this place of the plan. Not null: it was the last of
  /// its row, which is final now.
  const CaseRecord* finish(std::size_t index, CaseRecord);

  /// What was evaluated of the case or instance at this place: before finish(), whose record need
  /// not say it of an instance.
  void checked(std::size_t index, const RequirementSet&);

  /// Does its record say all even where nothing was found? Of thousands of instances of a property
  /// only the first is an example.
  [[nodiscard]] bool is_example(std::size_t index) const;

  [[nodiscard]] bool finished(std::size_t index) const { return verdicts_[index].has_value(); }
  [[nodiscard]] std::size_t count() const { return count_; }

  /// In plan order; all of them are final.
  std::vector<CaseRecord> take();

 private:
  struct Row {
    bool property = false;
    std::vector<std::size_t> places;  // in the plan
    std::size_t open = 0;             // places without a verdict
    RequirementSet requirements = {};
    RequirementSet checked = {};
    std::optional<CaseRecord> record;
  };

  std::vector<Row> rows_;
  std::vector<std::size_t> row_of_;                  // by place
  std::vector<std::optional<CaseRecord>> verdicts_;  // by place; moved from when the row is final
  std::size_t count_ = 0;
};

}  // namespace packetproof
