#include "harness/conformance/case.hpp"

#include <algorithm>
#include <array>

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

constexpr std::array phase_names = {std::string_view("examples"),   std::string_view("catalogue"),
                                    std::string_view("exhaustive"), std::string_view("properties"),
                                    std::string_view("sequences"),  std::string_view("robustness")};

Level stricter(Level a, Level b) { return std::min(a, b); }

Level level_of(const Requirement* requirement, Level when_null) {
  return requirement == nullptr ? when_null : requirement->level;
}

/// What a demand can cost at most: a SHOULD never makes more of a MUST requirement than a warning.
Level cap_of(Demand demand) {
  switch (demand) {
    case Demand::must_accept:
    case Demand::must_refuse:
      return Level::must;
    case Demand::should_accept:
    case Demand::should_refuse:
      return Level::should;
    case Demand::either:
      break;
  }
  return Level::observe;
}

Level level_of(const Expect& expect) {
  const Level cap = cap_of(expect.demand);
  Level level = std::max(cap, level_of(expect.requirement, cap));
  if (expect.demand != Demand::either) {
    level = stricter(level, level_of(expect.system_requirement, Level::observe));
    level = stricter(level, level_of(expect.code_requirement, Level::observe));
  }
  if (!expect.forbidden.empty()) {
    level = stricter(level, level_of(expect.forbidden_requirement, Level::observe));
  }
  return level;
}

void append(std::vector<Case>& all, std::vector<Case> area) {
  std::ranges::move(area, std::back_inserter(all));
}

}  // namespace

std::string_view name_of(Phase phase) { return phase_names.at(static_cast<std::size_t>(phase)); }

bool may_lock_account(Credentials credentials) {
  using enum Credentials;
  switch (credentials) {
    case configured:
    case login_pair:
    case secret_key:
    case none:
    case both:
      return false;
    case empty_password:
    case empty_login:
    case empty_key:
    case login_alone:
    case password_alone:
    case wrong_password:
    case wrong_login:
    case wrong_key:
    case password_other_case:
    case password_one_more:
    case password_one_less:
    case login_other_case:
    case key_one_more:
    case key_one_less:
    case right_login_wrong_key:
      break;
  }
  return true;
}

Level Case::level() const {
  Level level = Level::observe;
  for (const Step& step : steps) level = stricter(level, level_of(step.expect));
  return level;
}

std::string_view Case::side_effect() const {
  const bool acceptable = std::ranges::any_of(steps, [](const Step& step) {
    return step.expect.demand != Demand::must_refuse && !step.body.empty();
  });
  return acceptable ? "starts a backup" : "none";
}

const std::vector<Case>& all_cases() {
  static const std::vector<Case> cases = [] {
    std::vector<Case> all;
    append(all, example_cases());
    append(all, http_cases());
    append(all, tls_cases());
    append(all, xml_spelling_cases());
    append(all, xml_text_cases());
    append(all, xml_encoding_cases());
    append(all, xml_fault_cases());
    append(all, xml_dtd_cases());
    append(all, xsd_order_cases());
    append(all, xsd_name_cases());
    append(all, xsd_content_cases());
    append(all, xsd_split_size_cases());
    append(all, xsd_envelope_cases());
    append(all, sem_cases());
    append(all, combined_cases());
    append(all, err_cases());
    append(all, sec_cases());
    append(all, embedded_corpus_cases());
    append(all, seq_cases());
    append(all, robust_cases());
    return all;
  }();
  return cases;
}

}  // namespace packetproof
