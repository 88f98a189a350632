#include "harness/mock/endpoint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "harness/protocol/packet.hpp"

namespace packetproof {
namespace {

using testing::HasSubstr;
using testing::Not;

const EndpointOptions options{.password = "right password", .secret_key = "right-key"};

HttpRequest request_of(std::string packet) {
  return {.headers = {{"Content-Type", "text/xml"},
                      {"HTTP_AUTH_LOGIN", "admin"},
                      {"HTTP_AUTH_PASSWD", "right password"}},
          .body = std::move(packet)};
}

std::string server(const std::string& children) {
  return "<packet><backup-manager><backup-server>" + children +
         "</backup-server></backup-manager></packet>";
}

const std::string sample = server("<local/><description>Standard weekly backup</description>");

/// The answer as our reader understands it: "ok 27", "error 1013" for operations, joined; or
/// "system 1014".
std::string outcome(const HttpResponse& response) {
  if (response.status != 200) return "status " + std::to_string(response.status);
  EXPECT_EQ(header(response.headers, "Content-Type"), "text/xml; charset=UTF-8");
  const auto packet = parse_response(response.body);
  if (!packet) return "unreadable: " + packet.error().message;
  EXPECT_EQ(packet->version, "1.6.7.0");
  const auto text = [](const Result& result) {
    EXPECT_EQ(result.errtext.has_value(), result.errcode.has_value());
    return result.errcode ? "error " + std::to_string(*result.errcode) : std::string("ok");
  };
  if (const auto* system = std::get_if<Result>(&packet->content)) return "system " + text(*system);
  std::string all;
  for (const OperatorOutput& manager : std::get<0>(packet->content)) {
    for (const OperationOutput& operation : manager.operations) {
      if (!all.empty() && !all.ends_with(";")) all += ", ";
      if (const auto* backup = std::get_if<BackupCommandOutput>(&operation)) {
        all += text(backup->result);
        if (backup->task_id) all += " " + *backup->task_id;
        continue;
      }
      for (const auto& [result, tasks] : std::get<TasksInfoOutput>(operation).results) {
        all += "tasks " + text(result);
        for (const TaskInfo& task : tasks) all += " " + task.id + "=" + task.status;
      }
    }
    all += ";";
  }
  return all;
}

std::string outcome(const std::string& packet) {
  return outcome(make_reference_endpoint(options)(request_of(packet)));
}

TEST(Endpoint, AnswersTheDocumentedSamples) {
  const Handler endpoint = make_reference_endpoint(options);
  EXPECT_EQ(outcome(endpoint(request_of(sample))), "ok 27;");
  EXPECT_EQ(outcome(endpoint(request_of(
                server("<local/><description>Standard weekly backup</description><only-mail/>")))),
            "ok 28;");
}

struct Row {
  const char* name;
  std::string packet;
};

TEST(Endpoint, AcceptsEverythingThatIsValid) {
  const std::string d = "<description/>";
  const std::vector<Row> rows = {
      {"remote", server("<remote>ftp</remote>" + d)},
      {"padded remote", server("<remote> ftp\n</remote>" + d)},
      {"all nodes", server("<local/><prefix>p</prefix>" + d +
                           "<split-size>0</split-size><only-mail/><only-configuration/>")},
      {"split-size spelt", server("<local/>" + d + "<split-size>\n +0<!-- -->07 </split-size>")},
      {"split-size of CDATA", server("<local/>" + d + "<split-size><![CDATA[1]]></split-size>")},
      {"split-size large",
       server("<local/>" + d + "<split-size>" + std::string(1000, '9') + "</split-size>")},
      {"split-size negative", server("<local/>" + d + "<split-size>-1</split-size>")},
      {"content in only-",
       server("<local/>" + d + "<only-mail a=\"b\">t<x><y xmlns=\"urn:x\"/></x></only-mail>")},
      {"packet of another namespace",
       server("<local/>" + d + "<only-mail><packet xmlns=\"urn:x\"/></only-mail>")},
      {"whole packet inside only-mail",
       server("<local/>" + d + "<only-mail>" + sample + "</only-mail>")},
      {"empty pair", server("<local></local>" + d)},
      {"comment in local", server("<local><!-- --><?a?></local>" + d)},
      {"gaps",
       "<!-- --> <?a b?><packet>\n<!-- --><?a?><backup-manager> <backup-server>\t<local/>"
       "<!--x-->" +
           d + "&#32;</backup-server>&#10;</backup-manager></packet><!-- -->\n"},
      {"version", "<packet version=\"1.6.9.0\">" + sample.substr(8)},
      {"settings",
       "<packet><request-settings><setting><name>a</name></setting><setting>"
       "<name x=\"y\">b</name><value><z/></value></setting></request-settings>" +
           sample.substr(8)},
      {"unused namespace", "<packet xmlns:x=\"urn:x\">" + sample.substr(8)},
      {"schema location",
       "<packet xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" "
       "i:noNamespaceSchemaLocation=\"a.xsd\" i:schemaLocation=\"a b\">" +
           sample.substr(8)},
      {"type of description",
       server("<local/><description xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" "
              "i:type=\"emailType\">x</description>")},
      {"BOM", "\xef\xbb\xbf" + sample},
      {"astral", server("<local/><description>\xf0\x9f\x92\xbe&#x1F4BE;</description>")},
  };
  for (const Row& row : rows) EXPECT_EQ(outcome(row.packet), "ok 27;") << row.name;
}

TEST(Endpoint, RefusesWhatIsInvalidAsAWhole) {
  const std::string d = "<description/>";
  const std::string i = " xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" ";
  const std::vector<Row> rows = {
      {"empty", ""},
      {"not well-formed", sample.substr(1)},
      {"two roots", sample + sample},
      {"NUL", sample + std::string(1, '\0')},
      {"doctype", "<!DOCTYPE packet>" + sample},
      {"unbound prefix", "<packet x:y=\"\">" + sample.substr(8)},
      {"another root", "<Packet>" + sample.substr(8, sample.size() - 17) + "</Packet>"},
      {"namespace", "<packet xmlns=\"urn:x\">" + sample.substr(8)},
      {"prefixed",
       "<p:packet xmlns:p=\"urn:x\">" + sample.substr(8, sample.size() - 17) + "</p:packet>"},
      {"no operator", "<packet/>"},
      {"text in packet", "<packet>x" + sample.substr(8)},
      {"unknown operator", "<packet><backup/></packet>"},
      {"no operation", "<packet><backup-manager/></packet>"},
      {"unknown operation", "<packet><backup-manager><backup/></backup-manager></packet>"},
      {"attribute", "<packet id=\"1\">" + sample.substr(8)},
      {"xml:lang", "<packet xml:lang=\"en\">" + sample.substr(8)},
      {"settings twice",
       "<packet><request-settings><setting><name/></setting></request-settings>"
       "<request-settings><setting><name/></setting></request-settings>" +
           sample.substr(8)},
      {"settings last", sample.substr(0, sample.size() - 9) +
                            "<request-settings><setting><name/></setting></request-settings>"
                            "</packet>"},
      {"settings empty", "<packet><request-settings/>" + sample.substr(8)},
      {"setting without name",
       "<packet><request-settings><setting><value/></setting></request-settings>" +
           sample.substr(8)},
      {"nothing", server("")},
      {"no storage", server(d)},
      {"both storages", server("<local/><remote>ftp</remote>" + d)},
      {"local twice", server("<local/><local/>" + d)},
      {"white space in local", server("<local> </local>" + d)},
      {"text in local", server("<local>x</local>" + d)},
      {"child in local", server("<local><x/></local>" + d)},
      {"no description", server("<local/>")},
      {"two descriptions", server("<local/>" + d + d)},
      {"child in description", server("<local/><description><x/></description>")},
      {"order", server(d + "<local/>")},
      {"prefix late", server("<local/>" + d + "<prefix/>")},
      {"split-size late", server("<local/>" + d + "<only-mail/><split-size>0</split-size>")},
      {"both contents", server("<local/>" + d + "<only-mail/><only-hosting/>")},
      {"content twice", server("<local/>" + d + "<only-mail/><only-mail/>")},
      {"configuration first", server("<local/>" + d + "<only-configuration/><only-mail/>")},
      {"configuration twice",
       server("<local/>" + d + "<only-configuration/><only-configuration/>")},
      {"unknown node", server("<local/>" + d + "<only-Mail/>")},
      {"text between", server("<local/>x" + d)},
      {"no-break space between", server("<local/>\xc2\xa0" + d)},
      {"node in a namespace", server("<local/><description xmlns=\"urn:x\"/>")},
      {"packet inside only-mail", server("<local/>" + d + "<only-mail><packet/></only-mail>")},
      {"packet deep inside", server("<local/>" + d +
                                    "<only-mail><a xmlns=\"urn:x\">"
                                    "<packet xmlns=\"\"/></a></only-mail>")},
      {"nil", server("<local/><description" + i + "i:nil=\"false\"/>")},
      {"nil of only-mail", server("<local/>" + d + "<only-mail" + i + "i:nil=\"true\"/>")},
      {"another type", server("<local/><description" + i + "i:type=\"integer\">1</description>")},
      {"type of XML Schema", server("<local/><description" + i +
                                    "xmlns:s=\"http://www.w3.org/2001/XMLSchema\" "
                                    "i:type=\"s:string\"/>")},
      {"integer of XML Schema",
       server("<local/>" + d + "<split-size" + i +
              "xmlns:s=\"http://www.w3.org/2001/XMLSchema\" i:type=\"s:integer\">1</split-size>")},
      {"type of local", server("<local" + i + "i:type=\"string\"/>" + d)},
      {"unknown type of only-mail",
       server("<local/>" + d + "<only-mail" + i + "i:type=\"nothing\"/>")},
      {"type of only-mail with other content",
       server("<local/>" + d + "<only-mail" + i + "i:type=\"integer\">x</only-mail>")},
  };
  for (const Row& row : rows) EXPECT_EQ(outcome(row.packet), "system error 1014") << row.name;
  for (const char* number :
       {"", " ", "x", "1.0", "1e3", "0x1", "1 2", "--1", "+", "\xd9\xa1", "\u00a01", "1<x/>"}) {
    EXPECT_EQ(outcome(server("<local/>" + d + "<split-size>" + number + "</split-size>")),
              "system error 1014")
        << number;
  }
}

TEST(Endpoint, RefusesVersionsThatDoNotExist) {
  for (const char* version :
       {"", "1", "1.6.7", "9.9.9.9", "1.6.9.1", "1.5.1.9", "1.6.99.0", "x", "1.6.7.0 "}) {
    EXPECT_EQ(outcome("<packet version=\"" + std::string(version) + "\">" + sample.substr(8)),
              "system error 1005")
        << version;
  }
  for (const char* version : {"1.5.2.0", "1.6.0.2", "1.6.7.0", "1.6.9.0"}) {
    EXPECT_EQ(outcome("<packet version=\"" + std::string(version) + "\">" + sample.substr(8)),
              "ok 27;")
        << version;
  }
}

TEST(Endpoint, RefusesOtherRemoteProtocolsWhileExecuting) {
  EXPECT_EQ(outcome(server("<remote>sftp</remote><description/>")), "error 1019;");
  EXPECT_EQ(outcome(server("<remote/><description/>")), "error 1019;");
}

TEST(Endpoint, AnswersOperationsInOrder) {
  const std::string one = "<backup-server><local/><description/></backup-server>";
  const std::string bad = "<backup-server><remote>x</remote><description/></backup-server>";
  EXPECT_EQ(outcome("<packet><backup-manager>" + one + bad + one +
                    "</backup-manager><backup-manager><get-tasks-info/></backup-manager></packet>"),
            "ok 27, error 1019, ok 28;tasks ok 27=finished 28=finished;");
}

TEST(Endpoint, ExecutesNothingWhereOnePartIsInvalid) {
  const Handler endpoint = make_reference_endpoint(options);
  const std::string one = "<backup-server><local/><description/></backup-server>";
  EXPECT_EQ(outcome(endpoint(request_of("<packet><backup-manager>" + one +
                                        "<backup-server/></backup-manager></packet>"))),
            "system error 1014");
  EXPECT_EQ(outcome(endpoint(request_of(sample))), "ok 27;");
}

TEST(Endpoint, TellsOfTheTasksThatItKnows) {
  const Handler endpoint = make_reference_endpoint(options);
  const auto asked = [&](const std::string& of) {
    return outcome(endpoint(request_of("<packet><backup-manager><get-tasks-info>" + of +
                                       "</get-tasks-info></backup-manager></packet>")));
  };
  EXPECT_EQ(asked(""), "tasks ok;");
  endpoint(request_of(sample));
  endpoint(request_of(sample));
  EXPECT_EQ(asked(""), "tasks ok 27=finished 28=finished;");
  EXPECT_EQ(asked("<server/>"), "tasks ok 27=finished 28=finished;");
  EXPECT_EQ(asked("<task-id> 28 </task-id>"), "tasks ok 28=finished;");
  EXPECT_EQ(asked("<task-id>29</task-id>"), "tasks error 1013;");
  EXPECT_EQ(asked("<task-id>99999999999999999999</task-id>"), "tasks error 1013;");
  EXPECT_EQ(asked("<customer-login>x</customer-login>"), "tasks error 1013;");
  EXPECT_EQ(asked("<customer-id>0</customer-id>"), "system error 1014");
  EXPECT_EQ(asked("<task-id>x</task-id>"), "system error 1014");
  EXPECT_EQ(asked("<server/><server/>"), "system error 1014");
}

TEST(Endpoint, ChecksCredentials) {
  struct Try {
    Headers headers;
    const char* outcome;
  };
  const std::string l = "HTTP_AUTH_LOGIN";
  const std::string p = "HTTP_AUTH_PASSWD";
  for (const Try& row : std::vector<Try>{
           {{{l, "admin"}, {p, "right password"}}, "ok 27;"},
           {{{"http_auth_login", "admin"}, {"Http_Auth_Passwd", "right password"}}, "ok 27;"},
           {{{"KEY", "right-key"}}, "ok 27;"},
           {{{"Key", "right-key"}}, "ok 27;"},
           {{}, "system error 1001"},
           {{{l, "admin"}}, "system error 1001"},
           {{{p, "right password"}}, "system error 1001"},
           {{{l, "admin"}, {p, ""}}, "system error 1001"},
           {{{l, ""}, {p, "right password"}}, "system error 1001"},
           {{{l, "admin"}, {p, "Right password"}}, "system error 1001"},
           {{{l, "admin"}, {p, "right passwor"}}, "system error 1001"},
           {{{l, "admin"}, {p, "right passwordd"}}, "system error 1001"},
           {{{l, "Admin"}, {p, "right password"}}, "system error 1001"},
           {{{"KEY", ""}}, "system error 11003"},
           {{{"KEY", "right-ke"}}, "system error 11003"},
           {{{"KEY", "right-key1"}}, "system error 11003"},
           {{{"KEY", "right password"}}, "system error 11003"},
           {{{l, "admin"}, {p, "right password"}, {"KEY", "wrong"}}, "ok 27;"},
           {{{l, "admin"}, {p, "wrong"}, {"KEY", "right-key"}}, "system error 1001"},
       }) {
    const HttpResponse response =
        make_reference_endpoint(options)({.headers = row.headers, .body = sample});
    EXPECT_EQ(outcome(response), row.outcome);
    EXPECT_THAT(response.body, Not(HasSubstr("right")));
  }
}

// Size, path and method come before credentials, credentials before the packet, the version before
// the rest of it.
TEST(Endpoint, ChecksInOrder) {
  const Handler endpoint = make_reference_endpoint(options);
  const std::string broken = "<packet version=\"9.9.9.9\"><x/></packet>";
  EXPECT_EQ(outcome(endpoint({.path = "/other", .body = std::string(5U << 20U, 'x')})),
            "status 413");
  EXPECT_EQ(outcome(endpoint({.method = "GET", .path = "/other"})), "status 404");
  EXPECT_EQ(outcome(endpoint({.method = "GET"})), "status 405");
  EXPECT_EQ(outcome(endpoint({.body = broken})), "system error 1001");
  EXPECT_EQ(outcome(endpoint(request_of(broken))), "system error 1005");
  HttpRequest request = request_of(sample);
  request.path = "/enterprise/control/agent.php?x=y";
  EXPECT_EQ(outcome(endpoint(request)), "ok 27;");
}

TEST(Endpoint, EscapesWhatItEchoes) {
  const std::string name(3000, 'n');
  const HttpResponse response = make_reference_endpoint(options)(
      request_of("<packet><" + name + " xmlns:x='&lt;&amp;'/></packet>"));
  EXPECT_EQ(outcome(response), "system error 1014");
  EXPECT_LT(response.body.size(), 1000U);
  EXPECT_EQ(outcome("<packet \xc3\xa9=\"&lt;&amp;]]&gt;\"/>"), "system error 1014");
  // A name that is cut inside a character would spoil the answer's encoding.
  for (int padding = 0; padding < 3; ++padding) {
    std::string letters(static_cast<std::size_t>(padding), 'a');
    while (letters.size() < 300) letters += "\xe4\xb8\xad";
    EXPECT_EQ(outcome("<packet><" + letters + "/></packet>"), "system error 1014");
  }
}

TEST(Endpoint, IndentsWhereAsked) {
  HttpRequest request = request_of(sample);
  request.headers.emplace_back("HTTP_PRETTY_PRINT", "TRUE");
  const HttpResponse response = make_reference_endpoint(options)(request);
  EXPECT_EQ(outcome(response), "ok 27;");
  EXPECT_THAT(response.body, HasSubstr("\n      <result>\n        <status>ok</status>\n"));
}

TEST(Endpoint, GivesEveryTaskAnIdOfItsOwn) {
  const Handler endpoint = make_reference_endpoint(options);
  std::vector<std::vector<std::string>> seen(4);
  {
    std::vector<std::jthread> threads;
    threads.reserve(seen.size());
    for (auto& mine : seen) {
      threads.emplace_back([&endpoint, &mine] {
        for (int i = 0; i < 100; ++i) mine.push_back(endpoint(request_of(sample)).body);
      });
    }
  }
  std::set<std::string> all;
  for (const auto& mine : seen) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), 400U);
}

TEST(Endpoint, KeepsTasksApartFromOtherEndpoints) {
  EndpointOptions other = options;
  other.first_task_id = 1000;
  other.version = "1.6.8.0";
  const HttpResponse response = make_reference_endpoint(other)(request_of(sample));
  EXPECT_THAT(response.body, HasSubstr("<task-id>1000</task-id>"));
  EXPECT_THAT(response.body, HasSubstr("version=\"1.6.8.0\""));
}

TEST(Endpoint, MakesCredentialsThatDiffer) {
  const EndpointOptions a = random_credentials();
  const EndpointOptions b = random_credentials();
  EXPECT_GE(a.password.size(), 16U);
  EXPECT_GE(a.secret_key.size(), 16U);
  EXPECT_NE(a.password, b.password);
  EXPECT_NE(a.secret_key, b.secret_key);
  EXPECT_EQ(
      outcome(make_reference_endpoint(a)({.headers = {{"KEY", a.secret_key}}, .body = sample})),
      "ok 27;");
}

}  // namespace
}  // namespace packetproof
