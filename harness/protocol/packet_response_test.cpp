#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "harness/protocol/packet.hpp"

namespace packetproof {
namespace {

using ::testing::HasSubstr;
using Reason = ParseError::Reason;

constexpr std::string_view xsi = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";
constexpr std::string_view xs = "xmlns:xs='http://www.w3.org/2001/XMLSchema'";

std::string answer(std::string_view result) {
  return "<packet version='1.6.7.0'><backup-manager><backup-server>" + std::string(result) +
         "</backup-server></backup-manager></packet>";
}

std::string of_result(std::string_view nodes) {
  return answer("<result>" + std::string(nodes) + "</result>");
}

std::string with_instance(std::string text) {
  const std::string declared = std::string(xsi) + " " + std::string(xs);
  text.insert(text.find('>'), " " + declared);
  return text;
}

const BackupCommandOutput& only(const ResponsePacket& packet) {
  return std::get<BackupCommandOutput>(
      std::get<std::vector<OperatorOutput>>(packet.content).at(0).operations.at(0));
}

void expect_valid(const std::string& bytes) {
  const auto packet = parse_response(bytes);
  EXPECT_TRUE(packet.has_value()) << bytes << "\n" << packet.error().message;
}

void expect_invalid(const std::string& bytes, Reason reason = Reason::schema) {
  const auto packet = parse_response(bytes);
  ASSERT_FALSE(packet.has_value()) << bytes;
  EXPECT_EQ(packet.error().reason, reason) << bytes << "\n" << packet.error().message;
  EXPECT_GT(packet.error().line, 0);
}

TEST(ParseResponse, ReadsTheDocumentedSample) {
  const auto packet = parse_response(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<packet version=\"1.6.7.0\">\n <backup-manager>\n  <backup-server>\n   <result>\n"
      "    <status>ok</status>\n    <task-id>27</task-id>\n   </result>\n  </backup-server>\n"
      " </backup-manager>\n</packet>\n");
  ASSERT_TRUE(packet.has_value()) << packet.error().message;
  EXPECT_EQ(packet->version, "1.6.7.0");
  EXPECT_EQ(only(*packet).result, Result{});
  EXPECT_EQ(only(*packet).task_id, "27");
  EXPECT_EQ(packet->output, std::nullopt);
}

TEST(ParseResponse, ReadsErrors) {
  const auto of_operation = parse_response(
      of_result("<status>error</status><errcode>1013</errcode><errtext> a  b\n</errtext>"));
  ASSERT_TRUE(of_operation.has_value());
  EXPECT_EQ(only(*of_operation).result,
            (Result{ResultStatus::error, 1013, std::string(" a  b\n")}));
  EXPECT_EQ(only(*of_operation).task_id, std::nullopt);

  const auto of_system = parse_response(
      "<packet><system><status>error</status><errcode>1014</errcode><errtext/></system>"
      "<output>PHP Warning</output></packet>");
  ASSERT_TRUE(of_system.has_value());
  EXPECT_EQ(std::get<Result>(of_system->content),
            (Result{ResultStatus::error, 1014, std::string()}));
  EXPECT_EQ(of_system->output, "PHP Warning");
  EXPECT_EQ(of_system->version, std::nullopt);
}

TEST(ParseResponse, ReadsSeveralOperatorsAndTasks) {
  const auto packet = parse_response(
      "<packet><backup-manager><backup-server><result><status>ok</status></result></backup-server>"
      "<get-tasks-info><result><status>ok</status>"
      "<task><customer-id a='1'>7<x/></customer-id><id>a<!---->b</id><status>failed</status>"
      "<started>0</started><prefix/><filename/><protocol>local</protocol></task></result>"
      "<result><status>error</status></result></get-tasks-info></backup-manager>"
      "<backup-manager><backup-server><result><status>ok</status><task-id>-05</task-id></result>"
      "</backup-server></backup-manager></packet>");
  ASSERT_TRUE(packet.has_value()) << packet.error().message;
  const auto& operators = std::get<std::vector<OperatorOutput>>(packet->content);
  ASSERT_EQ(operators.size(), 2U);
  ASSERT_EQ(operators[0].operations.size(), 2U);
  const auto& tasks = std::get<TasksInfoOutput>(operators[0].operations[1]);
  ASSERT_EQ(tasks.results.size(), 2U);
  EXPECT_EQ(tasks.results[0].second, (std::vector<TaskInfo>{{.id = "ab", .status = "failed"}}));
  EXPECT_EQ(std::get<BackupCommandOutput>(operators[1].operations[0]).task_id, "-05");
}

TEST(ParseResponse, CopesWithWhatIsRightButRare) {
  expect_valid(of_result("<status>o<!--x-->k</status><task-id>2<?p?>7</task-id>"));
  expect_valid(of_result("<status><![CDATA[ok]]></status><task-id>&#50;7</task-id>"));
  expect_valid(of_result("<status>ok</status><task-id>\r\n 27\t</task-id>"));
  expect_valid(of_result("<status>ok</status><task-id>000000000000000000000000000000</task-id>"));
  expect_valid(of_result("<status>error</status><errcode> 5 </errcode>"));
  expect_valid(of_result("<status>error</status><errcode>+5</errcode>"));
  expect_valid(of_result("<status>error</status><errcode>-0</errcode>"));
  expect_valid(of_result("<status>error</status><errcode>0004294967295</errcode>"));
  expect_valid(of_result("<!--a--><?b?><status>ok</status>&#32;&#xA;"));
  expect_valid("\xEF\xBB\xBF" + of_result("<status>ok</status>"));
  expect_valid("<packet version='&#10;'><system><status>ok</status></system><output/></packet>");
  expect_valid(of_result("<status xmlns:u='urn:unused'>ok</status>"));
}

TEST(ParseResponse, SchemaInstanceAttributes) {
  const auto valid = [](const std::string& bytes) { expect_valid(with_instance(bytes)); };
  const auto invalid = [](const std::string& bytes) { expect_invalid(with_instance(bytes)); };
  const std::string ok = "<status>ok</status>";
  valid(of_result(
      "<status xsi:schemaLocation='a b c' xsi:noNamespaceSchemaLocation='x'>ok</status>"));
  valid(of_result(ok + "<errtext xsi:type='xs:token'>x</errtext>"));
  valid(of_result(ok + "<errtext xsi:type=' emailType '>x</errtext>"));
  valid(of_result(ok + "<errcode xsi:type='xs:unsignedByte'>255</errcode>"));
  valid("<packet><system xsi:type='BackupCommandResult'>" + ok +
        "<task-id>5</task-id></system></packet>");
  valid("<packet><system xsi:type='resultType'>" + ok + "</system></packet>");
  invalid(of_result(ok + "<errcode xsi:type='xs:unsignedByte'>256</errcode>"));
  invalid(of_result(ok + "<errcode xsi:type='xs:integer'>5</errcode>"));
  invalid(of_result(ok + "<errtext xsi:type='xs:NCName'>a b</errtext>"));
  invalid(of_result(ok + "<errtext xsi:type='xs:unknown'>x</errtext>"));
  invalid(of_result(ok + "<errtext xsi:type='q:string'>x</errtext>"));
  invalid(of_result("<status xsi:type='xs:string'>ok</status>"));
  invalid(of_result("<status xsi:nil='false'>ok</status>"));
  invalid(of_result("<status xsi:foo='1'>ok</status>"));
  invalid("<packet><system xsi:type='BackupCommandOutput'>" + ok + "</system></packet>");
  invalid("<packet><system>" + ok + "<task-id>5</task-id></system></packet>");
  invalid("<packet><system xsi:type='resultType'>" + ok + "<task-id>5</task-id></system></packet>");
}

TEST(ParseResponse, IdsAreUniqueAndReferencesFindThem) {
  const std::string ok = "<packet><system><status>ok</status><errtext xsi:type='xs:";
  expect_valid(with_instance(ok + "ID'>a</errtext></system></packet>"));
  expect_valid(with_instance(
      ok + "ID'>a</errtext></system><output xsi:type='xs:IDREF'> a </output></packet>"));
  expect_invalid(with_instance(
      ok + "ID'>a</errtext></system><output xsi:type='xs:IDREF'>b</output></packet>"));
  expect_invalid(
      with_instance(ok + "ID'>a</errtext></system><output xsi:type='xs:ID'>a</output></packet>"));
}

std::string task(std::string_view owner, std::string_view id = "<id/>") {
  return with_instance("<packet><backup-manager><get-tasks-info><result><status>ok</status><task>" +
                       std::string(owner) + std::string(id) +
                       "<status>working</status><started/><prefix/><filename/><protocol/></task>"
                       "</result></get-tasks-info></backup-manager></packet>");
}

TEST(ParseResponse, UntypedNodesAreCheckedLaxly) {
  expect_valid(task("<server/>"));
  expect_valid(task("<server a='1' xsi:foo='2'>text<x xmlns='urn:x' y='1'>z</x></server>"));
  expect_valid(task("<server xsi:type='xs:anyType'><x/></server>"));
  expect_valid(task("<server xsi:type='xs:integer'>-5</server>"));
  expect_valid(task("<server><packet><system><status>ok</status></system></packet></server>"));
  expect_valid(task("<server xsi:type='resultType'><status>ok</status></server>"));
  expect_valid(task("<server><x xsi:type='BackupServerInput'><local/><description/></x></server>"));
  expect_invalid(task("<server xsi:nil='true'/>"));
  expect_invalid(task("<server xsi:type='xs:integer'>five</server>"));
  expect_invalid(task("<server xsi:type='xs:integer'>5<x/></server>"));
  expect_invalid(task("<server><packet/></server>"));
  expect_invalid(task("<server xsi:type='resultType'/>"));
  expect_invalid(task("<owner/>"));
  expect_invalid(task("<server/><server/>"));
  expect_invalid(task("<server/>", ""));
}

TEST(ParseResponse, WhatTheSchemaForbids) {
  const std::string ok = "<status>ok</status>";
  expect_invalid(of_result("<status>OK</status>"));
  expect_invalid(of_result("<status> ok</status>"));
  expect_invalid(of_result("<status/>"));
  expect_invalid(of_result(""));
  expect_invalid(of_result("<task-id>5</task-id>"));
  expect_invalid(of_result("<task-id>5</task-id>" + ok));
  expect_invalid(of_result(ok + "<task-id/>"));
  expect_invalid(of_result(ok + "<task-id>five</task-id>"));
  expect_invalid(of_result(ok + "<task-id>+5</task-id>"));
  expect_invalid(of_result(ok + "<task-id>5 5</task-id>"));
  expect_invalid(of_result(ok + "<task-id>5</task-id><task-id>6</task-id>"));
  expect_invalid(of_result(ok + "<errtext/><errcode>5</errcode>"));
  expect_invalid(of_result(ok + "<errcode>-5</errcode>"));
  expect_invalid(of_result(ok + "<errcode>4294967296</errcode>"));
  expect_invalid(of_result(ok + "<errcode/>"));
  expect_invalid(of_result(ok + "<errtext><b/></errtext>"));
  expect_invalid(of_result(ok + "<unknown/>"));
  expect_invalid(of_result(ok + "text"));
  expect_invalid(of_result(ok + "<![CDATA[]]>"));
  expect_invalid(of_result("<status a=''>ok</status>"));
  expect_invalid(of_result("<status xml:lang='en'>ok</status>"));
  expect_invalid(of_result("<status xmlns='urn:x'>ok</status>"));
  expect_invalid(answer(""));
  expect_invalid(answer("<result>" + ok + "</result><result>" + ok + "</result>"));
  expect_invalid("<packet/>");
  expect_invalid("<packet><backup-manager/></packet>");
  expect_invalid("<packet><output/></packet>");
  expect_invalid("<packet><other/></packet>");
  expect_invalid("<packet version='1' other=''><system>" + ok + "</system></packet>");
  expect_invalid("<packet><system>" + ok + "</system><system>" + ok + "</system></packet>");
  expect_invalid("<packet><output/><system>" + ok + "</system></packet>");
  expect_invalid("<packet xmlns='urn:x'><system>" + ok + "</system></packet>");
  expect_invalid("<html><head/><body>404</body></html>");
}

TEST(ParseResponse, WhatIsNoAnswerAtAll) {
  expect_invalid("", Reason::not_well_formed);
  expect_invalid("PHP Warning<packet/>", Reason::not_well_formed);
  expect_invalid(of_result("<status>ok</status>") + "<packet/>", Reason::not_well_formed);
  expect_invalid("<!DOCTYPE packet>" + of_result("<status>ok</status>"), Reason::doctype);
  expect_invalid(of_result("<p:status>ok</p:status>"), Reason::namespaces);
  expect_invalid(of_result("<status>ok</status>") + std::string(1, '\0'), Reason::nul_byte);
  expect_invalid("<html><p>x", Reason::not_well_formed);
}

TEST(ParseResponse, LimitsAreTheCallers) {
  const std::string bytes = of_result("<status>ok</status>");
  EXPECT_TRUE(parse_response(bytes, {.max_depth = 5}).has_value());
  EXPECT_FALSE(parse_response(bytes, {.max_depth = 4}).has_value());
  // A DOCTYPE is never allowed in an answer.
  EXPECT_FALSE(parse_response("<!DOCTYPE packet>" + bytes, {.allow_doctype = true}).has_value());
}

TEST(ParseResponse, FaultsSayWhere) {
  const auto packet =
      parse_response("<packet>\n <system>\n  <status>fine</status></system></packet>");
  ASSERT_FALSE(packet.has_value());
  EXPECT_EQ(packet.error().line, 3);
  EXPECT_EQ(packet.error().column, 3);
  EXPECT_THAT(packet.error().message, HasSubstr("fine"));
}

}  // namespace
}  // namespace packetproof
