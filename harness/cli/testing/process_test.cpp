#include "harness/cli/testing/process.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

namespace packetproof {
namespace {

Command shell(std::string script) {
  return {.program = "sh", .arguments = {"-c", std::move(script)}};
}

TEST(Process, TellsCodeAndBothStreams) {
  const Ended ended = run_command(shell("echo out; echo err >&2; exit 7"));
  EXPECT_EQ(ended.code, 7);
  EXPECT_EQ(ended.signal, 0);
  EXPECT_EQ(ended.out, "out\n");
  EXPECT_EQ(ended.err, "err\n");
}

TEST(Process, ReadsMoreThanAPipeHolds) {
  const Ended ended = run_command(shell("yes x | head -c 1000000; yes y | head -c 1000000 >&2"));
  EXPECT_EQ(ended.out.size(), 1'000'000U);
  EXPECT_EQ(ended.err.size(), 1'000'000U);
}

TEST(Process, SaysThatAProgramDoesNotExist) {
  EXPECT_EQ(run_command({.program = "/no/such/program"}).code, 127);
}

TEST(Process, TakesTheSuitesVariablesAndProxiesAway) {
  ::setenv("PACKETPROOF_SEED", "9", 1);
  ::setenv("https_proxy", "http://127.0.0.1:1", 1);
  Command command = shell("echo \"$PACKETPROOF_SEED|$https_proxy|$PACKETPROOF_JOBS\"");
  command.environment["PACKETPROOF_JOBS"] = "3";
  EXPECT_EQ(run_command(command).out, "||3\n");
  ::unsetenv("PACKETPROOF_SEED");
  ::unsetenv("https_proxy");
}

TEST(Process, RunsInTheDirectoryNamed) {
  const Scratch scratch;
  Command command = shell("pwd -P");
  command.directory = scratch.path();
  EXPECT_EQ(run_command(command).out, std::filesystem::canonical(scratch.path()).string() + "\n");
}

TEST(Process, WaitsForATextAndDeliversASignal) {
  Process process(shell("trap 'echo caught; exit 3' INT; echo ready; while :; do :; done"));
  ASSERT_TRUE(process.wait_for("ready"));
  process.signal(SIGINT);
  const Ended ended = process.wait();
  EXPECT_EQ(ended.code, 3);
  EXPECT_EQ(ended.out, "ready\ncaught\n");
}

TEST(Process, StopsWaitingForATextThatNeverComes) {
  Process process(shell("echo other"));
  EXPECT_FALSE(process.wait_for("ready"));
  EXPECT_EQ(process.out(), "other\n");
}

TEST(Process, EndsWhatDoesNotEndByItself) {
  Process process(shell("exec sleep 600"));
  const Ended ended = process.wait(std::chrono::milliseconds(50));
  EXPECT_EQ(ended.signal, SIGKILL);
}

TEST(Scratch, IsGoneWithItsFiles) {
  std::string path;
  {
    const Scratch scratch;
    path = scratch.put("a/b.txt", "bytes");
    EXPECT_EQ(read_bytes(path), "bytes");
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace packetproof
