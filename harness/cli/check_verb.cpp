#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "harness/cli/arguments.hpp"
#include "harness/cli/console.hpp"
#include "harness/cli/verbs.hpp"
#include "harness/oracle/check.hpp"
#include "harness/protocol/schemas.hpp"
#include "reports/json_line.hpp"

namespace packetproof {
namespace {

constexpr std::array options = {
    SettingRow{"format", "NAME", "text", "text or jsonl"},
    SettingRow{"request", "FILE", "",
               "response: the question that it answers [NAME.request.xml beside it, else the "
               "documented sample]"},
    SettingRow{"schema-dir", "DIR", "", "judge by these schemas instead of the built-in ones"},
};

struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};

std::expected<std::string, std::string> read_file(const std::string& path) {
  errno = 0;
  const std::unique_ptr<std::FILE, CloseFile> file(path == "-" ? stdin
                                                               : std::fopen(path.c_str(), "rb"));
  std::string bytes;
  std::array<char, 65536> buffer{};
  while (file) {
    const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file.get());
    bytes.append(buffer.data(), count);
    if (count == 0) break;
  }
  if (!file || std::ferror(file.get()) != 0) {
    return std::unexpected(fmt::format("{}: {}", path, std::strerror(errno)));
  }
  return bytes;
}

/// An answer's question may stand beside it: answer.xml answers answer.request.xml.
std::expected<std::string, std::string> question_of(const std::string& named,
                                                    const std::string& answer) {
  if (!named.empty()) return read_file(named);
  const std::filesystem::path beside =
      std::filesystem::path(answer).replace_extension(".request.xml");
  std::error_code ignored;
  if (answer != "-" && std::filesystem::exists(beside, ignored)) return read_file(beside.string());
  return std::string(documented_sample());
}

std::string as_json(const std::string& file, const CheckResult& result) {
  std::vector<JsonObject> findings;
  for (const Finding& finding : result.findings) {
    findings.push_back({{"requirement", finding.requirement->id},
                        {"level", name_of(finding.requirement->level)},
                        {"message", finding.message},
                        {"line", finding.line},
                        {"column", finding.column}});
  }
  return json_line({{"file", file},
                    {"well_formed", result.well_formed},
                    {"schema_valid", result.schema_valid},
                    {"conforms", result.conforms},
                    {"oracles", JsonObject{{"rules", name_of(result.rules)},
                                           {"xerces", name_of(result.xerces)},
                                           {"libxml2", name_of(result.libxml2)}}},
                    {"findings", std::move(findings)}});
}

std::string_view in_words(const CheckResult& result) {
  if (result.label == Label::disputed) return "is disputed";
  return result.conforms ? "conforms" : "does not conform";
}

std::string as_text(const std::string& file, const CheckResult& result) {
  std::string text =
      fmt::format("{}: {} ({}, {}; rules {}, xerces {}, libxml2 {}{})\n", file, in_words(result),
                  result.well_formed ? "well-formed" : "not well-formed",
                  result.schema_valid ? "schema-valid" : "not schema-valid", name_of(result.rules),
                  name_of(result.xerces), name_of(result.libxml2),
                  result.ruling == nullptr ? "" : fmt::format("; ruling {}", result.ruling->id));
  for (const Finding& finding : result.findings) {
    const std::string place =
        finding.line > 0 ? fmt::format("{}:{}:", finding.line, finding.column) : std::string();
    text +=
        fmt::format("  {}{} {} {}: {}\n", place, place.empty() ? "" : " ",
                    name_of(finding.requirement->level), finding.requirement->id, finding.message);
  }
  return text;
}

}  // namespace

int check_verb(const Invocation& invocation) {
  const auto parsed = parse_arguments(
      {.verb = "check",
       .description = "Judge files offline: packetproof check request|response FILE...",
       .positional = "WHAT",
       .positional_description = "request or response, then files; '-' is standard input",
       .options = options,
       .positional_required = true},
      invocation.arguments);
  if (!parsed) return end_with(parsed.error());
  const std::string what = parsed->positional.front();
  const std::string format = parsed->text("format", "text");
  if (what != "request" && what != "response") {
    return usage_error(fmt::format("check wants 'request' or 'response' first, not '{}'", what));
  }
  if (parsed->positional.size() < 2) return usage_error("check: name a file, or '-'");
  if (format != "text" && format != "jsonl") {
    return usage_error(fmt::format("format '{}' is none of text, jsonl", format));
  }
  if (what == "request" && parsed->flags.contains("request")) {
    return usage_error("--request goes with check response");
  }
  SchemaSet schemas = built_in_schemas();
  if (const std::string directory = parsed->text("schema-dir"); !directory.empty()) {
    auto own = read_schemas(directory);
    if (!own) return usage_error(own.error());
    schemas = std::move(*own);
  }
  auto judge = Judge::create(schemas);
  if (!judge) return usage_error(judge.error());
  Exit exit = Exit::passed;
  for (std::size_t i = 1; i < parsed->positional.size(); ++i) {
    const std::string& path = parsed->positional[i];
    const auto bytes = read_file(path);
    if (!bytes) {
      usage_error(bytes.error());
      exit = Exit::usage;
      continue;
    }
    CheckResult result;
    if (what == "request") {
      result = check_request(*judge, *bytes);
    } else {
      const auto question = question_of(parsed->text("request"), path);
      if (!question) return usage_error(question.error());
      result = check_response(*judge, *bytes, *question);
    }
    if (!result.conforms && exit == Exit::passed) exit = Exit::failed;
    print(format == "jsonl" ? as_json(path, result) : as_text(path, result));
  }
  return code_of(exit);
}

}  // namespace packetproof
