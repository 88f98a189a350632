#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <random>
#include <span>
#include <thread>

#include "harness/cli/arguments.hpp"
#include "harness/cli/console.hpp"
#include "harness/cli/finding_files.hpp"
#include "harness/cli/interrupt.hpp"
#include "harness/cli/progress.hpp"
#include "harness/cli/report_directory.hpp"
#include "harness/cli/setup.hpp"
#include "harness/cli/summary.hpp"
#include "harness/cli/verbs.hpp"
#include "harness/cli/version.hpp"
#include "harness/conformance/properties.hpp"
#include "reports/writers.hpp"

namespace packetproof {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* readable_time = "%Y-%m-%dT%H:%M:%SZ";

std::string random_salt() {
  std::random_device device;
  return fmt::format("{:08x}{:08x}", device(), device());
}

/// The suite with the instances of its properties and the user's own cases. Error: a sentence.
std::expected<std::vector<Case>, std::string> gather_cases(const RunSetup& setup) {
  std::vector<Case> cases = suite_cases(setup.selection, setup.run.seed);
  if (setup.cases_directory.empty()) return cases;
  auto own = read_cases(setup.cases_directory, "local/");
  if (!own) return std::unexpected(own.error());
  for (Case& definition : *own) cases.push_back(std::move(definition));
  return cases;
}

/// A file in the wrong folder is the user's slip, not ours: say so before anything is sent.
std::string mislabelled(const Plan& plan) {
  for (const PlannedCase& planned : plan.cases) {
    if (planned.reason_code == "label-contradiction" &&
        planned.definition.id.starts_with("local/")) {
      const auto& violations = planned.judgements.front().rules.violations;
      return fmt::format("{}: {}{}", planned.definition.id, planned.reason,
                         violations.empty()
                             ? ""
                             : fmt::format(": {} (line {}): {}", violations.front().requirement->id,
                                           violations.front().line, violations.front().message));
    }
  }
  return {};
}

/// Judges for the processors that sending leaves idle. Error: a sentence.
std::expected<std::vector<Judge>, std::string> side_judges(const SchemaSet& schemas) {
  static constexpr unsigned most = 4;
  std::vector<Judge> judges;
  for (unsigned i = 1; i < std::min(std::thread::hardware_concurrency(), most); ++i) {
    auto judge = Judge::create(schemas);
    if (!judge) return std::unexpected(std::move(judge.error()));
    judges.push_back(std::move(*judge));
  }
  return judges;
}

std::chrono::nanoseconds thread_time() {
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return std::chrono::seconds(spent.tv_sec) + std::chrono::nanoseconds(spent.tv_nsec);
}

struct Outputs {
  RunRecord record;
  GateDecision decision;
  bool write_failed = false;
};

/// Reports are written on every path; the first that cannot be is told, the others still are.
int write_reports(const RunSetup& setup, const RunRecord& record, ReportDirectory& directory,
                  int code) {
  bool failed = false;
  const auto write = [&](const std::string& name, const std::string& bytes) {
    const auto written = directory.write(name, bytes);
    if (written) return;
    if (!failed) talk(fmt::format("packetproof: cannot write {}", written.error()));
    failed = true;
  };
  for (const std::string& format : setup.formats) {
    const Writer* writer = find_writer(format);
    write(std::string(writer->file_name), writer->write(record));
  }
  for (const auto& [name, bytes] : finding_files(record)) write(name, bytes);
  return failed ? code_of(Exit::internal) : code;
}

RunRecord perform(const RunSetup& setup, const Plan& plan, Judge& judge, std::span<Judge> side,
                  Connection& connection, InterruptWatch& watch, RunLog& log) {
  const auto origin = Clock::now();
  const std::string started = utc(readable_time);
  RunWorld world{
      .transport = *connection.transport,
      .judge = judge,
      .side_judges = side,
      .observer = log,
      .credentials = setup.credentials,
      .https = setup.facts.https,
      .now =
          [origin] {
            return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - origin);
          },
      .pause = [&watch](std::chrono::microseconds length) { watch.pause(length); },
      .stop = watch.token(),
      .salt = random_salt(),
      .thread_time = thread_time};
  RunRecord record = run(plan, world, setup.run);
  record.tool = tool_record(setup.schemas.sha256);
  record.endpoint = setup.shown();
  record.profile = name_of(setup.selection.profile);
  record.timing.started_utc = started;
  record.timing.finished_utc = utc(readable_time);
  record.timing.elapsed_ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - origin).count();
  return record;
}

