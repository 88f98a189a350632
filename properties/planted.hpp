#pragma once

/// Defects planted in what the fuzz targets examine, a row each: the measure of the targets
/// (harness/fuzzing/canaries). The targets themselves link nothing of this.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace packetproof {

/// A target's property over some subject, asked of one input; ends the process where it fails.
using Examination = std::function<void(std::string_view bytes)>;

template <typename Subject>
Examination examining(Subject subject) {
  return [subject = std::move(subject)](std::string_view bytes) { examine(subject, bytes); };
}

enum class DefectKind : std::uint8_t {
  structural,  // shows on a certain tree: nodes in an order, repeated, nested, where they are not
               // meant
  value        // shows on a certain text, number, encoding or framing
};

struct PlantedDefect {
  std::string_view name;
  DefectKind kind = DefectKind::value;
  /// Executions, seeds included, in which the target has to find it: some eight times the median
  /// that was measured, for runs of an equal engine seed differ.
  std::uint64_t within = 0;
  std::string shown_by;  // an input on which the property fails
  Examination wrong;
};

struct PlantedTarget {
  std::string_view
      name;           // of the target; its seeds, which show no defect, are corpus/canaries/<name>
  Examination right;  // what the target is in every other build
  std::vector<PlantedDefect> defects;
};

PlantedTarget planted_response_parser();
PlantedTarget planted_request_parser();
PlantedTarget planted_differential();
PlantedTarget planted_serializer();
PlantedTarget planted_exchange();
PlantedTarget planted_config();

}  // namespace packetproof
