/// Bad use that is met before anything is sent: exit 2, one line, nothing written.

#include <gtest/gtest.h>

#include "harness/cli/testing/program.hpp"

namespace packetproof {
namespace {

using Arguments = std::vector<std::string>;

struct BadUse {
  std::string name;
  Arguments arguments;
  std::vector<std::string> words;  // what is wrong, and what next
  std::map<std::string, std::string> environment = {};
};

const std::vector<BadUse> rows = {
    {.name = "unknown_verb", .arguments = {"rum"}, .words = {"'rum'", "packetproof --help"}},
    {.name = "unknown_flag",
     .arguments = {"run", "--endpont", "embedded"},
     .words = {"--endpont", "packetproof run --help"}},
    {.name = "flag_without_value",
     .arguments = {"run", "--endpoint"},
     .words = {"--endpoint", "packetproof run --help"}},
    {.name = "flag_twice",
     .arguments = {"run", "--seed", "1", "--seed", "2"},
     .words = {"--seed", "twice"}},
    {.name = "unknown_profile",
     .arguments = {"run", "--profile", "quick"},
     .words = {"'quick'", "smoke, standard, thorough"}},
    {.name = "unknown_phase",
     .arguments = {"run", "--phases", "examples,catalog"},
     .words = {"'catalog'", "examples, catalogue"}},
    {.name = "smoke_sends_no_instances",
     .arguments = {"run", "--profile", "smoke", "--phases", "properties"},
     .words = {"no case is left", "smoke"}},
    {.name = "unknown_format",
     .arguments = {"run", "--format", "json,pdf"},
     .words = {"'pdf'", "json, junit, html"}},
    {.name = "unknown_gate",
     .arguments = {"run", "--fail-on", "info"},
     .words = {"'info'", "warn"}},
    {.name = "glob_that_matches_nothing",
     .arguments = {"run", "xsd/ordr/*"},
     .words = {"'xsd/ordr/*'", "packetproof list"}},
    {.name = "second_glob_that_matches_nothing",
     .arguments = {"run", "sem/*", "xml/txt/*"},
     .words = {"'xml/txt/*'", "packetproof list"}},
    {.name = "glob_and_phase_exclude_each_other",
     .arguments = {"run", "sem/sample/full", "--phases", "robustness"},
     .words = {"no case is left", "phases"}},
    {.name = "jobs_zero", .arguments = {"run", "--jobs", "0"}, .words = {"jobs", "'0'", "flag"}},
    {.name = "seed_negative", .arguments = {"run", "--seed", "-1"}, .words = {"seed"}},
    {.name = "timeout_word", .arguments = {"run", "--timeout", "soon"}, .words = {"'soon'", "90s"}},
    {.name = "rate_zero", .arguments = {"run", "--rate", "0"}, .words = {"rate", "positive"}},
    {.name = "bad_environment",
     .arguments = {"run"},
     .words = {"jobs", "'many'", "PACKETPROOF_JOBS"},
     .environment = {{"PACKETPROOF_JOBS", "many"}}},
    {.name = "half_of_the_login",
     .arguments = {"run", "--endpoint", "http://127.0.0.1:9/"},
     .words = {"PACKETPROOF_LOGIN", "PACKETPROOF_PASSWORD"},
     .environment = {{"PACKETPROOF_LOGIN", "admin"}}},
    {.name = "endpoint_without_scheme",
     .arguments = {"run", "--endpoint", "127.0.0.1/agent"},
     .words = {"--endpoint", "http"}},
    {.name = "endpoint_of_another_scheme",
     .arguments = {"run", "--endpoint", "ftp://127.0.0.1/"},
     .words = {"--endpoint", "http"}},
    {.name = "credentials_in_the_url",
     .arguments = {"run", "--endpoint", "https://admin:hunter22@127.0.0.1/agent"},
     .words = {"--endpoint", "PACKETPROOF_LOGIN"}},
    {.name = "beyond_loopback_without_budget",
     .arguments = {"run", "--endpoint", "https://panel.example/enterprise/control/agent.php"},
     .words = {"not on loopback", "--max-backups"}},
    {.name = "name_that_resolves_to_loopback",
     .arguments = {"run", "--endpoint", "https://panel.example:8443/", "--resolve",
                   "panel.example:8443:127.0.0.1"},
     .words = {"not on loopback", "--max-backups"}},
    {.name = "credentials_over_plain_http",
     .arguments = {"run", "--endpoint", "http://panel.example/", "--max-backups", "5"},
     .words = {"plain http", "https"},
     .environment = {{"PACKETPROOF_LOGIN", "admin"}, {"PACKETPROOF_PASSWORD", "hunter22"}}},
    {.name = "key_over_plain_http",
     .arguments = {"run", "--endpoint", "http://panel.example/", "--max-backups", "5"},
     .words = {"plain http", "https"},
     .environment = {{"PACKETPROOF_SECRET_KEY", "hunter22-key"}}},
    {.name = "cacert_missing",
     .arguments = {"run", "--endpoint", "https://127.0.0.1:9/", "--cacert", "/no/such.pem"},
     .words = {"/no/such.pem", "No such file"}},
    {.name = "credentials_missing",
     .arguments = {"run", "--endpoint", "https://127.0.0.1:9/", "--credentials", "/no/such.toml"},
     .words = {"/no/such.toml", "No such file"}},
    {.name = "schema_directory_missing",
     .arguments = {"run", "--schema-dir", "/no/such/schemas"},
     .words = {"/no/such/schemas"}},
    {.name = "cases_directory_missing",
     .arguments = {"run", "--cases", "/no/such/cases"},
     .words = {"/no/such/cases", "name a directory of cases"}},
    {.name = "config_missing",
     .arguments = {"run", "--config", "/no/such.toml"},
     .words = {"/no/such.toml"}},
    {.name = "shard",
     .arguments = {"run", "--shard", "1/2"},
     .words = {"--shard", "not built yet"}},
    {.name = "resume",
     .arguments = {"run", "--resume", "x"},
     .words = {"--resume", "not built yet"}},
    {.name = "baseline",
     .arguments = {"run", "--baseline", "x"},
     .words = {"--baseline", "not built yet"}},
    {.name = "expectations",
     .arguments = {"run", "--expectations", "x"},
     .words = {"--expectations", "not built yet"}},
    {.name = "shrink_budget",
     .arguments = {"run", "--shrink-budget", "-1"},
     .words = {"shrink-budget", "'-1'", "whole number"}},
    {.name = "shard_of_the_environment",
     .arguments = {"run"},
     .words = {"--shard", "PACKETPROOF_SHARD", "not built yet"},
     .environment = {{"PACKETPROOF_SHARD", "1/2"}}},
    {.name = "generate_kind",
     .arguments = {"generate", "--kind", "good"},
     .words = {"'good'", "both, valid, invalid, disputed"}},
    {.name = "generate_count",
     .arguments = {"generate", "--count", "1e6"},
     .words = {"--count", "'1e6'"}},
    {.name = "generate_source",
     .arguments = {"generate", "--source", "corpus"},
     .words = {"'corpus'", "random, exhaustive"}},
    {.name = "mutants_glob",
     .arguments = {"mutants", "nope/*"},
     .words = {"'nope/*'", "list --mutants"}},
    {.name = "mutants_survivors",
     .arguments = {"mutants", "--max-survivors", "-1"},
     .words = {"--max-survivors", "'-1'"}},
    {.name = "mutants_profile",
     .arguments = {"mutants", "--profile", "quick"},
     .words = {"'quick'", "smoke, standard, thorough"}},
    {.name = "replay", .arguments = {"replay", "x"}, .words = {"'replay'", "not built yet"}},
    {.name = "record", .arguments = {"record"}, .words = {"'record'", "not built yet"}},
    {.name = "diff", .arguments = {"diff", "a", "b"}, .words = {"'diff'", "not built yet"}},
    {.name = "expect", .arguments = {"expect", "check"}, .words = {"'expect'", "not built yet"}},
    {.name = "report", .arguments = {"report", "x"}, .words = {"'report'", "not built yet"}},
    {.name = "list_mutants",
     .arguments = {"list", "--mutants", "--rulings"},
     .words = {"--mutants", "exclude"}},
    {.name = "list_format", .arguments = {"list", "--format", "xml"}, .words = {"'xml'", "jsonl"}},
    {.name = "list_glob", .arguments = {"list", "nope/*"}, .words = {"'nope/*'", "wildcards"}},
    {.name = "list_two_tables",
     .arguments = {"list", "--rulings", "--requirements"},
     .words = {"--rulings", "--requirements", "exclude"}},
    {.name = "explain_nothing", .arguments = {"explain"}, .words = {"ID", "packetproof explain"}},
    {.name = "explain_unknown",
     .arguments = {"explain", "R-NO-such"},
     .words = {"'R-NO-such'", "packetproof list"}},
    {.name = "mock_listen",
     .arguments = {"mock", "--listen", "8443"},
     .words = {"'8443'", "ADDR:PORT"}},
    {.name = "mock_mutant",
     .arguments = {"mock", "--mutant", "x"},
     .words = {"'x'", "list --mutants"}},
    {.name = "mock_tls_and_not",
     .arguments = {"mock", "--tls", "--no-tls"},
     .words = {"--tls", "--no-tls", "exclude"}},
    {.name = "check_unknown_kind", .arguments = {"check", "answer", "x"}, .words = {"request"}},
    {.name = "doctor_unknown_flag", .arguments = {"doctor", "--deep"}, .words = {"--deep"}},
};

class Usage : public testing::TestWithParam<BadUse> {};

TEST_P(Usage, IsMetWithOneLineThatSaysWhatAndWhatNext) {
  Program program;
  program.environment = GetParam().environment;
  const Ended ended = program.run(GetParam().arguments);
  EXPECT_EQ(ended.code, 2);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(count_lines(ended.err), 1U) << ended.err;
  EXPECT_TRUE(ended.err.starts_with("packetproof")) << ended.err;
  for (const std::string& word : GetParam().words)
    EXPECT_TRUE(ended.err.contains(word)) << word << "\nin: " << ended.err;
  EXPECT_FALSE(ended.err.contains("hunter22")) << ended.err;
  EXPECT_TRUE(program.files().empty());
}

INSTANTIATE_TEST_SUITE_P(Cli, Usage, testing::ValuesIn(rows),
                         [](const auto& row) { return row.param.name; });

TEST(Usage, WithoutAVerbTellsTheVerbs) {
  const Ended ended = Program().run({});
  EXPECT_EQ(ended.code, 2);
  EXPECT_EQ(ended.out, "");
  EXPECT_TRUE(ended.err.contains("Usage: packetproof VERB")) << ended.err;
}

TEST(Usage, CredentialsFileThatOthersCanReadIsRefused) {
  const Program program;
  const std::string file =
      program.scratch().put("own.toml", "login = 'a'\npassword = 'hunter22'\n");
  run_command({.program = "chmod", .arguments = {"0644", file}});
  const Ended ended = program.judge({"--endpoint", "https://127.0.0.1:9/", "--credentials", file});
  EXPECT_EQ(ended.code, 2);
  EXPECT_EQ(count_lines(ended.err), 1U);
  EXPECT_TRUE(ended.err.contains("chmod 600 " + file)) << ended.err;
}

TEST(Usage, CredentialsFileThatIsNoTomlIsNotQuoted) {
  const Program program;
  const std::string file = program.scratch().put("own.toml", "password = hunter22\n");
  run_command({.program = "chmod", .arguments = {"0600", file}});
  const Ended ended = program.judge({"--endpoint", "https://127.0.0.1:9/", "--credentials", file});
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(ended.err.contains(file)) << ended.err;
  EXPECT_FALSE(ended.err.contains("hunter22")) << ended.err;
}

TEST(Usage, MalformedTomlIsNamedByItsLine) {
  const Program program;
  (void)program.scratch().put("packetproof.toml", "seed = 1\njobs = = 2\n");
  const Ended ended = program.run({"run"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_EQ(count_lines(ended.err), 1U);
  EXPECT_TRUE(ended.err.contains("packetproof.toml:2:")) << ended.err;
}

TEST(Usage, UnknownSettingOfTheFileIsNamedByItsLine) {
  const Program program;
  (void)program.scratch().put("packetproof.toml", "seed = 1\n\njob = 2\n");
  const Ended ended = program.run({"run"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(ended.err.contains("packetproof.toml:3:")) << ended.err;
  EXPECT_TRUE(ended.err.contains("'job'")) << ended.err;
}

struct BadSchemas {
  std::string name;
  std::map<std::string, std::string> files;
  std::string word;
};

const std::vector<BadSchemas> bad_schemas = {
    {.name = "empty", .files = {{"note.txt", "no schema here"}}, .word = "agent_input.xsd"},
    {.name = "malformed",
     .files = {{"agent_input.xsd", "<xs:schema"}, {"agent_output.xsd", "<xs:schema"}},
     .word = "agent_"},
    {.name = "no_schema",
     .files = {{"agent_input.xsd", "<packet/>"}, {"agent_output.xsd", "<packet/>"}},
     .word = "agent_"},
};

class UsageOfSchemas : public testing::TestWithParam<BadSchemas> {};

TEST_P(UsageOfSchemas, IsRefusedBeforeTheStart) {
  const Program program;
  for (const auto& [name, bytes] : GetParam().files) {
    (void)program.scratch().put("schemas/" + name, bytes);
  }
  const Ended ended = program.judge({"--schema-dir", program.scratch() / "schemas"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_EQ(count_lines(ended.err), 1U) << ended.err;
  EXPECT_TRUE(ended.err.contains(GetParam().word)) << ended.err;
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(program.files().size(), GetParam().files.size());
}

INSTANTIATE_TEST_SUITE_P(Cli, UsageOfSchemas, testing::ValuesIn(bad_schemas),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace packetproof
