#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "harness/protocol/packet.hpp"
#include "harness/protocol/xml_reader.hpp"

namespace packetproof {
namespace {

using namespace std::string_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

BackupServerInput sample() {
  BackupServerInput input;
  input.description = "Standard weekly backup";
  return input;
}

BackupServerInput full() {
  return {.storage = Remote{},
          .prefix = "p\r\n\t ",
          .description = "<&>\"' ]]> \xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\xC2\x85\xEF\xBF\xBD",
          .split_size = std::numeric_limits<std::int64_t>::min(),
          .content = Content::only_hosting,
          .only_configuration = true};
}

std::string request(std::string_view nodes) {
  return "<packet><backup-manager><backup-server>" + std::string(nodes) +
         "</backup-server></backup-manager></packet>";
}

TEST(Serialize, WritesTheDocumentedSample) {
  EXPECT_EQ(serialize(sample(), {.declaration = false}),
            request("<local/><description>Standard weekly backup</description>"));
  EXPECT_THAT(serialize(sample()).value(),
              StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<packet>"));
}

TEST(Serialize, WritesTheNodesInOrder) {
  EXPECT_EQ(serialize(full(), {.declaration = false}),
            request("<remote>ftp</remote><prefix>p&#13;\n\t </prefix>"
                    "<description>&lt;&amp;&gt;\"' ]]&gt; "
                    "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\xC2\x85\xEF\xBF\xBD</description>"
                    "<split-size>-9223372036854775808</split-size><only-hosting/>"
                    "<only-configuration/>"));
}

TEST(Serialize, EverySpellingSaysTheSame) {
  RequestPacket packet{.version = "1.6.7.0\t\"<&>\r\n", .operations = {sample(), full()}};
  packet.operations[1].content = Content::only_mail;
  for (const bool declaration : {true, false}) {
    for (const bool mark : {true, false}) {
      for (const bool indent : {true, false}) {
        for (const Encoding encoding :
             {Encoding::utf8, Encoding::utf16le, Encoding::utf16be, Encoding::latin1}) {
          const auto bytes = serialize(packet, {.declaration = declaration,
                                                .byte_order_mark = mark,
                                                .indent = indent,
                                                .encoding = encoding});
          ASSERT_TRUE(bytes.has_value());
          const auto read = parse_request(*bytes);
          ASSERT_TRUE(read.has_value()) << *bytes << read.error().message;
          EXPECT_EQ(*read, packet) << *bytes;
        }
      }
    }
  }
}

TEST(Serialize, EncodingsAreWhatTheyAreCalled) {
  EXPECT_THAT(serialize(full(), {.byte_order_mark = true}).value(),
              StartsWith("\xEF\xBB\xBF<?xml"));
  EXPECT_THAT(serialize(full(), {.encoding = Encoding::utf16le}).value(),
              StartsWith("\xFF\xFE<\0?\0"s));
  EXPECT_THAT(serialize(full(), {.encoding = Encoding::utf16be}).value(),
              StartsWith("\xFE\xFF\0<\0?"s));
  EXPECT_THAT(serialize(full(), {.encoding = Encoding::latin1}).value(),
              HasSubstr("\xE4&#x20AC;&#x1F600;&#x85;&#xFFFD;"));
}

TEST(Serialize, RefusesWhatXmlCannotCarry) {
  const auto refused = [](const std::string& text, std::size_t offset) {
    BackupServerInput input = sample();
    input.description = text;
    const auto bytes = serialize(input);
    ASSERT_FALSE(bytes.has_value()) << text;
    EXPECT_EQ(bytes.error().field, "description");
    EXPECT_EQ(bytes.error().offset, offset);
    EXPECT_FALSE(bytes.error().message.empty());
  };
  refused("ab\x01"s, 2);
  refused("\0"s, 0);
  refused("\x1F"s, 0);
  refused("x\xED\xA0\x80"s, 1);  // a surrogate
  refused("x\xEF\xBF\xBE"s, 1);  // U+FFFE
  refused("x\xEF\xBF\xBF"s, 1);  // U+FFFF
  refused("x\xFF"s, 1);
  refused("x\xC3"s, 1);
  refused("x\xC0\xAF"s, 1);
  refused("x\xF4\x90\x80\x80"s, 1);
}

TEST(Serialize, NamesTheFieldOfTheFirstFault) {
  BackupServerInput bad = sample();
  bad.prefix = "a\x02";
  EXPECT_EQ(serialize(bad).error().field, "prefix");
  EXPECT_EQ(serialize(RequestPacket{.version = {}, .operations = {sample(), bad}}).error().field,
            "operations[1].prefix");
  EXPECT_EQ(serialize(RequestPacket{.version = "\x02", .operations = {bad}}).error().field,
            "version");
  bad.storage = Remote{.protocol = "\x03"};
  EXPECT_EQ(serialize(bad).error().field, "remote");
}

TEST(ParseRequest, AcceptsWhatTheSchemaAccepts) {
  const auto packet = parse_request(
      "<packet><request-settings><setting><name a='1'>x<y/></name><value/></setting>"
      "</request-settings><backup-manager><backup-server><local><!--x--></local>"
      "<description> a  b </description><split-size> +007 </split-size><only-mail a='1'>x<y/>"
      "</only-mail></backup-server></backup-manager><backup-manager><backup-server>"
      "<remote>scp</remote><description/></backup-server></backup-manager></packet>");
  ASSERT_TRUE(packet.has_value()) << packet.error().message;
  ASSERT_EQ(packet->operations.size(), 2U);
  EXPECT_EQ(packet->operations[0].description, " a  b ");
  EXPECT_EQ(packet->operations[0].split_size, 7);
  EXPECT_EQ(packet->operations[0].content, Content::only_mail);
  EXPECT_EQ(std::get<Remote>(packet->operations[1].storage).protocol, "scp");
}

TEST(ParseRequest, RefusesWhatTheSchemaRefuses) {
  const auto invalid = [](const std::string& bytes) {
    const auto packet = parse_request(bytes);
    ASSERT_FALSE(packet.has_value()) << bytes;
    EXPECT_EQ(packet.error().reason, ParseError::Reason::schema) << bytes;
  };
  invalid(request("<description/>"));
  invalid(request("<local/><remote>ftp</remote><description/>"));
  invalid(request("<local/>"));
  invalid(request("<description/><local/>"));
  invalid(request("<local> </local><description/>"));
  invalid(request("<local a=''/><description/>"));
  invalid(request("<local/><description/><prefix/>"));
  invalid(request("<local/><description/><only-hosting/><only-mail/>"));
  invalid(request("<local/><description/><only-configuration/><only-mail/>"));
  invalid(request("<local/><description/><only-mail><packet/></only-mail>"));
  invalid(request("<local/><description><b/></description>"));
  invalid(request("text<local/><description/>"));
  for (const std::string size : {"", "five", "1.0", "1e3", "0x10", "1 0", "+", "\xD9\xA1"}) {
    invalid(request("<local/><description/><split-size>" + size + "</split-size>"));
  }
  invalid("<packet><backup-manager/></packet>");
  invalid("<packet><backup-manager><get-tasks-info/></backup-manager></packet>");
  invalid("<packet><request-settings/><backup-manager/></packet>");
  invalid("<other/>");
}

TEST(ParseRequest, NumbersBeyondOurTypesAreOutOfRange) {
  const auto packet =
      parse_request(request("<local/><description/><split-size>9223372036854775808</split-size>"));
  ASSERT_FALSE(packet.has_value());
  EXPECT_EQ(packet.error().reason, ParseError::Reason::range);
}

TEST(SerializeResponse, IsReadBackAsItWas) {
  const ResponsePacket operators{
      .version = "1.6.9.0",
      .content =
          std::vector<OperatorOutput>{
              {.operations = {BackupCommandOutput{.result = {}, .task_id = "27"},
                              TasksInfoOutput{.results = {{Result{}, {{"27", "working"}}}}}}},
              {.operations = {BackupCommandOutput{
                   .result = {ResultStatus::error, 1014, "<no> ]]>\r\n"}, .task_id = {}}}}},
      .output = "x\ty"};
  const ResponsePacket system{
      .version = {}, .content = Result{ResultStatus::error, 1001, ""}, .output = {}};
  for (const ResponsePacket& packet : {operators, system}) {
    const auto bytes = serialize(packet, {.indent = true});
    ASSERT_TRUE(bytes.has_value());
    const auto read = parse_response(*bytes);
    ASSERT_TRUE(read.has_value()) << *bytes << read.error().message;
    EXPECT_EQ(*read, packet) << *bytes;
  }
}

TEST(OperationsAsked, AreReadFromWhateverIsXml) {
  const auto asked = [](std::string_view operator_name, std::string_view operation_name) {
    return Asked{std::string(operator_name), std::string(operation_name)};
  };
  EXPECT_THAT(operations_asked(
                  "<!DOCTYPE packet><packet junk=''><request-settings><setting/></request-settings>"
                  "<backup-manager>text<backup-server/><unknown><x/></unknown></backup-manager>"
                  "<other><get/></other><empty/></packet>"),
              ElementsAre(asked("backup-manager", "backup-server"),
                          asked("backup-manager", "unknown"), asked("other", "get")));
  EXPECT_TRUE(operations_asked("").empty());
  EXPECT_TRUE(operations_asked("<packet>").empty());
  EXPECT_TRUE(operations_asked("no xml").empty());
}

}  // namespace
}  // namespace packetproof
