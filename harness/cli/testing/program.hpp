#pragma once

/// For tests: the built program, run in a directory of its own.

#include <expected>
#include <map>
#include <string>
#include <vector>

#include "harness/cli/testing/process.hpp"
#include "reports/record.hpp"

namespace packetproof {

class Program {
 public:
  Program() = default;
  explicit Program(std::map<std::string, std::string> variables)
      : environment(std::move(variables)) {}

  /// `packetproof <arguments>`, in scratch().
  [[nodiscard]] Command command(std::vector<std::string> arguments) const;
  [[nodiscard]] Ended run(std::vector<std::string> arguments) const;

  /// `packetproof run --report-dir <scratch>/report <arguments>`
  [[nodiscard]] Command judging(std::vector<std::string> arguments) const;
  [[nodiscard]] Ended judge(std::vector<std::string> arguments) const;

  /// The record of what judge() left; an error names what is missing or unreadable of run.json,
  /// junit.xml, report.html and events.ndjson.
  [[nodiscard]] std::expected<RunRecord, std::string> report() const;

  [[nodiscard]] const Scratch& scratch() const { return scratch_; }
  /// Every file below scratch(), by its path from there.
  [[nodiscard]] std::map<std::string, std::string> files() const;

  std::map<std::string, std::string> environment;

 private:
  Scratch scratch_;
};

/// The last line that is not empty.
std::string last_line(const std::string& text);

/// How many lines; a last one without its end counts.
std::size_t count_lines(const std::string& text);

}  // namespace packetproof
