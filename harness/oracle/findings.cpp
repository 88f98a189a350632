#include "harness/oracle/findings.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "harness/oracle/normal_form.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {

bool Finding::needs_probe() const {
  switch (kind) {
    case FailureKind::rejected_valid:
    case FailureKind::state:
    case FailureKind::performance:
    case FailureKind::timeout:
    case FailureKind::transport:
    case FailureKind::crash:
      return true;
    default:
      return false;
  }
}

std::string_view name_of(Decision decision) {
  switch (decision) {
    case Decision::none:
      return "no decision";
    case Decision::accepted:
      return "accepted";
    case Decision::refused_system:
      return "refused at packet level";
    case Decision::refused_result:
      return "refused in the result";
    case Decision::mixed:
      return "accepted in part";
  }
  return "unknown";
}

std::string_view name_of(OracleSays says) {
  switch (says) {
    case OracleSays::not_run:
      return "not-run";
    case OracleSays::valid:
      return "valid";
    case OracleSays::invalid:
      return "invalid";
    case OracleSays::not_well_formed:
      return "not-well-formed";
  }
  return "unknown";
}

std::string fingerprint(std::string_view id, const Finding& finding) {
  std::string text(id.substr(0, id.find('@')));
  const std::string_view row = finding.requirement == nullptr ? "" : finding.requirement->id;
  // Line feeds stand in none of the parts, so that no two quadruples read alike.
  text.append("\n").append(row).append("\n").append(name_of(finding.kind));
  text.append("\n").append(normalise(finding.observation));
  return sha256(text).substr(0, 16);
}

void file(std::vector<Finding>& findings, Finding finding) {
  const auto place = std::ranges::find_if(
      findings, [&](const Finding& other) { return other.outcome < finding.outcome; });
  findings.insert(place, std::move(finding));
}

}  // namespace packetproof
