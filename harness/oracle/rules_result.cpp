#include <algorithm>
#include <cstdint>
#include <set>
#include <string>

#include "harness/oracle/normal_form.hpp"
#include "harness/oracle/rules.hpp"

// What a result says: PAGE, DOC-28728, DOC-28729.

namespace packetproof {
namespace {

using Test = bool (*)(const ResultView&);

bool is_error(const ResultView& result) { return result.status == "error"; }

/// The first result, `system` included, that passes the test.
const ResultView* first(const Observation& seen, Test test) {
  if (seen.view == nullptr) return nullptr;
  for (const ResultView* result : seen.view->results()) {
    if (test(*result)) return result;
  }
  return nullptr;
}

/// ... among the results of `backup-server`.
const ResultView* first_backup(const Observation& seen, Test test) {
  if (seen.view == nullptr) return nullptr;
  for (const OperationView& operation : seen.view->operations) {
    if (!operation.starts_backup()) continue;
    for (const ResultView& result : operation.results) {
      if (test(result)) return &result;
    }
  }
  return nullptr;
}

Breach at(const ResultView& result, std::string message, std::string observation) {
  return {.message = std::move(message),
          .observation = std::move(observation),
          .line = result.node->line,
          .column = result.node->column};
}

std::string status_of(const ResultView& result) { return "status " + result.status; }

bool any_error(const Observation& seen) { return first(seen, is_error) != nullptr; }
bool any_ok(const Observation& seen) {
  return first(seen, [](const ResultView& result) { return result.ok(); }) != nullptr;
}
bool any_ok_backup(const Observation& seen) {
  return first_backup(seen, [](const ResultView& result) { return result.ok(); }) != nullptr;
}

std::optional<Breach> ok_task_id(const Observation& seen) {
  const auto* bad =
      first_backup(seen, [](const ResultView& result) { return result.ok() && !result.task_id; });
  if (bad == nullptr) return std::nullopt;
  return at(*bad, "A result with status ok has no task-id", "status ok without task-id");
}

std::optional<Breach> ok_no_error(const Observation& seen) {
  const auto* bad = first(seen, [](const ResultView& result) {
    return result.ok() && (result.errcode || result.errtext);
  });
  if (bad == nullptr) return std::nullopt;
  return at(*bad, "A result with status ok has an errcode or an errtext",
            bad->errcode ? "status ok with errcode" : "status ok with errtext");
}

std::optional<Breach> error_errcode(const Observation& seen) {
  const auto* bad =
      first(seen, [](const ResultView& result) { return is_error(result) && !result.errcode; });
  if (bad == nullptr) return std::nullopt;
  return at(*bad, "An error has no errcode", "status error without errcode");
}

std::optional<Breach> error_errtext(const Observation& seen) {
  const auto* bad =
      first(seen, [](const ResultView& result) { return is_error(result) && !result.errtext; });
  if (bad == nullptr) return std::nullopt;
  return at(*bad, "An error has no errtext", "status error without errtext");
}

std::optional<Breach> error_no_task_id(const Observation& seen) {
  const auto* bad = first_backup(
      seen, [](const ResultView& result) { return is_error(result) && result.task_id; });
  if (bad == nullptr) return std::nullopt;
  return at(*bad, "A result with status error has a task-id", "status error with task-id");
}

std::optional<Breach> errcode_nonzero(const Observation& seen) {
  const auto* bad =
      first(seen, [](const ResultView& result) { return is_error(result) && result.code() == 0U; });
  if (bad == nullptr) return std::nullopt;
  return at(*bad, "The errcode of an error is 0", "status error with errcode 0");
}

std::optional<Breach> system_error(const Observation& seen) {
  if (!seen.view->system->ok()) return std::nullopt;
  return at(*seen.view->system, "A `system` answer says ok", status_of(*seen.view->system));
}

std::string without_zeros(std::string_view id) {
  const bool minus = id.starts_with('-');
  if (minus) id.remove_prefix(1);
  while (id.size() > 1 && id.starts_with('0')) id.remove_prefix(1);
  return (minus && id != "0" ? "-" : "") + std::string(id);
}

/// The task-ids that the answer hands out, in order.
std::vector<const ResultView*> handed_out(const Observation& seen) {
  std::vector<const ResultView*> all;
  if (seen.view == nullptr) return all;
  for (const OperationView& operation : seen.view->operations) {
    for (const ResultView& result : operation.results) {
      if (result.ok() && result.task_id && !result.task_id->empty()) all.push_back(&result);
    }
  }
  return all;
}

bool any_task_id(const Observation& seen) { return !handed_out(seen).empty(); }

std::optional<Breach> task_id_fresh(const Observation& seen) {
  std::set<std::string> here;
  for (const ResultView* result : handed_out(seen)) {
    const std::string id = without_zeros(*result->task_id);
    const auto& before = seen.context->task_ids;
    if (!here.insert(id).second) {
      return at(*result, "Two accepted operations of one packet have the same task-id",
                "task-id repeated in the packet");
    }
    if (before.contains(id) || before.contains(*result->task_id)) {
      return at(*result, "A task-id was handed out before", "task-id repeated");
    }
  }
  return std::nullopt;
}

std::optional<Breach> task_id_sign(const Observation& seen) {
  for (const ResultView* result : handed_out(seen)) {
    if (!without_zeros(*result->task_id).starts_with('-')) continue;
    return at(*result, "A task-id is negative", "negative task-id");
  }
  return std::nullopt;
}

/// Compares decimal numbers of any length, neither with leading zeros nor a sign.
bool less(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

std::optional<Breach> task_id_shape(const Observation& seen) {
  std::string before;
  for (const ResultView* result : handed_out(seen)) {
    const std::string& id = *result->task_id;
    const std::string plain = without_zeros(id);
    if (plain != id) return at(*result, "A task-id has leading zeros", "leading zeros");
    if (plain.starts_with('-')) continue;
    if (less("4294967295", plain)) {
      return at(*result, "A task-id does not fit 32 bits", "more than 32 bits");
    }
    if (less(plain, before)) return at(*result, "Task-ids do not grow", "not growing");
    before = plain;
  }
  return std::nullopt;
}

bool has_operators(const Observation& seen) {
  return seen.view != nullptr && !seen.view->operations.empty();
}
bool has_system(const Observation& seen) {
  return seen.view != nullptr && seen.view->system.has_value();
}

std::optional<Breach> version(const Observation& seen) {
  if (seen.view->version) return std::nullopt;
  return Breach{.message = "The packet has no version", .observation = "no version"};
}

std::optional<Breach> version_stable(const Observation& seen) {
  const auto& before = seen.context->versions;
  if (before.contains(*seen.view->version)) return std::nullopt;
  // A server may answer in the version by which it was asked.
  const std::vector<std::string> asked = texts_of(seen.question);
  if (std::ranges::find(asked, *seen.view->version) != asked.end()) return std::nullopt;
  return Breach{.message = "The version differs from the one in the answers before",
                .observation = "another version"};
}

constexpr Rule rules[] = {
    {.id = "ok-task-id",
     .requirement = requirement("R-PAGE-ok-task-id"),
     .applies = any_ok_backup,
     .broken = ok_task_id},
    {.id = "ok-no-error",
     .requirement = requirement("R-PAGE-ok-no-error"),
     .applies = any_ok,
     .broken = ok_no_error},
    {.id = "error-errcode",
     .requirement = requirement("R-DOC28729-error-errcode"),
     .applies = any_error,
     .broken = error_errcode},
    {.id = "error-errtext",
     .requirement = requirement("R-DOC28729-error-errtext"),
     .applies = any_error,
     .broken = error_errtext},
    {.id = "error-no-task-id",
     .requirement = requirement("R-PAGE-error-no-task-id"),
     .applies = [](const Observation& seen) { return first_backup(seen, is_error) != nullptr; },
     .broken = error_no_task_id},
    {.id = "errcode-nonzero",
     .requirement = requirement("R-DOC28729-errcode-nonzero"),
     .applies =
         [](const Observation& seen) {
           return first(seen, [](const ResultView& result) {
                    return is_error(result) && result.errcode.has_value();
                  }) != nullptr;
         },
     .broken = errcode_nonzero},
    {.id = "system-error",
     .requirement = requirement("R-DOC28729-system-error"),
     .applies = has_system,
     .broken = system_error},
    {.id = "task-id-fresh",
     .requirement = requirement("R-DOC44539-task-id-fresh"),
     .applies = any_task_id,
     .broken = task_id_fresh},
    {.id = "task-id-sign",
     .requirement = requirement("R-PAGE-task-id-sign"),
     .applies = any_task_id,
     .broken = task_id_sign},
    {.id = "task-id-shape",
     .requirement = requirement("R-PAGE-task-id-shape"),
     .applies = any_task_id,
     .broken = task_id_shape},
    {.id = "version",
     .requirement = requirement("R-DOC28728-version"),
     .applies = has_operators,
     .broken = version},
    {.id = "version-system",
     .requirement = requirement("R-DOC28728-version-system"),
     .applies = has_system,
     .broken = version},
    {.id = "version-stable",
     .requirement = requirement("R-DOC28728-version-stable"),
     .applies =
         [](const Observation& seen) {
           return has_operators(seen) && seen.view->version && !seen.context->versions.empty();
         },
     .broken = version_stable},
};

}  // namespace

std::span<const Rule> result_rules() { return rules; }

}  // namespace packetproof
