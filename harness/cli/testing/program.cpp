#include "harness/cli/testing/program.hpp"

#include <algorithm>
#include <filesystem>

#include "reports/writers.hpp"

namespace packetproof {

Command Program::command(std::vector<std::string> arguments) const {
  return {.program = PACKETPROOF_PROGRAM,
          .arguments = std::move(arguments),
          .environment = environment,
          .directory = scratch_.path()};
}

Ended Program::run(std::vector<std::string> arguments) const {
  return run_command(command(std::move(arguments)));
}

Command Program::judging(std::vector<std::string> arguments) const {
  std::vector<std::string> all = {"run", "--report-dir", scratch_ / "report"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return command(std::move(all));
}

Ended Program::judge(std::vector<std::string> arguments) const {
  return run_command(judging(std::move(arguments)));
}

std::expected<RunRecord, std::string> Program::report() const {
  for (const char* name : {"events.ndjson", "run.json", "junit.xml", "report.html"}) {
    if (read_bytes(scratch_ / "report/" + name).empty()) {
      return std::unexpected(std::string(name) + " is missing or empty");
    }
  }
  return from_json(read_bytes(scratch_ / "report/run.json"));
}

std::map<std::string, std::string> Program::files() const {
  std::map<std::string, std::string> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch_.path())) {
    if (!entry.is_regular_file()) continue;
    const std::string path = entry.path();
    all[path.substr(scratch_.path().size() + 1)] = read_bytes(path);
  }
  return all;
}

std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of('\n');
  if (end == std::string::npos) return {};
  const std::size_t start = text.rfind('\n', end);
  const std::size_t from = start == std::string::npos ? 0 : start + 1;
  return text.substr(from, end - from + 1);
}

std::size_t count_lines(const std::string& text) {
  const auto ends = static_cast<std::size_t>(std::ranges::count(text, '\n'));
  return ends + (text.empty() || text.ends_with('\n') ? 0 : 1);
}

}  // namespace packetproof
