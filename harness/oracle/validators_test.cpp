#include "harness/oracle/validators.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

namespace packetproof {
namespace {

using Make = decltype(&make_xerces_oracle);

struct Library {
  const char* name = nullptr;
  Make make = nullptr;
};

/// What both must do alike.
class Validators : public testing::TestWithParam<Library> {
 protected:
  static std::unique_ptr<SchemaValidator> loaded(const SchemaSet& schemas,
                                                 Side side = Side::request) {
    auto made = GetParam().make(schemas, side);
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error());
    return made ? std::move(*made) : nullptr;
  }
  static std::string refused(const SchemaSet& schemas) {
    const auto made = GetParam().make(schemas, Side::request);
    EXPECT_FALSE(made.has_value());
    return made ? "" : made.error();
  }
};

INSTANTIATE_TEST_SUITE_P(Both, Validators,
                         testing::Values(Library{"xerces", &make_xerces_oracle},
                                         Library{"libxml2", &make_libxml2_oracle}),
                         [](const auto& row) { return row.param.name; });

std::string packet(const std::string& nodes) {
  return "<packet><backup-manager><backup-server>" + nodes +
         "</backup-server></backup-manager></packet>";
}
const std::string sample = packet("<local/><description>Standard weekly backup</description>");

SchemaSet set_of(std::map<std::string, std::string> files) {
  return {.files = std::move(files), .sha256 = "", .origin = "a test"};
}
std::string schema(const std::string& content, const std::string& attributes = "") {
  return "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' " + attributes + ">" + content +
         "</xs:schema>";
}

/// A file that says when somebody opens it.
class Bait {
 public:
  explicit Bait(const std::string& content) {
    std::string name = testing::TempDir() + "baitXXXXXX";
    ::close(::mkstemp(name.data()));
    path_ = name;
    std::ofstream(path_) << content;
    watch_ = ::inotify_init1(IN_NONBLOCK);
    EXPECT_GE(::inotify_add_watch(watch_, path_.c_str(), IN_OPEN), 0);
  }
  ~Bait() {
    ::close(watch_);
    std::filesystem::remove(path_);
  }
  Bait(const Bait&) = delete;
  Bait& operator=(const Bait&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] bool opened() const {
    std::array<char, 4096> events{};
    return ::read(watch_, events.data(), events.size()) > 0;
  }

