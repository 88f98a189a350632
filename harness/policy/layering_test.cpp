#include "harness/policy/layering.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <set>

namespace packetproof {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Sample {
  std::string path;
  std::string include;  // what stands behind #include
};

void PrintTo(const Sample& sample, std::ostream* stream) {
  *stream << sample.path << " <- " << sample.include;
}

std::vector<std::string> judge_sample(const Sample& sample) {
  return layering_violations({.path = sample.path, .text = "#include " + sample.include + "\n"});
}

class Refused : public testing::TestWithParam<Sample> {};

TEST_P(Refused, IsNamedWithItsLine) {
  EXPECT_THAT(judge_sample(GetParam()), ElementsAre(HasSubstr(GetParam().path + ":1: ")));
}

INSTANTIATE_TEST_SUITE_P(
    Layering, Refused,
    testing::Values(
        // Against an arrow.
        Sample{"reports/json.cpp", "\"harness/protocol/packet.hpp\""},
        Sample{"harness/protocol/packet.cpp", "\"harness/oracle/verdict.hpp\""},
        Sample{"harness/protocol/packet.cpp", "\"reports/writers.hpp\""},
        Sample{"harness/transport/curl_lane.cpp", "\"harness/protocol/packet.hpp\""},
        Sample{"harness/transport/curl_lane.cpp", "\"reports/record.hpp\""},
        Sample{"harness/oracle/judge.cpp", "\"harness/transport/transport.hpp\""},
        Sample{"harness/oracle/judge.cpp", "\"harness/conformance/case.hpp\""},
        Sample{"harness/oracle/judge_test.cpp", "\"harness/mock/endpoint.hpp\""},
        Sample{"harness/generate/shrink.cpp", "\"harness/oracle/judge.hpp\""},
        Sample{"harness/mock/endpoint.cpp", "\"harness/transport/transport.hpp\""},
        Sample{"harness/conformance/run.cpp", "\"harness/mock/endpoint.hpp\""},
        Sample{"harness/conformance/run.cpp", "\"harness/cli/verbs.hpp\""},
        Sample{"harness/conformance/run_test.cpp", "\"harness/cli/verbs.hpp\""},
        Sample{"harness/foreign/foreign_test.cpp", "\"harness/cli/verbs.hpp\""},
        // What is for tests, outside them.
        Sample{"harness/cli/run_verb.cpp", "\"harness/cli/testing/process.hpp\""},
        Sample{"harness/cli/run_verb.cpp", "\"harness/cli/scripted_endpoint_test.hpp\""},
        // Across a wall.
        Sample{"harness/mock/endpoint.cpp", "\"harness/oracle/verdict.hpp\""},
        Sample{"harness/mock/endpoint_test.cpp", "\"harness/oracle/judge.hpp\""},
        Sample{"harness/oracle/rules_request.cpp", "\"harness/oracle/validators.hpp\""},
        // A library outside its owner.
        Sample{"harness/oracle/rules_request.cpp", "<xercesc/util/XMLUni.hpp>"},
        Sample{"harness/oracle/rules_request.cpp", "<libxml/parser.h>"},
        Sample{"harness/oracle/xerces_oracle.cpp", "<libxml/parser.h>"},
        Sample{"harness/oracle/judge.cpp", "<pugixml.hpp>"},
        Sample{"harness/cli/run_verb.cpp", "<nlohmann/json.hpp>"},
        Sample{"reports/writers.hpp", "<nlohmann/json.hpp>"},
        Sample{"harness/cli/run_verb.cpp", "<curl/curl.h>"},
        Sample{"harness/conformance/run.cpp", "<boost/asio.hpp>"},
        Sample{"harness/conformance/run.cpp", "<CLI/CLI.hpp>"},
        Sample{"harness/conformance/run.cpp", "<unistd.h>"},
        Sample{"harness/protocol/packet.hpp", "<fmt/format.h>"},
        Sample{"harness/protocol/packet.cpp", "<gtest/gtest.h>"},
        Sample{"harness/protocol/packet.cpp", "<unheard/of.hpp>"},
        // Written otherwise than from the root.
        Sample{"harness/oracle/judge.cpp", "\"judge.hpp\""},
        Sample{"harness/oracle/judge.cpp", "\"../protocol/packet.hpp\""},
        Sample{"harness/oracle/judge.cpp", "<harness/oracle/judge.hpp>"}));

class Allowed : public testing::TestWithParam<Sample> {};

TEST_P(Allowed, SaysNothing) { EXPECT_THAT(judge_sample(GetParam()), IsEmpty()); }

INSTANTIATE_TEST_SUITE_P(
    Layering, Allowed,
    testing::Values(Sample{"harness/protocol/packet.cpp", "\"harness/protocol/packet.hpp\""},
                    Sample{"harness/protocol/requirements.hpp", "\"reports/record.hpp\""},
                    Sample{"harness/oracle/judge.cpp", "\"harness/transport/exchange.hpp\""},
                    Sample{"harness/oracle/judge.cpp", "\"reports/record.hpp\""},
                    Sample{"harness/conformance/run.cpp", "\"harness/protocol/packet.hpp\""},
                    Sample{"harness/conformance/run_test.cpp", "\"harness/mock/endpoint.hpp\""},
                    Sample{"harness/mock/server_test.cpp", "\"harness/transport/transport.hpp\""},
                    Sample{"harness/cli/run_verb.cpp", "\"reports/writers.hpp\""},
                    Sample{"harness/cli/run_test.cpp", "\"harness/cli/testing/process.hpp\""},
                    Sample{"harness/foreign/server.cpp", "\"harness/cli/testing/process.hpp\""},
                    Sample{"properties/codec.cpp", "\"harness/generate/valid.hpp\""},
                    Sample{"harness/protocol/packet.cpp", "<string_view>"},
                    Sample{"harness/protocol/packet.cpp", "<fmt/format.h>"},
                    Sample{"harness/protocol/xml_reader.cpp", "<libxml/parser.h>"},
                    Sample{"harness/cli/run_verb.cpp", "<unistd.h>"}));

TEST(Layering, ReadsIncludesOnlyFromCode) {
  const SourceFile file{.path = "reports/x.cpp",
                        .text =
                            "// #include <curl/curl.h>\n"
                            "/* a block\n#include <curl/curl.h>\n*/\n"
                            "const char* raw = R\"(\n#include <curl/curl.h>\n)\";\n"
                            "  #  include <boost/asio.hpp>  // seen\n"};
  EXPECT_THAT(layering_violations(file), ElementsAre(HasSubstr("reports/x.cpp:8: ")));
}

TEST(Purity, NamesWhatOnlyTheCommandLineMayDo) {
  const auto faults = [](std::string path, std::string text) {
    return purity_violations({.path = std::move(path), .text = std::move(text)});
  };
  EXPECT_THAT(faults("harness/oracle/judge.cpp", "void f() {\n  std::cout << 1;\n}\n"),
              ElementsAre(HasSubstr("harness/oracle/judge.cpp:2: 'cout'")));
  EXPECT_THAT(faults("reports/html.cpp", "auto now = std::chrono::system_clock::now();"),
              ElementsAre(HasSubstr("system_clock")));
  EXPECT_THAT(faults("harness/mock/server.cpp", "std::exit(2);"), ElementsAre(HasSubstr("exit(")));
  EXPECT_THAT(faults("harness/mock/server.cpp", "getenv(\"HOME\")"),
              ElementsAre(HasSubstr("getenv(")));
  EXPECT_THAT(faults("harness/cli/run_verb.cpp", "std::exit(2);"), IsEmpty());
  EXPECT_THAT(faults("harness/oracle/judge_test.cpp", "std::exit(2);"), IsEmpty());
  EXPECT_THAT(faults("harness/oracle/judge.cpp", "// std::cout\nauto s = \"exit(\"; on_exit(s);"),
              IsEmpty());
}

TEST(Layering, HoldsInThisTree) {
  const auto files = source_files(PACKETPROOF_SOURCE_DIR);
  std::set<std::string> folders;
  std::vector<std::string> violations;
  for (const auto& file : files) {
    folders.insert(std::filesystem::path(file.path).parent_path().generic_string());
    for (const auto& found : layering_violations(file)) violations.push_back(found);
    for (const auto& found : purity_violations(file)) violations.push_back(found);
  }
  EXPECT_THAT(violations, IsEmpty());
  // Something was read: an empty walk would pass as well.
  EXPECT_THAT(folders, testing::IsSupersetOf({"harness/oracle", "harness/protocol", "reports"}));
}

}  // namespace
}  // namespace packetproof
