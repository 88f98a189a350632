/// Where a run leaves its files, and what becomes of it where it cannot.

#include <atomic>
#include <csignal>
#include <filesystem>
#include <thread>

#include "harness/cli/scripted_endpoint_test.hpp"
#include "harness/cli/testing/program.hpp"

namespace packetproof {
namespace {

std::string why_no_mounts() {
  const Ended ended = run_command(
      {.program = "unshare", .arguments = {"-m", "sh", "-c", "mount -t tmpfs none /mnt"}});
  return ended.code == 0 ? "" : "unshare -m is not permitted here: " + ended.err;
}

/// Runs in a mount namespace of its own, with a tmpfs of these options at <scratch>/report.
Ended judge_on_tmpfs(const Program& program, const std::string& options) {
  Command command = program.judging({"--endpoint", "in-process"});
  std::filesystem::create_directory(program.scratch() / "report");
  std::vector<std::string> words = {
      "-m",
      "sh",
      "-c",
      fmt::format("mount -t tmpfs -o {} none {}/report && \"$@\"; code=$?; ls -A {}/report; "
                  "exit $code",
                  options, program.scratch().path(), program.scratch().path()),
      "sh",
      command.program};
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  command.program = "unshare";
  command.arguments = words;
  return run_command(command);
}

TEST(ReportDirectory, ReadOnlyIsRefusedBeforeTheStart) {
  if (const std::string why = why_no_mounts(); !why.empty()) GTEST_SKIP() << why;
  const Ended ended = judge_on_tmpfs(Program(), "ro,size=64k");
  EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
  EXPECT_TRUE(last_line(ended.err).contains("cannot be written")) << ended.err;
  EXPECT_TRUE(last_line(ended.err).contains("--report-dir")) << ended.err;
  EXPECT_EQ(ended.out, "");
}

TEST(ReportDirectory, FullInMidRunIsAnInternalErrorAndKeepsTheFlushedPart) {
  if (const std::string why = why_no_mounts(); !why.empty()) GTEST_SKIP() << why;
  const Ended ended = judge_on_tmpfs(Program(), "size=64k");
  EXPECT_EQ(ended.code, 70) << ended.out << ended.err;
  EXPECT_TRUE(last_line(ended.err).contains("unwritable in mid-run")) << ended.err;
  EXPECT_TRUE(ended.out.contains("events.ndjson")) << ended.out;
}

TEST(ReportDirectory, ThatIsAFileIsRefused) {
  const Program program;
  (void)program.scratch().put("report", "a file");
  const Ended ended = program.judge({"--endpoint", "in-process"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(last_line(ended.err).contains("--report-dir")) << ended.err;
  EXPECT_EQ(read_bytes(program.scratch() / "report"), "a file");
}

TEST(ReportDirectory, ThatHoldsARunIsRefusedAndKept) {
  const Program program;
  ASSERT_EQ(program.judge({"sem/sample/full", "--endpoint", "in-process"}).code, 0);
  const auto before = program.files();
  const Ended again = program.judge({"sem/sample/full", "--endpoint", "in-process"});
  EXPECT_EQ(again.code, 2);
  EXPECT_TRUE(last_line(again.err).contains("already holds a run")) << again.err;
  EXPECT_TRUE(last_line(again.err).contains("--report-dir")) << again.err;
  EXPECT_EQ(program.files(), before);
}

TEST(ReportDirectory, HasATimeForAName) {
  const Program program;
  for (int i = 0; i < 2; ++i) {
    const Ended ended = program.run({"run", "sem/sample/full", "--endpoint", "in-process"});
    ASSERT_EQ(ended.code, 0) << ended.out << ended.err;
  }
  const std::filesystem::path parent = program.scratch() / "packetproof-report";
  int runs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(parent)) {
    if (entry.is_symlink()) continue;
    EXPECT_TRUE(std::filesystem::exists(entry.path() / "run.json")) << entry.path();
    ++runs;
  }
  EXPECT_EQ(runs, 2);
  EXPECT_TRUE(std::filesystem::exists(parent / "latest/run.json"));
}

TEST(ReportDirectory, HoldsTheFormatsAskedFor) {
  const Program program;
  ASSERT_EQ(
      program.judge({"sem/sample/full", "--endpoint", "in-process", "--format", "junit"}).code, 0);
  EXPECT_TRUE(std::filesystem::exists(program.scratch() / "report/junit.xml"));
  EXPECT_FALSE(std::filesystem::exists(program.scratch() / "report/report.html"));
}

TEST(ReportDirectory, IsCompleteAfterAnInterrupt) {
  for (const int number : {SIGINT, SIGTERM}) {
    const Handler reference = make_reference_endpoint(known_credentials());
    std::atomic<int> seen = 0;
    const ScriptedEndpoint endpoint([&](const HttpRequest& request) {
      HttpResponse response = reference(request);
      // Slow enough that the run cannot end by itself.
      if (++seen > 30) response.delivery.delay = std::chrono::seconds(20);
      return response;
    });
    Program program;
    program.environment = environment_of(known_credentials());
    Command command = program.judging({"--endpoint", endpoint.url(), "--rate", "200"});
    Process process(command);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (seen <= 30 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    process.signal(number);
    const Ended ended = process.wait(std::chrono::seconds(10));
    EXPECT_EQ(ended.code, 130) << ended.out << ended.err;
    EXPECT_TRUE(last_line(ended.out).starts_with("Interrupted")) << ended.out;
    const auto report = program.report();
    ASSERT_TRUE(report.has_value()) << report.error();
    EXPECT_EQ(report->exit_code, 130);
    EXPECT_GT(report->summary.judged, 0);
    EXPECT_GT(report->summary.notrun, 0);
    EXPECT_EQ(report->summary.failed, 0) << ended.out;
    EXPECT_TRUE(report->summary.reconciles());
  }
}

}  // namespace
}  // namespace packetproof