 private:
  std::string path_;
  int watch_ = -1;
};

/// A port that says when somebody calls.
class Listener {
 public:
  Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)) {
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address_;
    auto* const generic = reinterpret_cast<sockaddr*>(&address_);
    EXPECT_EQ(::bind(socket_, generic, size), 0);
    EXPECT_EQ(::listen(socket_, 4), 0);
    ::getsockname(socket_, generic, &size);
  }
  ~Listener() { ::close(socket_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  [[nodiscard]] std::string url() const {
    return "http://127.0.0.1:" + std::to_string(ntohs(address_.sin_port)) + "/x";
  }
  [[nodiscard]] bool called() const {
    const int peer = ::accept(socket_, nullptr, nullptr);
    if (peer >= 0) ::close(peer);
    return peer >= 0;
  }

 private:
  int socket_;
  sockaddr_in address_{};
};

TEST(BaitTest, SeesAnOpening) {
  const Bait bait("x");
  EXPECT_FALSE(bait.opened());
  std::ifstream(bait.path()).get();
  EXPECT_TRUE(bait.opened());
}

/// Every way in which a document can name another.
std::vector<std::string> documents_that_name(const std::string& address) {
  const std::string text = packet("<local/><description>&e;</description>");
  const std::string xsi = "<packet xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' ";
  const std::string rest = sample.substr(std::string("<packet").size());
  return {
      "<!DOCTYPE packet SYSTEM '" + address + "'>" + sample,
      "<!DOCTYPE packet PUBLIC 'p' '" + address + "'>" + text,
      "<!DOCTYPE packet [<!ENTITY e SYSTEM '" + address + "'>]>" + text,
      "<!DOCTYPE packet [<!ENTITY % p SYSTEM '" + address + "'>%p;]>" + text,
      "<!DOCTYPE packet [<!ENTITY e SYSTEM '" + address + "'>]>" +
          packet("<local/><description/><only-mail a='&e;'/>"),
      xsi + "xsi:noNamespaceSchemaLocation='" + address + "'" + rest,
      xsi + "xsi:schemaLocation='urn:u " + address + "'" + rest,
      xsi + "xmlns:u='urn:u' xsi:schemaLocation='urn:u " + address + "'>" +
          packet("<local/><description/><only-mail><u:x/></only-mail>").substr(8),
      "<?xml-stylesheet href='" + address + "'?><?xml-model href='" + address + "'?>" + sample,
      packet("<local/><description/><only-mail><i:include xmlns:i="
             "'http://www.w3.org/2001/XInclude' href='" +
             address + "'/></only-mail>"),
  };
}

TEST_P(Validators, OpenNoFileThatADocumentNames) {
  const Bait bait(schema("<xs:element name='packet'/>"));
  const auto oracle = loaded(built_in_schemas());
  ASSERT_FALSE(bait.opened());
  for (const std::string& address : {bait.path(), "file://" + bait.path()}) {
    for (const std::string& document : documents_that_name(address)) {
      const OracleVerdict verdict = oracle->judge(document);
      EXPECT_FALSE(bait.opened()) << document;
      for (const Violation& violation : verdict.violations) {
        EXPECT_EQ(violation.message.find("xs:element"), std::string::npos) << document;
      }
    }
  }
}

TEST_P(Validators, CallNoServerThatADocumentNames) {
  const Listener listener;
  const auto oracle = loaded(built_in_schemas());
  for (const std::string& document : documents_that_name(listener.url())) {
    oracle->judge(document);
    EXPECT_FALSE(listener.called()) << document;
  }
}

TEST_P(Validators, AreNotSwayedByTheSchemaThatADocumentNames) {
  const Bait lenient(schema("<xs:element name='packet'/>"));
  const auto oracle = loaded(built_in_schemas());
  for (const std::string attribute : {"xsi:noNamespaceSchemaLocation", "xsi:schemaLocation"}) {
    EXPECT_FALSE(oracle
                     ->judge("<packet xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' " +
                             attribute + "='" + lenient.path() + " " + lenient.path() + "'/>")
                     .valid);
  }
}

TEST_P(Validators, JudgeTheSampleAndSayWhereAFaultIs) {
  const auto oracle = loaded(built_in_schemas());
  EXPECT_TRUE(oracle->judge(sample).valid);
  EXPECT_TRUE(oracle->judge(sample).well_formed);
  EXPECT_TRUE(oracle->judge(sample).violations.empty());

  const OracleVerdict invalid = oracle->judge("<packet>\n<nobody/>\n</packet>");
  EXPECT_TRUE(invalid.well_formed);
  EXPECT_FALSE(invalid.valid);
  ASSERT_FALSE(invalid.violations.empty());
  EXPECT_EQ(invalid.violations.front().line, 2);
  EXPECT_FALSE(invalid.violations.front().message.empty());

  const OracleVerdict broken = oracle->judge("<packet>\n<backup-manager>");
  EXPECT_FALSE(broken.well_formed);
  EXPECT_FALSE(broken.valid);
  EXPECT_FALSE(broken.violations.empty());
}

TEST_P(Validators, JudgeAnswersByTheOtherEntry) {
  const auto oracle = loaded(built_in_schemas(), Side::answer);
  EXPECT_FALSE(oracle->judge(sample).valid);
  EXPECT_TRUE(oracle
                  ->judge("<packet><system><status>error</status><errcode>1014</errcode></system>"
                          "</packet>")
                  .valid);
}

TEST_P(Validators, ForgetWhatTheyReadBefore) {
  const auto oracle = loaded(built_in_schemas());
  const std::string bomb =
      "<!DOCTYPE packet [<!ENTITY e '<nobody/>'><!ATTLIST local a CDATA 'x'>]>";
  for (const std::string& before :
       {std::string(), std::string("<packet"), std::string("\xFF\xFE<\0p", 5), bomb + sample,
        "<?xml version='1.2'?>" + sample, "<?xml version='1.1'?>" + sample,
        "<?xml version='1.0' encoding='UTF-16'?>" + sample, packet("&e;"),
        std::string(100'000, '<')}) {
    oracle->judge(before);
    EXPECT_TRUE(oracle->judge(sample).valid) << before.substr(0, 80);
    EXPECT_FALSE(oracle->judge(packet("&e;")).well_formed) << before.substr(0, 80);
    EXPECT_FALSE(oracle->judge(packet("<local/>\xC2\x85<description/>")).valid)
        << before.substr(0, 80);
  }
}

/// What a validator keeps of a document is thrown away now and then; the schemas must survive it.
TEST_P(Validators, OutliveManyNamespaces) {
  const auto oracle = loaded(built_in_schemas());
  for (int i = 0; i < 12'000; ++i) {
    oracle->judge("<!DOCTYPE packet SYSTEM 'x'><packet xmlns='urn:" + std::to_string(i) + "'/>");
    if (i % 1000 != 0) continue;
    EXPECT_TRUE(oracle->judge(sample).valid);
    EXPECT_FALSE(oracle->judge(packet("<local/>")).valid);
    EXPECT_FALSE(oracle->judge("<packet xmlns='urn:" + std::to_string(i) + "'/>").valid);
  }
}

TEST_P(Validators, KeepSilent) {
  const auto oracle = loaded(built_in_schemas());
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  oracle->judge("<?xml version='1.0' encoding='UTF-16'?>" + sample);
  oracle->judge("<?xml version='1.0' encoding='UCS-4'?>" + sample);
  oracle->judge("<?xml version='1.0' encoding='US-ASCII'?><packet>\xC3\xA4</packet>");
  oracle->judge("<packet a='1' a='2'>&nothing;</packet>");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

TEST_P(Validators, AnswerHostileDocumentsAtOnce) {
  const auto oracle = loaded(built_in_schemas());
  std::string bomb = "<!DOCTYPE packet [<!ENTITY a0 'aaaaaaaaaa'>";
  std::string quadratic = "<!DOCTYPE packet [<!ENTITY a '" + std::string(100'000, 'a') + "'>]>";
  for (int i = 1; i < 12; ++i) {
    bomb += "<!ENTITY a" + std::to_string(i) + " '";
    for (int j = 0; j < 10; ++j) bomb += "&a" + std::to_string(i - 1) + ";";
    bomb += "'>";
  }
  std::string uses;
  for (int i = 0; i < 20'000; ++i) uses += "&a;";
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  const auto started = std::chrono::steady_clock::now();
  oracle->judge(bomb + "]>" + packet("<local/><description>&a11;</description>"));
  oracle->judge(quadratic + packet("<local/><description>" + uses + "</description>"));
  oracle->judge(packet("<local/><description/><only-mail>" + deep));
  oracle->judge(packet("<local/><description>" + std::string(10'000'000, 'a')));
  EXPECT_TRUE(oracle->judge(sample).valid);
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(10));
}

TEST_P(Validators, ReadASetOfFilesThatIncludeOneAnother) {
  const auto oracle = loaded(set_of({
      {"agent_input.xsd",
       schema("<xs:include schemaLocation='./parts/a.xsd'/><xs:include schemaLocation='b.xsd'/>"
              "<xs:element name='packet' type='a'/>")},
      {"parts/a.xsd",
       schema("<xs:include schemaLocation='../b.xsd'/><xs:include schemaLocation='c.xsd'/>"
              "<xs:complexType name='a'><xs:sequence><xs:element name='n' type='b'/>"
              "<xs:element name='m' type='c'/></xs:sequence></xs:complexType>")},
      {"parts/c.xsd",
       "<s:schema xmlns:s='http://www.w3.org/2001/XMLSchema'>"
       "<s:include schemaLocation='a.xsd'/><s:simpleType name='c'>"
       "<s:restriction base='s:token'/></s:simpleType></s:schema>"},
      {"b.xsd", schema("<xs:simpleType name='b'><xs:restriction base='xs:int'/></xs:simpleType>")},
  }));
  ASSERT_NE(oracle, nullptr);
  EXPECT_TRUE(oracle->judge("<packet><n>1</n><m>x</m></packet>").valid);
  EXPECT_FALSE(oracle->judge("<packet><n>x</n><m>x</m></packet>").valid);
}

TEST_P(Validators, ReadAPartThatTakesTheNamespaceOfTheWhole) {
  const auto oracle = loaded(set_of({
      {"agent_input.xsd", schema("<xs:include schemaLocation='b.xsd'/>"
                                 "<xs:element name='packet' type='u:outer'/>",
                                 "targetNamespace='urn:u' xmlns:u='urn:u'")},
      {"b.xsd",
       schema("<xs:complexType name='outer'><xs:sequence><xs:element name='n' type='inner'/>"
              "</xs:sequence></xs:complexType>"
              "<xs:simpleType name='inner'><xs:restriction base='xs:int'/></xs:simpleType>")},
  }));
  ASSERT_NE(oracle, nullptr);
  EXPECT_TRUE(oracle->judge("<packet xmlns='urn:u'><n xmlns=''>1</n></packet>").valid);
  EXPECT_FALSE(oracle->judge("<packet xmlns='urn:u'><n xmlns=''>x</n></packet>").valid);
  EXPECT_FALSE(oracle->judge("<packet><n>1</n></packet>").valid);
}

TEST_P(Validators, SayWhyASetDoesNotLoad) {
  EXPECT_NE(refused(set_of({})).find("agent_input.xsd"), std::string::npos);
  EXPECT_NE(refused(set_of({{"agent_input.xsd", "<xs:schema"}})).find("agent_input.xsd:1"),
            std::string::npos);
  EXPECT_NE(refused(set_of({{"agent_input.xsd", "<html/>"}})).find("agent_input.xsd"),
            std::string::npos);
  const std::string missing =
      refused(set_of({{"agent_input.xsd", schema("\n<xs:include schemaLocation='nowhere.xsd'/>"
                                                 "<xs:element name='packet'/>")}}));
  EXPECT_NE(missing.find("nowhere.xsd"), std::string::npos) << missing;
  EXPECT_NE(missing.find("agent_input.xsd"), std::string::npos) << missing;
  const std::string wrong =
      refused(set_of({{"agent_input.xsd", schema("<xs:include schemaLocation='part.xsd'/>")},
                      {"part.xsd", schema("\n\n<xs:element name='packet' type='nowhere'/>")}}));
  EXPECT_NE(wrong.find("part.xsd:3"), std::string::npos) << wrong;
}

TEST_P(Validators, OpenNoFileWhileTheyLoad) {
  const Bait bait(schema("<xs:element name='packet'/>"));
  refused(set_of({{"agent_input.xsd", schema("<xs:include schemaLocation='" + bait.path() +
                                             "'/><xs:element name='packet'/>")}}));
  EXPECT_FALSE(bait.opened());
}

TEST(VersionsTest, NameTheLibraries) {
  EXPECT_TRUE(xerces_version().starts_with("Xerces-C++ 3."));
  EXPECT_TRUE(libxml2_version().starts_with("libxml2 2."));
}

}  // namespace
}  // namespace packetproof
