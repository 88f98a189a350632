#pragma once

/// Every normative statement about the operation that an endpoint can keep or break.
///
/// A row: id (`R-<source>-<slug>`), level, status, source, our wording. Sources: PAGE =
/// documentation page 62517; DOCn = page n of the same manual; XSD = the vendor's schema set; XML,
/// RFC = standards. Other tables name a row through `requirement("R-...")`, which does not compile
/// for an unknown id.

#include <array>
#include <bitset>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reports/record.hpp"

namespace packetproof {

struct Requirement {
  std::string_view id;
  Level level = Level::must;
  Status status = Status::agreed;
  std::string_view source;
  std::string_view text;
};

#include "harness/protocol/requirements.inc"

/// All rows, in the order of the table.
std::span<const Requirement> all_requirements();

/// Null for an unknown id.
const Requirement* find_requirement(std::string_view id);

/// The row of a known id.
consteval const Requirement* requirement(std::string_view id) {
  for (const Requirement& row : requirement_table) {
    if (row.id == id) return &row;
  }
  throw "no such requirement";
}

/// Some of the rows.
class RequirementSet {
 public:
  void add(const Requirement& row) { rows_.set(place_of(row)); }
  void add(const RequirementSet& other) { rows_ |= other.rows_; }
  [[nodiscard]] bool contains(const Requirement& row) const { return rows_.test(place_of(row)); }
  /// In the order of the table.
  [[nodiscard]] std::vector<std::string> ids() const;

 private:
  static std::size_t place_of(const Requirement& row) {
    return static_cast<std::size_t>(&row - requirement_table.data());
  }
  std::bitset<requirement_table.size()> rows_;
};

}  // namespace packetproof