int run_plan(const RunSetup& setup, const Plan& plan, Judge& judge) {
  auto directory = ReportDirectory::create(setup.report_directory, utc("%Y-%m-%dT%H-%M-%SZ"));
  if (!directory) return usage_error(directory.error());
  InterruptWatch watch;
  auto connection = connect(setup, watch.token());
  if (!connection) return usage_error(connection.error());
  auto side = side_judges(setup.schemas);
  if (!side) return usage_error(side.error());
  RunLog log(*directory, isatty(STDERR_FILENO) != 0, [&watch] { watch.request_stop(); });
  RunRecord record = perform(setup, plan, judge, *side, *connection, watch, log);
  log.end();
  for (std::string& remark : standing_remarks(setup)) record.remarks.push_back(std::move(remark));
  GateOptions gate = setup.gate;
  gate.interrupted = watch.interrupted();
  const GateDecision decision = decide(record, gate);
  record.verdict = decision.verdict;
  if (gate.fail_on_warn) record.fail_on.emplace_back("warn");
  if (gate.fail_on_disputed) record.fail_on.emplace_back("disputed");
  record.exit_code = log.write_failed() ? code_of(Exit::internal) : code_of(decision.exit);
  const int code = write_reports(setup, record, *directory, record.exit_code);
  print(run_summary(record, directory->path(), setup.formats));
  if (log.write_failed()) {
    talk(fmt::format("packetproof: {} became unwritable in mid-run; what was written is kept",
                     directory->path()));
  }
  return code;
}

}  // namespace

int run_verb(const Invocation& invocation) {
  std::vector<SettingRow> options(run_settings().begin(), run_settings().end());
  options.push_back({"config", "FILE", "", "settings file [packetproof.toml, where it exists]"});
  options.push_back({"print-config", "", "", "show every setting with its origin, and end"});
  auto parsed = parse_arguments({.verb = "run",
                                 .description = "Judge an endpoint.",
                                 .positional = "GLOB",
                                 .positional_description = "case ids; '*' and '?' are wildcards",
                                 .options = options},
                                invocation.arguments);
  if (!parsed) return end_with(parsed.error());
  const auto settings = collect_settings(run_settings(), parsed->flags, invocation.environment,
                                         parsed->text("config"));
  if (!settings) return usage_error(settings.error());
  if (parsed->on("print-config")) {
    print(settings->print());
    return code_of(Exit::passed);
  }
  const auto setup = make_setup(*settings, parsed->positional, invocation.environment);
  if (!setup) return usage_error(setup.error());
  if (const std::string refusal = refusal_to_send(*setup, true); !refusal.empty()) {
    return usage_error(refusal);
  }
  auto judge = Judge::create(setup->schemas);
  if (!judge) return usage_error(judge.error());
  const auto cases = gather_cases(*setup);
  if (!cases) return usage_error(cases.error());
  const auto plan = make_plan(*cases, setup->selection, setup->facts, setup->credentials, *judge);
  if (!plan) return usage_error(plan.error());
  if (const std::string slip = mislabelled(*plan); !slip.empty()) return usage_error(slip);
  const std::string announced = plan_summary(*plan, *setup);
  if (settings->on("plan")) {
    print(announced + plan_listing(*plan));
    return code_of(Exit::passed);
  }
  talk(announced);
  return run_plan(*setup, *plan, *judge);
}

}  // namespace packetproof
