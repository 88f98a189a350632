#include "harness/conformance/rows.hpp"

#include <map>
#include <string_view>
#include <utility>

#include "harness/conformance/case_record.hpp"

namespace packetproof {

Rows::Rows(const Plan& plan) : verdicts_(plan.cases.size()) {
  std::map<std::string_view, std::size_t> by_id;
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    const Case& definition = plan.cases[i].definition;
    const auto [at, is_new] = by_id.emplace(definition.row(), rows_.size());
    if (is_new) rows_.push_back({.property = !definition.property.empty()});
    Row& row = rows_[at->second];
    row.places.push_back(i);
    ++row.open;
    for (const Requirement* about : definition.requirements) row.requirements.add(*about);
    row_of_.push_back(at->second);
  }
}

bool Rows::is_example(std::size_t index) const {
  const Row& row = rows_[row_of_[index]];
  return !row.property || row.places.front() == index;
}

void Rows::checked(std::size_t index, const RequirementSet& evaluated) {
  rows_[row_of_[index]].checked.add(evaluated);
}

const CaseRecord* Rows::finish(std::size_t index, CaseRecord record) {
  Row& row = rows_[row_of_[index]];
  verdicts_[index] = std::move(record);
  ++count_;
  if (--row.open > 0) return nullptr;
  if (row.property) {
    std::vector<CaseRecord> instances;
    instances.reserve(row.places.size());
    for (const std::size_t place : row.places) instances.push_back(std::move(*verdicts_[place]));
    row.record = merge_instances(std::move(instances), row.requirements, row.checked);
  } else {
    row.record = std::move(verdicts_[index]);
  }
  return &*row.record;
}

std::vector<CaseRecord> Rows::take() {
  std::vector<CaseRecord> records;
  records.reserve(rows_.size());
  for (Row& row : rows_) records.push_back(std::move(*row.record));
  return records;
}

}  // namespace packetproof
