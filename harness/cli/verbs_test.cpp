/// What the verbs answer when they are used well.

#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "harness/cli/testing/program.hpp"

namespace packetproof {
namespace {

constexpr const char* sample =
    "<packet><backup-manager><backup-server><local/><description>x</description></backup-server>"
    "</backup-manager></packet>";

std::vector<nlohmann::json> json_lines(const std::string& text) {
  std::vector<nlohmann::json> objects;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    objects.push_back(nlohmann::json::parse(text.substr(from, end - from)));
    from = end + 1;
  }
  return objects;
}

TEST(Verbs, HelpNamesEveryVerbAndTheExitCodes) {
  const Ended ended = Program().run({"--help"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.err, "");
  for (const char* word :
       {"run", "list", "explain", "generate", "check", "mock", "doctor", "Exit codes"}) {
    EXPECT_TRUE(ended.out.contains(word)) << word;
  }
}

TEST(Verbs, EachVerbTellsItsOptions) {
  for (const char* verb : {"run", "list", "explain", "generate", "check", "mock", "doctor"}) {
    const Ended ended = Program().run({verb, "--help"});
    EXPECT_EQ(ended.code, 0) << verb;
    EXPECT_TRUE(ended.out.contains(std::string("packetproof ") + verb)) << ended.out;
  }
}

TEST(Verbs, VersionNamesTheValidators) {
  const Ended ended = Program().run({"--version"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(ended.out.starts_with("packetproof ")) << ended.out;
  EXPECT_TRUE(ended.out.contains("Xerces")) << ended.out;
  EXPECT_TRUE(ended.out.contains("libxml2")) << ended.out;
}

TEST(Verbs, ListPrintsEveryCaseInBothFormats) {
  const Ended text = Program().run({"list"});
  const Ended json = Program().run({"list", "--format", "jsonl"});
  EXPECT_EQ(text.code, 0);
  EXPECT_EQ(json.code, 0);
  const auto objects = json_lines(json.out);
  EXPECT_GE(objects.size(), 150U);
  EXPECT_EQ(count_lines(text.out), objects.size());
  for (const auto& object : objects) {
    EXPECT_TRUE(text.out.contains(object.at("id").get<std::string>() + " "));
    EXPECT_FALSE(object.at("requirements").empty()) << object;
  }
}

TEST(Verbs, ListChoosesByGlob) {
  const auto objects = json_lines(Program().run({"list", "sec/*", "--format", "jsonl"}).out);
  ASSERT_FALSE(objects.empty());
  for (const auto& object : objects) {
    EXPECT_TRUE(object.at("id").get<std::string>().starts_with("sec/")) << object;
  }
}

TEST(Verbs, ListPrintsRequirementsAndRulings) {
  for (const char* table : {"--requirements", "--rulings"}) {
    const Ended ended = Program().run({"list", table, "--format", "jsonl"});
    EXPECT_EQ(ended.code, 0);
    EXPECT_GE(json_lines(ended.out).size(), 10U) << table;
  }
}

TEST(Verbs, ListEndsQuietlyWhenItsReaderLeaves) {
  const Program program;
  // Far more than a pipe holds, so that the program must still be writing.
  Command command = program.command({});
  command.program = "sh";
  command.arguments = {"-c",
                       "for i in 1 2 3 4; do \"$0\" list --format jsonl || exit; done; "
                       "echo \"code $?\" >&2",
                       PACKETPROOF_PROGRAM};
  Process process(command);
  ASSERT_TRUE(process.wait_for("\n"));
  process.close_output();
  const Ended ended = process.wait();
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.err, "code 0\n");
}

TEST(Verbs, ExplainTellsOfACase) {
  const Ended ended = Program().run({"explain", "sem/sample/full"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_TRUE(ended.out.contains("R-PAGE-sample-full")) << ended.out;
  EXPECT_TRUE(ended.out.contains("<backup-server>")) << ended.out;
}

TEST(Verbs, ExplainShowsWhatAnInstanceOfAPropertySends) {
  const Ended ended = Program().run({"explain", "xsd/property/mutations-refused@s1.7"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_TRUE(ended.out.contains("comments-between")) << ended.out;
  EXPECT_TRUE(ended.out.contains("<!--")) << ended.out;
}

TEST(Verbs, ExplainTellsOfEveryRequirementAndRuling) {
  for (const char* table : {"--requirements", "--rulings"}) {
    std::vector<std::string> arguments = {"explain"};
    for (const auto& row : json_lines(Program().run({"list", table, "--format", "jsonl"}).out)) {
      arguments.push_back(row.at("id"));
    }
    const Ended ended = Program().run(arguments);
    EXPECT_EQ(ended.code, 0) << ended.err;
    for (const std::string& id : arguments) {
      EXPECT_TRUE(id == "explain" || ended.out.contains(id)) << id;
    }
  }
}

TEST(Verbs, CheckAcceptsTheSampleAndRefusesWhatIsWrong) {
  const Program program;
  const std::string right = program.scratch().put("right.xml", sample);
  const std::string wrong =
      program.scratch().put("wrong.xml", "<packet><backup-manager/></packet>");
  EXPECT_EQ(program.run({"check", "request", right}).code, 0);
  EXPECT_EQ(program.run({"check", "request", wrong}).code, 1);
  EXPECT_EQ(program.run({"check", "request", right, "/no/such.xml"}).code, 2);
  const Ended both = program.run({"check", "request", right, wrong, "--format", "jsonl"});
  EXPECT_EQ(both.code, 1);
  const auto objects = json_lines(both.out);
  ASSERT_EQ(objects.size(), 2U);
  EXPECT_EQ(objects[0].at("conforms"), true);
  EXPECT_EQ(objects[1].at("conforms"), false);
  EXPECT_EQ(objects[1].at("well_formed"), true);
  EXPECT_EQ(objects[1].at("schema_valid"), false);
}

TEST(Verbs, CheckJudgesAnAnswerToItsQuestion) {
  const Program program;
  const std::string question = program.scratch().put("question.xml", sample);
  const std::string right = program.scratch().put(
      "right.xml",
      "<packet version=\"1.6.7.0\"><backup-manager><backup-server><result><status>ok</status>"
      "<task-id>27</task-id></result></backup-server></backup-manager></packet>");
  const std::string wrong = program.scratch().put(
      "wrong.xml",
      "<packet version=\"1.6.7.0\"><backup-manager><backup-server><result><status>ok</status>"
      "</result></backup-server></backup-manager></packet>");
  EXPECT_EQ(program.run({"check", "response", "--request", question, right}).code, 0);
  const Ended ended = program.run({"check", "response", "--request", question, wrong});
  EXPECT_EQ(ended.code, 1);
  EXPECT_TRUE(ended.out.contains("R-PAGE-ok-task-id")) << ended.out;
}

TEST(Verbs, DoctorFindsTheEmbeddedEndpointWell) {
  const Ended ended = Program().run({"doctor"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  for (const char* word : {"reach", "tls", "credentials"}) {
    EXPECT_TRUE(ended.out.contains(word)) << ended.out;
  }
  EXPECT_FALSE(ended.out.contains("FAIL")) << ended.out;
}

TEST(Verbs, DoctorSaysThatNobodyListens) {
  const Ended ended = Program().run(
      {"doctor", "--endpoint", "http://127.0.0.1:" + std::to_string(unused_port()) + "/"});
  EXPECT_EQ(ended.code, 3);
  EXPECT_TRUE(ended.out.contains("FAIL  reach")) << ended.out;
}

TEST(Verbs, MockServesTheCommandLineThatItPrints) {
  const Program program;
  Process mock(program.command({"mock", "--listen", "127.0.0.1:0"}));
  ASSERT_TRUE(mock.wait_for("serving until Ctrl-C")) << mock.err();
  ASSERT_TRUE(mock.out().starts_with("packetproof run --endpoint https://127.0.0.1:"))
      << mock.out();
  Command client = program.command(
      {"-c",
       "\"$0\" " + mock.out().substr(std::string("packetproof ").size(), mock.out().size() - 13) +
           " --profile smoke --report-dir report",
       PACKETPROOF_PROGRAM});
  client.program = "sh";
  const Ended judged = run_command(client);
  EXPECT_EQ(judged.code, 0) << judged.out << judged.err;
  const auto report = program.report();
  ASSERT_TRUE(report.has_value()) << report.error();
  EXPECT_GT(report->summary.judged, 0);
  mock.signal(SIGTERM);
  EXPECT_EQ(mock.wait().code, 0);
}

TEST(Verbs, PlanShowsWhatWouldBeSentAndSendsNothing) {
  const Program program;
  const Ended ended = program.run({"run", "--plan", "sem/sample/*", "--endpoint",
                                   "http://127.0.0.1:" + std::to_string(unused_port()) + "/"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_TRUE(ended.out.contains("sem/sample/full")) << ended.out;
  EXPECT_TRUE(program.files().empty());
}

TEST(Verbs, PrintConfigTellsWhereEachValueComesFrom) {
  Program program;
  (void)program.scratch().put("packetproof.toml",
                              "jobs = 3\nseed = 4\nconfirm = 5\n[target]\nremote_storage = true\n");
  program.environment = {{"PACKETPROOF_JOBS", "6"}, {"PACKETPROOF_SEED", "7"}};
  const Ended ended = program.run({"run", "--print-config", "--jobs", "8"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  std::map<std::string, std::string> lines;
  for (std::size_t from = 0; from < ended.out.size();) {
    const std::size_t end = ended.out.find('\n', from);
    const std::string line = ended.out.substr(from, end - from);
    lines[line.substr(0, line.find(' '))] = line;
    from = end + 1;
  }
  const auto expect = [&](const std::string& name, const std::string& value,
                          const std::string& origin) {
    EXPECT_TRUE(lines[name].contains(" " + value + " ")) << lines[name];
    EXPECT_TRUE(lines[name].ends_with(origin)) << lines[name];
  };
  expect("jobs", "8", "flag");
  expect("seed", "7", "environment PACKETPROOF_SEED");
  expect("confirm", "5", "packetproof.toml:3");
  expect("timeout", "30", "default");
  expect("remote_storage", "true", "packetproof.toml [target]");
}

}  // namespace
}  // namespace packetproof
