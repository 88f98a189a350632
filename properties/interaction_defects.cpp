/// Defects that show only where two or three features of a request meet, each planted around the
/// reference endpoint: no curated case hits one, the phases `exhaustive` and `properties` find it,
/// and the shrunk request is the smallest there is.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "harness/conformance/properties.hpp"
#include "harness/conformance/run.hpp"
#include "harness/mock/endpoint.hpp"
#include "harness/protocol/schemas.hpp"
#include "harness/transport/transport.hpp"

namespace packetproof {
namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  if (const std::size_t at = text.find(from); at != std::string::npos) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// What the endpoint reads instead of the packet.
using Misreading = std::string (*)(const std::string& packet);

constexpr std::string_view nonsense = "<packet/>";

std::string refuse_if(const std::string& packet, bool meets) {
  return meets ? std::string(nonsense) : packet;
}

std::string request_of(std::string_view children) {
  return "<packet><backup-manager><backup-server>" + std::string(children) +
         "</backup-server></backup-manager></packet>";
}

struct Defect {
  std::string name;
  Misreading reads = nullptr;
  std::string smallest;
};

std::ostream& operator<<(std::ostream& out, const Defect& defect) { return out << defect.name; }

bool has(const std::string& packet, std::initializer_list<std::string_view> pieces) {
  return std::ranges::all_of(pieces, [&](std::string_view p) { return packet.contains(p); });
}

/// The same in UTF-16, little end first, with its mark.
std::string utf16(std::string_view text) {
  std::string out = "\xFF\xFE";
  for (const char c : text) {
    out += c;
    out += '\0';
  }
  return out;
}

std::vector<Defect> defects() {
  return {
      {"refuses_split_size_0_with_mail_and_configuration_of_remote",
       [](const std::string& p) {
         return refuse_if(p, has(p, {"<split-size>0<", "<only-mail", "<only-conf", "<remote"}));
       },
       request_of("<remote>ftp</remote><description/><split-size>0</split-size><only-mail/>"
                  "<only-configuration/>")},
      {"refuses_prefix_with_hosting_and_configuration_of_remote_unless_split",
       [](const std::string& p) {
         return refuse_if(p, has(p, {"<prefix", "<only-hosting", "<only-conf", "<remote"}) &&
                                 !has(p, {"<split-size"}));
       },
       request_of(
           "<remote>ftp</remote><prefix/><description/><only-hosting/><only-configuration/>")},
      {"refuses_an_empty_description_with_split_size",
       [](const std::string& p) { return refuse_if(p, has(p, {"<description/>", "<split-size"})); },
       request_of("<local/><description/><split-size>0</split-size>")},
      {"refuses_a_section_as_prefix",
       [](const std::string& p) { return refuse_if(p, has(p, {"<prefix><![CDATA["})); },
       request_of("<local/><prefix><![CDATA[]]></prefix><description/>")},
      {"refuses_a_comment_before_two_operations",
       [](const std::string& p) {
         return refuse_if(p, p.starts_with("<!--") && has(p, {"</backup-server><backup-server>"}));
       },
       "<!----><packet><backup-manager><backup-server><local/><description/></backup-server>"
       "<backup-server><local/><description/></backup-server></backup-manager></packet>"},
      {"refuses_utf16_with_mail_and_prefix",
       [](const std::string& p) {
         return refuse_if(p, has(p, {std::string("o\0n\0l\0y\0-\0m\0", 12),
                                     std::string("p\0r\0e\0f\0i\0x\0", 12)}) &&
                                 p.starts_with("\xFF\xFE"));
       },
       utf16(request_of("<local/><prefix/><description/><only-mail/>"))},
      {"refuses_a_declaration_with_remote_and_configuration",
       [](const std::string& p) {
         return refuse_if(p, p.starts_with("<?xml") && has(p, {"<remote", "<only-configuration"}));
       },
       "<?xml version=\"1.0\"?>" +
           request_of("<remote>ftp</remote><description/><only-configuration/>")},
      {"refuses_paired_tags_of_flags_behind_split_size",
       [](const std::string& p) {
         return refuse_if(p, has(p, {"</split-size><only-hosting></only-hosting>"}));
       },
       request_of("<local/><description/><split-size>0</split-size><only-hosting></only-hosting>")},
      {"accepts_a_missing_description_with_configuration_and_prefix",
       [](const std::string& p) {
         return has(p, {"<prefix", "<only-conf"}) && !has(p, {"<split-size"}) &&
                        !has(p, {"<description"})
                    ? replaced(p, "</prefix>", "</prefix><description/>")
                    : p;
       },
       request_of("<local/><prefix></prefix><only-configuration/>")},
      {"accepts_a_missing_storage_with_mail_and_split_size",
       [](const std::string& p) {
         return has(p, {"<split-size", "<only-mail"}) && !has(p, {"<local"}) &&
                        !has(p, {"<remote"}) && !has(p, {"<prefix"})
                    ? replaced(p, "<backup-server>", "<backup-server><local/>")
                    : p;
       },
       request_of("<description/><split-size>0</split-size><only-mail/>")},
      {"accepts_a_foreign_node_with_remote",
       [](const std::string& p) {
         return p.contains("<remote") ? replaced(p, "<compression>0</compression>", "") : p;
       },
       request_of("<remote>ftp</remote><compression>0</compression><description/>")},
      {"accepts_both_flags_of_remote",
       [](const std::string& p) {
         return p.contains("<remote") ? replaced(p, "<only-mail/><only-hosting/>", "<only-mail/>")
                                      : p;
       },
       request_of("<remote>ftp</remote><description/><only-mail/><only-hosting/>")},
  };
}

class Silent : public RunObserver {
 public:
  void on_intent(std::string_view, std::string_view) override {}
  void on_suspect(const CaseRecord&) override {}
  void on_case(const CaseRecord&) override {}
  void on_progress(const Progress&) override {}
};

class InteractionDefects : public testing::TestWithParam<Defect> {
 protected:
  RunRecord run_against(const Defect& defect, const std::vector<Case>& cases, Profile profile) {
    const EndpointOptions options{
        .login = "admin", .password = "for this test", .secret_key = "a key for this test"};
    const Handler reference = make_reference_endpoint(options);
    const auto transport = make_in_process_transport([&](HttpRequest request) {
      request.body = defect.reads(request.body);
      return reference(request);
    });
    const CredentialSet credentials{options.login, options.password, options.secret_key};
    const TargetFacts facts{.https = false, .remote_storage = true};
    const Plan plan = make_plan(cases, {.profile = profile}, facts, credentials, judge).value();
    Silent silent;
    std::chrono::microseconds clock{0};
    RunWorld world{.transport = *transport,
                   .judge = judge,
                   .observer = silent,
                   .credentials = credentials,
                   .https = false,
                   .now = [&] { return clock += std::chrono::microseconds(1); },
                   .pause = [](std::chrono::microseconds) {}};
    return run(plan, world, {.jobs = 1});
  }

