#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "harness/cli/arguments.hpp"
#include "harness/cli/console.hpp"
#include "harness/cli/interrupt.hpp"
#include "harness/cli/report_directory.hpp"
#include "harness/cli/setup.hpp"
#include "harness/cli/verbs.hpp"
#include "harness/cli/version.hpp"
#include "harness/conformance/glob.hpp"
#include "harness/conformance/mutation_analysis.hpp"
#include "harness/conformance/properties.hpp"
#include "harness/mock/endpoint.hpp"
#include "harness/mock/mutants.hpp"
#include "reports/json_line.hpp"

namespace packetproof {
namespace {

constexpr std::array options = {
    SettingRow{"profile", "NAME", "standard", "smoke, standard or thorough"},
    SettingRow{"seed", "N", "1", "of what is drawn"},
    SettingRow{"jobs", "N", "2", "mutants side by side"},
    SettingRow{"confirm", "K", "3", "repetitions of what looks wrong"},
    SettingRow{"max-survivors", "N", "0", "more survivors than this end with exit 6"},
    SettingRow{"report-dir", "DIR", "packetproof-report/<UTC time>", "where to write"},
};

std::expected<std::vector<Mutant>, std::string> chosen(const std::vector<std::string>& globs) {
  for (const std::string& glob : globs) {
    if (std::ranges::none_of(all_mutants(),
                             [&](const Mutant& m) { return glob_matches(glob, m.id); })) {
      return std::unexpected(fmt::format(
          "no mutant matches '{}'; `packetproof list --mutants` shows the ids, '*' and '?' are "
          "wildcards",
          glob));
    }
  }
  std::vector<Mutant> rows;
  std::ranges::copy_if(all_mutants(), std::back_inserter(rows), [&](const Mutant& mutant) {
    return globs.empty() || std::ranges::any_of(globs, [&](const std::string& glob) {
             return glob_matches(glob, mutant.id);
           });
  });
  return rows;
}

std::string summary_of(const MutationRecord& record, const std::string& directory) {
  std::string text;
  for (const MutantRecord& row : record.mutants) {
    const bool loud =
        row.fate == Fate::survived || row.fate == Fate::timeout || row.fate == Fate::untold;
    if (loud) {
      text += fmt::format("{}: {}\n  {} ({})\n  {}\n", name_of(row.fate), row.id, row.title,
                          row.requirement, row.instead.empty() ? "nothing was found" : row.instead);
    }
  }
  text += fmt::format("\n{} of {} mutants killed, {} equivalent, {} spoil every answer\n",
                      record.count(Fate::killed), record.judged(), record.count(Fate::equivalent),
                      record.count(Fate::told) + record.count(Fate::untold));
  for (const MutationFloor& floor : record.floors) {
    text += fmt::format("  {:<40} {:>4}\n", floor.name, floor.killed);
  }
  text += fmt::format(
      "{} cases with {} requests account for {} of these kills (`--profile smoke`)\n"
      "the endpoint without a mutant: {} judged, {} FAIL, {} requests\n{:.1f} s, seed {}\n"
      "{}/mutants.html\n",
      record.smoke.size(), record.smoke_requests, record.smoke_kills, record.baseline.judged,
      record.baseline.failed, record.baseline_requests,
      static_cast<double>(record.elapsed_ms) / 1000, record.seed, directory);
  return text;
}

struct Wishes {
  Profile profile = Profile::standard;
  RunOptions run;
  int jobs = 2;
  std::int64_t max_survivors = 0;
};

std::expected<Wishes, std::string> wishes_of(const ParsedArguments& parsed) {
  Wishes wishes;
  const std::string name = parsed.text("profile", "standard");
  const auto profile = profile_of(name);
  if (!profile) {
    return std::unexpected(fmt::format("profile '{}' is none of smoke, standard, thorough", name));
  }
  wishes.profile = *profile;
  const auto seed = number_of(parsed, "seed", "1", 0, UINT64_MAX);
  const auto jobs = number_of(parsed, "jobs", "2", 1, 256);
  const auto confirm = number_of(parsed, "confirm", "3", 1, 100);
  const auto survivors = number_of(parsed, "max-survivors", "0", 0, 1'000'000);
  for (const auto* number : {&seed, &jobs, &confirm, &survivors}) {
    if (!*number) return std::unexpected(number->error());
  }
  wishes.run.seed = *seed;
  wishes.run.jobs = 1;
  wishes.run.confirm = static_cast<int>(*confirm);
  wishes.jobs = static_cast<int>(*jobs);
  wishes.max_survivors = static_cast<std::int64_t>(*survivors);
  return wishes;
}

int analyse(const std::vector<Mutant>& mutants, const Wishes& wishes, ReportDirectory& directory) {
  InterruptWatch watch;
  const EndpointOptions endpoint = random_credentials();
  AnalysisOptions analysis{.run = wishes.run,
                           .credentials = {endpoint.login, endpoint.password, endpoint.secret_key},
                           .schemas = built_in_schemas(),
                           .jobs = wishes.jobs,
                           .stop = watch.token(),
                           .on_mutant = {}};
  int done = 0;
  const bool terminal = isatty(STDERR_FILENO) != 0;
  analysis.on_mutant = [&](const MutantRecord& row) {
    ++done;
    directory.append_event(json_line({{"event", "mutant"},
                                      {"id", row.id},
                                      {"outcome", name_of(row.fate)},
                                      {"killed_by", row.killers}}));
    if (terminal) {
      talk(fmt::format("{:>4} of {}  {:<10} {}", done, mutants.size(), name_of(row.fate), row.id));
    }
  };
  const auto start = std::chrono::steady_clock::now();
  auto judge = Judge::create(analysis.schemas);
  if (!judge) return usage_error(judge.error());
  const Selection selection{.profile = wishes.profile};
  const auto plan = make_plan(suite_cases(selection, wishes.run.seed), selection, {.https = true},
                              analysis.credentials, *judge);
  if (!plan) return usage_error(plan.error());
  std::vector<Subject> subjects;
  for (const Mutant& mutant : mutants) {
    subjects.push_back({mutant.id, mutant.title, mutant.violates, mutant.also_violates(),
                        mutant.equivalent, mutant.spoils_all, [around = mutant.around, &endpoint] {
                          return around(make_reference_endpoint(endpoint));
                        }});
  }
  auto record = analyse_mutants(
      *plan, [&endpoint] { return make_reference_endpoint(endpoint); }, subjects, analysis);
  if (watch.interrupted()) {
    talk("packetproof: interrupted; what was known of each mutant stands in events.ndjson");
    return code_of(Exit::interrupted);
  }
  if (!record) {
    talk("packetproof: " + record.error());
    return code_of(Exit::internal);
  }
  record->tool = tool_record(analysis.schemas.sha256);
  record->profile = name_of(wishes.profile);
  record->elapsed_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                           std::chrono::steady_clock::now() - start)
                           .count();
  std::string smoke;
  for (const std::string& id : record->smoke) smoke += fmt::format("\"{}\",\n", id);
  for (const auto& [name, bytes] :
       {std::pair{"mutants.json", mutation_json(*record)}, std::pair{"smoke_cases.inc", smoke},
        std::pair{"mutants.html", mutation_html(*record)}}) {
    if (const auto written = directory.write(name, bytes); !written) {
      talk("packetproof: " + written.error());
      return code_of(Exit::internal);
    }
  }
  print(summary_of(*record, directory.path()));
  const std::int64_t survivors =
      record->count(Fate::survived) + record->count(Fate::timeout) + record->count(Fate::untold);
  return finish_output(code_of(survivors > wishes.max_survivors ? Exit::power : Exit::passed));
}

}  // namespace

int mutants_verb(const Invocation& invocation) {
  const auto parsed = parse_arguments(
      {.verb = "mutants",
       .description = "Run the suite against endpoints that are wrong in one way each, and tell "
                      "which it convicts.",
       .positional = "GLOB",
       .positional_description = "ids of mutants; '*' and '?' are wildcards",
       .options = options},
      invocation.arguments);
  if (!parsed) return end_with(parsed.error());
  const auto wishes = wishes_of(*parsed);
  if (!wishes) return usage_error(wishes.error());
  const auto mutants = chosen(parsed->positional);
  if (!mutants) return usage_error(mutants.error());
  auto directory = ReportDirectory::create(parsed->text("report-dir"), utc("%Y-%m-%dT%H-%M-%SZ"));
  if (!directory) return usage_error(directory.error());
  return analyse(*mutants, *wishes, *directory);
}

}  // namespace packetproof
