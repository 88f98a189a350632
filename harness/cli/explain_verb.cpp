#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "harness/cli/arguments.hpp"
#include "harness/cli/console.hpp"
#include "harness/cli/verbs.hpp"
#include "harness/conformance/case.hpp"
#include "harness/conformance/case_record.hpp"
#include "harness/conformance/properties.hpp"
#include "harness/mock/mutants.hpp"
#include "harness/oracle/rulings.hpp"
#include "harness/protocol/requirements.hpp"
#include "reports/writers.hpp"

namespace packetproof {
namespace {

constexpr std::size_t shown_bytes = 2000;

std::string requirement_line(const Requirement& row) {
  return fmt::format("  {} ({}, {}; {})\n    {}\n", row.id, name_of(row.level), name_of(row.status),
                     row.source, row.text);
}

std::string shown(std::string_view bytes) {
  std::string out;
  for (const char c : bytes.substr(0, shown_bytes)) {
    const auto u = static_cast<unsigned char>(c);
    const bool plain = c == '\n' || c == '\t' || (u >= 0x20 && u != 0x7f);
    out += plain ? std::string(1, c) : fmt::format("\\x{:02x}", u);
  }
  if (bytes.size() > shown_bytes) out += fmt::format(" ... ({} bytes)", bytes.size());
  return out;
}

std::string requests_of(const Case& c) {
  std::string text;
  for (std::size_t i = 0; i < c.steps.size(); ++i) {
    const Step& step = c.steps[i];
    text += fmt::format("\nrequest{}: {} {}\n{}\n",
                        c.steps.size() > 1 ? fmt::format(" {}", i + 1) : "", step.method,
                        step.content_type.empty() ? "without Content-Type" : step.content_type,
                        shown(step.body));
  }
  return text;
}

std::string explain_case(const Case& c) {
  std::string text = fmt::format("case {}\n{}\nphase {}, level {}{}\n\n{}\n\nrequirements\n", c.id,
                                 c.title, name_of(c.phase), name_of(c.level()),
                                 c.may_hurt ? ", may hurt the endpoint" : "", expectation_of(c));
  for (const Requirement* row : c.requirements) text += requirement_line(*row);
  return text + requests_of(c);
}

/// An instance of a property, as a report names it: all that it sends. Empty for another id.
std::string explain_instance(const std::string& id) {
  if (!id.contains("@s")) return {};
  std::string text;
  for (const Case& instance : property_cases({.globs = {id}}, 1)) {
    text += fmt::format("instance {}\n{}\n", instance.id, instance.title);
    if (!instance.variations.empty()) {
      text += fmt::format("varied by {}\n", fmt::join(instance.variations, ", "));
    }
    text += requests_of(instance);
  }
  return text;
}

/// A property by the first instance of its kind.
std::string explain_property(const EndpointProperty& row) {
  std::string text = fmt::format(
      "property {}\n{}\nphase {}; {} instances in the profile standard, {} in thorough\n\n{}\n\n"
      "about\n{}",
      row.id, row.title, name_of(row.phase), instance_count(row, Profile::standard),
      instance_count(row, Profile::thorough), row.expectation, requirement_line(*row.about));
  const Case example = instance_of(row, 1, 0);
  text += fmt::format("\nfor instance {}\n", example.id);
  for (const Step& step : example.steps) text += shown(step.body) + "\n";
  return text;
}

std::string explain_requirement(const Requirement& row) {
  std::string text = fmt::format("requirement\n{}\n", requirement_line(row));
  text += "cases\n";
  for (const Case& c : all_cases()) {
    if (std::ranges::find(c.requirements, &row) != c.requirements.end()) {
      text += fmt::format("  {}  {}\n", c.id, c.title);
    }
  }
  return text;
}

std::string explain_ruling(const Ruling& row) {
  std::string_view leeway;
  switch (row.leeway) {
    case Leeway::none:
      leeway = "the letter binds the endpoint";
      break;
    case Leeway::refusal_warns:
      leeway = "an endpoint's refusal is a WARN at most";
      break;
    case Leeway::acceptance_warns:
      leeway = "an endpoint's acceptance is a WARN at most";
      break;
    case Leeway::either:
      leeway = "either answer of an endpoint is right";
      break;
  }
  return fmt::format(
      "ruling {}\n{}\nby the letter: {}\ndecided by: {}\n{}\n\ncovered, for instance\n{}\n\n"
      "nearest that is not\n{}\n",
      row.id, row.title, row.right, row.clause, leeway, shown(row.covered), shown(row.neighbour));
}

std::string explain_mutant(const Mutant& row) {
  std::string text = fmt::format("mutant {}\n{}\nviolates: {}\n", row.id, row.title,
                                 requirement_line(*row.violates));
  if (const Requirement* also = row.also_violates()) {
    text += fmt::format("and with it: {}\n", requirement_line(*also));
  }
  if (!row.equivalent.empty()) text += fmt::format("equivalent: {}\n", row.equivalent);
  if (row.spoils_all) text += "spoils every answer: a run must only not end with 0\n";
  return text + fmt::format("try it: packetproof mutants '{0}', or packetproof mock --mutant {0}\n",
                            row.id);
}

/// A fingerprint of the latest run, or of the run directory named.
std::string explain_finding(const std::string& fingerprint, const std::string& directory) {
  std::ifstream file(directory + "/run.json", std::ios::binary);
  if (!file) return {};
  const auto run = from_json(std::string(std::istreambuf_iterator<char>(file), {}));
  if (!run) return {};
  for (const CaseRecord& c : run->cases) {
    for (const FindingRecord& finding : c.findings) {
      if (finding.fingerprint != fingerprint) continue;
      return fmt::format(
          "finding {}\n{} {} in {}\n{}\nobserved: {}\nrequirement {} ({})\nexpected: {}\n"
          "repetitions: {} of {}\nbytes: {}/findings/{}/\n",
          finding.fingerprint, name_of(finding.outcome), name_of(finding.kind), c.id,
          finding.message, finding.observation, finding.requirement, name_of(finding.level),
          c.expectation, finding.confirmed, finding.attempts, directory, finding.fingerprint);
    }
  }
  return {};
}

constexpr SettingRow options[] = {
    {"run", "DIR", "packetproof-report/latest", "the run in which to look for a finding"},
};

}  // namespace

int explain_verb(const Invocation& invocation) {
  const auto parsed = parse_arguments(
      {.verb = "explain",
       .description = "Explain a case, property, requirement, ruling, mutant or finding.",
       .positional = "ID",
       .positional_description =
           "an id of `packetproof list` or of a report, or a finding's fingerprint",
       .options = options,
       .positional_required = true},
      invocation.arguments);
  if (!parsed) return end_with(parsed.error());
  for (const std::string& id : parsed->positional) {
    std::string text;
    if (const Requirement* row = find_requirement(id); row != nullptr) {
      text = explain_requirement(*row);
    } else if (const Ruling* ruling = find_ruling(id); ruling != nullptr) {
      text = explain_ruling(*ruling);
    } else if (const auto at = std::ranges::find(all_cases(), id, &Case::id);
               at != all_cases().end()) {
      text = explain_case(*at);
    } else if (const Mutant* mutant = find_mutant(id); mutant != nullptr) {
      text = explain_mutant(*mutant);
    } else if (const EndpointProperty* property = find_property(id); property != nullptr) {
      text = explain_property(*property);
    } else if (text = explain_instance(id); text.empty()) {
      text = explain_finding(id, parsed->text("run", "packetproof-report/latest"));
    }
    if (text.empty()) {
      return usage_error(
          fmt::format("'{}' is no case, property, requirement, ruling, mutant or finding; "
                      "`packetproof list` shows ids",
                      id));
    }
    print(text);
  }
  return code_of(Exit::passed);
}

}  // namespace packetproof
