#pragma once

/// From attempts to what the reports show.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/conformance/confirmation.hpp"
#include "harness/conformance/credentials.hpp"
#include "reports/record.hpp"

namespace packetproof {

/// How secrets are kept out: of bytes that are shown, and of texts that must not vary.
struct Redaction {
  Redactor bytes;  // salted tags
  Redactor texts;  // a constant tag
};

/// Which records say more than their outcome: of an instance that nothing was found in, its
/// property's row needs no more, for the row has the rest from its example.
enum class Detail : std::uint8_t { of_all, of_findings };

/// A case whose verdict is final; `attempt` null = nothing was sent.
CaseRecord record_case(const PlannedCase&, const Attempt* attempt, const Resolution&,
                       const Redaction&, Detail = Detail::of_all);

/// A case that never got its turn.
CaseRecord record_unsent(const PlannedCase&, std::string_view code, std::string_view reason);

/// The row of a property, from the records of all its instances in plan order. Findings of one
/// fingerprint become one. An instance that was not sent leaves the row NOTRUN, unless another
/// says more. The first is an example that says all; the sets are what they are about and what was
/// evaluated of any of them.
CaseRecord merge_instances(std::vector<CaseRecord> instances, const RequirementSet& requirements,
                           const RequirementSet& checked);

/// What the instances of each property of the plan are.
std::vector<PropertyRecord> property_records(const Plan&);

/// One exchange as bytes: secrets replaced, values of credential headers never kept.
ExchangeRecord record_exchange(const Exchange&, std::string_view purpose, const Redactor&);

/// In a sentence a step: what a right endpoint does.
std::string expectation_of(const Case&);

/// A sentence for each code with which a limit ends a case.
std::string_view limit_reason(std::string_view code);

}  // namespace packetproof
