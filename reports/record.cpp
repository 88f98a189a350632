#include "reports/record.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace packetproof {
namespace {

template <typename Enum>
struct Name {
  Enum value{};
  std::string_view name;
};

constexpr auto level_names = std::to_array<Name<Level>>({
    {Level::must, "MUST"},
    {Level::should, "SHOULD"},
    {Level::may, "MAY"},
    {Level::observe, "OBSERVE"},
});

constexpr auto status_names = std::to_array<Name<Status>>({
    {Status::agreed, "agreed"},
    {Status::inferred, "inferred"},
    {Status::disputed_spec, "disputed-spec"},
    {Status::disputed_test, "disputed-test"},
    {Status::undocumented, "undocumented"},
});

constexpr auto outcome_names = std::to_array<Name<Outcome>>({
    {Outcome::notrun, "NOTRUN"},
    {Outcome::skip, "SKIP"},
    {Outcome::pass, "PASS"},
    {Outcome::info, "INFO"},
    {Outcome::warn, "WARN"},
    {Outcome::disputed, "DISPUTED"},
    {Outcome::inconclusive, "INCONCLUSIVE"},
    {Outcome::fail, "FAIL"},
    {Outcome::error, "ERROR"},
});

constexpr auto failure_kind_names = std::to_array<Name<FailureKind>>({
    {FailureKind::none, "none"},
    {FailureKind::crash, "crash"},
    {FailureKind::timeout, "timeout"},
    {FailureKind::transport, "transport"},
    {FailureKind::malformed, "malformed"},
    {FailureKind::schema, "schema"},
    {FailureKind::semantic, "semantic"},
    {FailureKind::accepted_invalid, "accepted-invalid"},
    {FailureKind::rejected_valid, "rejected-valid"},
    {FailureKind::wrong_error, "wrong-error"},
    {FailureKind::leak, "leak"},
    {FailureKind::state, "state"},
    {FailureKind::performance, "performance"},
    {FailureKind::nondeterministic, "nondeterministic"},
});

template <typename Enum>
std::string_view name_in(std::span<const Name<Enum>> names, Enum value) {
  const auto row = std::ranges::find(names, value, &Name<Enum>::value);
  return row == names.end() ? std::string_view() : row->name;
}

template <typename Enum>
std::optional<Enum> value_in(std::span<const Name<Enum>> names, std::string_view name) {
  const auto row = std::ranges::find(names, name, &Name<Enum>::name);
  if (row == names.end()) return std::nullopt;
  return row->value;
}

int& total_of(Summary& summary, Outcome outcome) {
  switch (outcome) {
    case Outcome::pass:
      return summary.passed;
    case Outcome::fail:
      return summary.failed;
    case Outcome::warn:
      return summary.warned;
    case Outcome::info:
      return summary.info;
    case Outcome::disputed:
      return summary.disputed;
    case Outcome::inconclusive:
      return summary.inconclusive;
    case Outcome::error:
      return summary.errors;
    case Outcome::skip:
      return summary.skipped;
    case Outcome::notrun:
      break;
  }
  return summary.notrun;
}

}  // namespace

std::string_view name_of(Level level) { return name_in<Level>(level_names, level); }
std::string_view name_of(Status status) { return name_in<Status>(status_names, status); }
std::string_view name_of(Outcome outcome) { return name_in<Outcome>(outcome_names, outcome); }
std::string_view name_of(FailureKind kind) {
  return name_in<FailureKind>(failure_kind_names, kind);
}

std::optional<Level> level_of(std::string_view name) { return value_in<Level>(level_names, name); }
std::optional<Status> status_of(std::string_view name) {
  return value_in<Status>(status_names, name);
}
std::optional<Outcome> outcome_of(std::string_view name) {
  return value_in<Outcome>(outcome_names, name);
}
std::optional<FailureKind> failure_kind_of(std::string_view name) {
  return value_in<FailureKind>(failure_kind_names, name);
}

bool Summary::reconciles() const {
  const std::array totals{passed,       failed, warned,  info,  disputed,
                          inconclusive, errors, skipped, notrun};
  return std::ranges::none_of(totals, [](int total) { return total < 0; }) &&
         judged == passed + failed + warned + info + disputed &&
         planned == judged + inconclusive + errors + skipped + notrun;
}

Summary summarize(const std::vector<CaseRecord>& cases) {
  Summary summary;
  for (const CaseRecord& row : cases) ++total_of(summary, row.outcome);
  summary.judged =
      summary.passed + summary.failed + summary.warned + summary.info + summary.disputed;
  summary.planned =
      summary.judged + summary.inconclusive + summary.errors + summary.skipped + summary.notrun;
  return summary;
}

}  // namespace packetproof
