#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/cli/arguments.hpp"
#include "harness/cli/console.hpp"
#include "harness/cli/verbs.hpp"
#include "harness/conformance/case.hpp"
#include "harness/conformance/glob.hpp"
#include "harness/conformance/properties.hpp"
#include "harness/mock/mutants.hpp"
#include "harness/oracle/rulings.hpp"
#include "reports/json_line.hpp"

namespace packetproof {
namespace {

struct Line {
  std::string id;
  std::string text;
  JsonObject json;
};

std::vector<std::string> ids_of(const std::vector<const Requirement*>& requirements) {
  std::vector<std::string> ids;
  for (const Requirement* row : requirements) ids.emplace_back(row->id);
  return ids;
}

std::expected<std::vector<Line>, std::string> case_lines(const std::string& own_cases) {
  std::vector<Case> cases = all_cases();
  if (!own_cases.empty()) {
    auto own = read_cases(own_cases, "local/");
    if (!own) return std::unexpected(own.error());
    for (Case& definition : *own) cases.push_back(std::move(definition));
  }
  std::vector<Line> lines;
  for (const Case& c : cases) {
    lines.push_back({c.id,
                     fmt::format("{:<58} {:<7} {}", c.id, name_of(c.level()), c.title),
                     {{"id", c.id},
                      {"title", c.title},
                      {"phase", name_of(c.phase)},
                      {"level", name_of(c.level())},
                      {"requirements", ids_of(c.requirements)},
                      {"requests", static_cast<int>(c.steps.size())},
                      {"may_hurt", c.may_hurt}}});
  }
  return lines;
}

std::vector<Line> requirement_lines() {
  std::vector<Line> lines;
  for (const Requirement& row : all_requirements()) {
    lines.push_back({std::string(row.id),
                     fmt::format("{:<36} {:<7} {:<13} {}", row.id, name_of(row.level),
                                 name_of(row.status), row.text),
                     {{"id", row.id},
                      {"level", name_of(row.level)},
                      {"status", name_of(row.status)},
                      {"source", row.source},
                      {"text", row.text}}});
  }
  return lines;
}

std::vector<Line> ruling_lines() {
  std::vector<Line> lines;
  for (const Ruling& row : all_rulings()) {
    lines.push_back({std::string(row.id),
                     fmt::format("{:<36} {} -> {} [{}]", row.id, row.title, row.right, row.clause),
                     {{"id", row.id},
                      {"title", row.title},
                      {"right", row.right},
                      {"clause", row.clause},
                      {"requirement", row.requirement == nullptr ? "" : row.requirement->id}}});
  }
  return lines;
}

std::vector<Line> property_lines() {
  std::vector<Line> lines;
  for (const EndpointProperty& row : all_properties()) {
    const auto standard = static_cast<std::int64_t>(instance_count(row, Profile::standard));
    const auto thorough = static_cast<std::int64_t>(instance_count(row, Profile::thorough));
    lines.push_back({std::string(row.id),
                     fmt::format("{:<32} {:<10} {:>4} of {:>4}  {}", row.id, name_of(row.phase),
                                 standard, thorough, row.title),
                     {{"id", row.id},
                      {"title", row.title},
                      {"phase", name_of(row.phase)},
                      {"requirement", row.about->id},
                      {"enumerated", !row.drawn.has_value()},
                      {"instances_standard", standard},
                      {"instances_thorough", thorough}}});
  }
  return lines;
}

std::vector<Line> mutant_lines() {
  std::vector<Line> lines;
  for (const Mutant& row : all_mutants()) {
    lines.push_back({std::string(row.id),
                     fmt::format("{:<48} {:<34} {}", row.id, row.violates->id, row.title),
                     {{"id", row.id},
                      {"class", row.mutant_class()},
                      {"title", row.title},
                      {"violates", row.violates->id},
                      {"equivalent", row.equivalent},
                      {"spoils_all", row.spoils_all}}});
  }
  return lines;
}

constexpr std::array options = {
    SettingRow{"requirements", "", "", "list requirements instead of cases"},
    SettingRow{"rulings", "", "", "list rulings instead of cases"},
    SettingRow{"properties", "", "", "list properties instead of cases"},
    SettingRow{"cases", "DIR", "", "list the cases of this directory too"},
    SettingRow{"format", "NAME", "text", "text or jsonl"},
    SettingRow{"mutants", "", "", "list mutants instead of cases"},
};

int print_lines(const std::vector<Line>& lines, const std::vector<std::string>& globs, bool json) {
  for (const std::string& glob : globs) {
    if (std::ranges::none_of(lines, [&](const Line& l) { return glob_matches(glob, l.id); })) {
      return usage_error(fmt::format("nothing matches '{}'; '*' and '?' are wildcards", glob));
    }
  }
  for (const Line& line : lines) {
    const bool wanted = globs.empty() || std::ranges::any_of(globs, [&](const std::string& glob) {
                          return glob_matches(glob, line.id);
                        });
    if (wanted && !print(json ? json_line(line.json) : line.text + "\n")) break;
  }
  return code_of(Exit::passed);
}

}  // namespace

int list_verb(const Invocation& invocation) {
  const auto parsed =
      parse_arguments({.verb = "list",
                       .description = "List cases, requirements, rulings, properties or mutants.",
                       .positional = "GLOB",
                       .positional_description = "ids; '*' and '?' are wildcards",
                       .options = options},
                      invocation.arguments);
  if (!parsed) return end_with(parsed.error());
  const std::string format = parsed->text("format", "text");
  if (format != "text" && format != "jsonl") {
    return usage_error(fmt::format("format '{}' is none of text, jsonl", format));
  }
  if (parsed->on("requirements") + parsed->on("rulings") + parsed->on("properties") +
          parsed->on("mutants") >
      1) {
    return usage_error("--requirements, --rulings, --properties and --mutants exclude each other");
  }
  std::vector<Line> lines;
  if (parsed->on("requirements")) {
    lines = requirement_lines();
  } else if (parsed->on("rulings")) {
    lines = ruling_lines();
  } else if (parsed->on("properties")) {
    lines = property_lines();
  } else if (parsed->on("mutants")) {
    lines = mutant_lines();
  } else {
    auto cases = case_lines(parsed->text("cases"));
    if (!cases) return usage_error(cases.error());
    lines = std::move(*cases);
  }
  return print_lines(lines, parsed->positional, format == "jsonl");
}

}  // namespace packetproof