  /// A finding on a refused valid packet is shown by a valid one, else by one that breaks the same.
  bool keeps_the_label(const FindingRecord& finding, const std::string& packet) {
    const RequestJudgement judgement = judge.judge_request(packet);
    if (finding.kind == FailureKind::rejected_valid) return judgement.label == Label::valid;
    return judgement.label == Label::invalid &&
           judgement.rules.violations.front().requirement->id == finding.requirement;
  }

  Judge judge = Judge::create(built_in_schemas()).value();
};

TEST_P(InteractionDefects, AreFoundByAPropertyAndShrunkToTheSmallestRequest) {
  const Defect defect = GetParam();
  const RunRecord curated = run_against(defect, all_cases(), Profile::standard);
  EXPECT_EQ(curated.summary.failed, 0);
  const Selection selection{.profile = Profile::standard};
  const RunRecord record = run_against(defect, property_cases(selection, 1), Profile::standard);
  EXPECT_GT(record.summary.failed, 0);
  std::vector<std::string> smallest;
  for (const CaseRecord& row : record.cases) {
    for (const FindingRecord& finding : row.findings) {
      if (finding.outcome != Outcome::fail) continue;
      EXPECT_LE(finding.shrink_requests, 200) << finding.instance;
      EXPECT_GT(finding.confirmed, 0) << finding.instance;
      EXPECT_EQ(finding.confirmed, finding.attempts) << finding.instance;
      for (const ExchangeRecord& exchange : row.exchanges) {
        if (exchange.instance != finding.instance || exchange.purpose != "shrunk") continue;
        smallest.push_back(exchange.request_body);
        EXPECT_TRUE(keeps_the_label(finding, exchange.request_body)) << exchange.request_body;
      }
    }
  }
  EXPECT_NE(std::ranges::find(smallest, defect.smallest), smallest.end())
      << testing::PrintToString(smallest);
}

INSTANTIATE_TEST_SUITE_P(Planted, InteractionDefects, testing::ValuesIn(defects()),
                         [](const auto& named) { return named.param.name; });

}  // namespace
}  // namespace packetproof
