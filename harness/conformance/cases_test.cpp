#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <regex>
#include <set>

#include "harness/conformance/case.hpp"

namespace packetproof {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const Case* find_case(std::string_view id) {
  for (const Case& one : all_cases()) {
    if (one.id == id) return &one;
  }
  return nullptr;
}

std::size_t requests_of(const std::vector<Case>& cases) {
  std::size_t count = 0;
  for (const Case& one : cases) count += one.steps.size();
  return count;
}

TEST(Cases, AreAtLeastTwoHundredWithoutTheCorpus) {
  const auto curated = std::ranges::count_if(
      all_cases(), [](const Case& one) { return !one.id.starts_with("corpus/"); });
  EXPECT_GE(curated, 200);
}

TEST(Cases, LeaveRoomInTheStandardProfile) {
  // 1500 requests, of which later phases need the larger half.
  EXPECT_LE(requests_of(all_cases()), 700U);
}

TEST(Cases, HaveStableUniqueIds) {
  static const std::regex curated(
      R"((http|tls|xml|xsd|sem|err|seq|robust|sec)/[a-z0-9-]+/[a-z0-9-]+(\[[a-z-]+=[a-z0-9.+-]+(,[a-z]+=[a-z0-9.+-]+)*\])?)");
  static const std::regex corpus(R"(corpus/(valid|invalid|disputed)/[A-Za-z0-9_.-]+)");
  std::set<std::string> ids;
  for (const Case& one : all_cases()) {
    EXPECT_TRUE(ids.insert(one.id).second) << one.id << " stands twice";
    EXPECT_TRUE(std::regex_match(one.id, curated) || std::regex_match(one.id, corpus)) << one.id;
  }
}

TEST(Cases, CoverEveryArea) {
  for (const std::string_view area :
       {"http/", "tls/", "xml/", "xsd/", "sem/", "err/", "seq/", "robust/", "sec/", "corpus/"}) {
    EXPECT_TRUE(std::ranges::any_of(all_cases(), [&](const Case& one) {
      return one.id.starts_with(area);
    })) << area;
  }
}

TEST(Cases, HaveTitlesThatReadAsSentences) {
  std::set<std::string> titles;
  for (const Case& one : all_cases()) {
    EXPECT_GE(one.title.size(), 12U) << one.id;
    EXPECT_LE(one.title.size(), 110U) << one.id;
    EXPECT_FALSE(one.title.ends_with('.')) << one.id;
    EXPECT_TRUE(titles.insert(one.title).second) << one.id << ": another case has this title";
  }
}

TEST(Cases, NameTheRequirementThatAWrongDecisionViolatesFirst) {
  for (const Case& one : all_cases()) {
    ASSERT_FALSE(one.steps.empty()) << one.id;
    EXPECT_THAT(one.requirements, Not(Contains(nullptr))) << one.id;
    const std::set<const Requirement*> distinct(one.requirements.begin(), one.requirements.end());
    EXPECT_EQ(distinct.size(), one.requirements.size()) << one.id;
    const bool left_to_the_oracles =
        one.id.starts_with("corpus/invalid/") && one.steps.front().expect.requirement == nullptr;
    if (left_to_the_oracles) continue;
    ASSERT_FALSE(one.requirements.empty()) << one.id;
    for (const Step& step : one.steps) {
      EXPECT_NE(step.expect.requirement, nullptr) << one.id;
      EXPECT_THAT(one.requirements, Contains(step.expect.requirement)) << one.id;
    }
    const Expect& first = one.steps.front().expect;
    if (one.steps.size() == 1 && first.demand != Demand::either) {
      EXPECT_EQ(one.requirements.front(), first.requirement) << one.id;
    }
  }
}

TEST(Cases, AskNoMoreThanTheirRequirementAllows) {
  for (const Case& one : all_cases()) {
    for (const Step& step : one.steps) {
      const Expect& expect = step.expect;
      if (expect.requirement == nullptr) continue;
      if (expect.demand == Demand::must_accept || expect.demand == Demand::must_refuse) {
        EXPECT_EQ(expect.requirement->level, Level::must) << one.id;
      }
      if (expect.demand == Demand::should_accept || expect.demand == Demand::should_refuse) {
        EXPECT_LE(expect.requirement->level, Level::should) << one.id;
      }
      EXPECT_EQ(expect.codes.empty(), expect.code_requirement == nullptr) << one.id;
      EXPECT_EQ(expect.forbidden.empty(), expect.forbidden_requirement == nullptr) << one.id;
      if (expect.code_requirement != nullptr) {
        EXPECT_NE(expect.code_requirement->level, Level::must)
            << one.id << ": a code is never more than a SHOULD";
      }
    }
  }
}

TEST(Cases, StandInThePhaseOfTheirKind) {
  for (const Case& one : all_cases()) {
    const bool sample = one.id.starts_with("sem/sample/");
    EXPECT_EQ(one.phase == Phase::examples, sample) << one.id;
    EXPECT_EQ(one.phase == Phase::sequences, one.steps.size() > 1) << one.id;
    EXPECT_EQ(one.phase == Phase::robustness, one.may_hurt) << one.id;
    EXPECT_EQ(one.may_hurt, one.id.starts_with("robust/")) << one.id;
  }
}

TEST(Cases, ForgiveARemoteStorageThatIsNotSetUp) {
  int remote = 0;
  for (const Case& one : all_cases()) {
    for (const Step& step : one.steps) {
      const bool wants =
          step.expect.demand == Demand::must_accept || step.expect.demand == Demand::should_accept;
      if (!wants || step.body.find("<remote") == std::string::npos) continue;
      ++remote;
      EXPECT_TRUE(step.expect.environment_may_refuse) << one.id;
    }
  }
  EXPECT_GT(remote, 0);
}

TEST(Cases, NeverTakeASiblingOperationForAnUnknownOne) {
  static constexpr std::array siblings = {"stop-backup",
                                          "get-local-backup-list",
                                          "remove-file",
                                          "get-supported-protocols",
                                          "get-remote-storage-settings",
                                          "set-remote-storage-settings",
                                          "import-file",
                                          "download-file",
                                          "backup-webspace",
                                          "backup-customer",
                                          "backup-reseller"};
  for (const Case& one : all_cases()) {
    for (const Step& step : one.steps) {
      for (const std::string_view name : siblings) {
        EXPECT_THAT(step.body, Not(HasSubstr(name))) << one.id;
      }
      if (step.body.find("get-tasks-info") != std::string::npos) {
        EXPECT_EQ(step.expect.demand, Demand::either) << one.id;
      }
    }
  }
}

TEST(Cases, WriteTheVersionPlaceholderOnlyWhereItCanBeReplaced) {
  int versioned = 0;
  for (const Case& one : all_cases()) {
    for (const Step& step : one.steps) {
      versioned += static_cast<int>(step.body.find("%VERSION%") != std::string::npos);
      // A version of our own invention is refused by any server but ours.
      const bool accepted =
          step.expect.demand == Demand::must_accept || step.expect.demand == Demand::should_accept;
      if (accepted) {
        EXPECT_THAT(step.body, Not(HasSubstr("1.6."))) << one.id;
      }
      std::string narrow;
      std::ranges::copy_if(step.body, std::back_inserter(narrow), [](char c) { return c != '\0'; });
      if (narrow.size() < step.body.size()) {
        EXPECT_THAT(narrow, Not(HasSubstr("%VERSION%"))) << one.id;
      }
    }
  }
  EXPECT_GT(versioned, 5);
}

TEST(Cases, SwapEveryPairOfNodesThatCanStandSideBySide) {
  const auto swaps = std::ranges::count_if(
      all_cases(), [](const Case& one) { return one.id.starts_with("xsd/order/swap["); });
  // local, remote before prefix, description; prefix before description; description before four
  // nodes; split-size before three; only-hosting, only-mail before only-configuration.
  EXPECT_EQ(swaps, 4 + 1 + 4 + 3 + 2);
  const Case* one = find_case("xsd/order/swap[pair=local+description]");
  ASSERT_NE(one, nullptr);
  EXPECT_EQ(one->steps.front().body,
            "<packet><backup-manager><backup-server><description>Standard weekly backup"
            "</description><local/></backup-server></backup-manager></packet>");
}

TEST(Cases, BreakEveryNodeInEveryWay) {
  for (const std::string_view node : {"local", "remote", "prefix", "description", "split-size",
                                      "only-hosting", "only-mail", "only-configuration"}) {
    for (const std::string_view way :
         {"xsd/occurrence/repeated", "xsd/name/misspelt", "xsd/name/case", "xsd/name/namespace",
          "xsd/attribute/unknown", "xsd/content/child"}) {
      const std::string id = std::string(way) + "[node=" + std::string(node) + "]";
      EXPECT_NE(find_case(id), nullptr) << id;
    }
  }
}

TEST(Cases, HaveTheBytesThatTheirTitlesPromise) {
  const auto body_of = [](std::string_view id) {
    const Case* one = find_case(id);
    EXPECT_NE(one, nullptr) << id;
    return one == nullptr ? std::string() : one->steps.front().body;
  };
  EXPECT_THAT(body_of("xsd/name/misspelt[node=remote]"),
              HasSubstr("<remotes>ftp</remotes><description>"));
  EXPECT_THAT(body_of("xsd/name/case[node=local]"), HasSubstr("<Local/>"));
  EXPECT_THAT(body_of("xsd/name/namespace[node=only-mail]"),
              HasSubstr("<only-mail xmlns=\"urn:example:other\"/>"));
  EXPECT_THAT(body_of("xsd/attribute/unknown[node=prefix]"),
              HasSubstr("<prefix id=\"1\">nightly</prefix>"));
  EXPECT_THAT(body_of("xml/encoding/bytes[form=utf16be]"),
              StartsWith(std::string("\xfe\xff\0<\0p", 6)));
  EXPECT_THAT(body_of("xml/encoding/bytes[form=utf16le]"),
              StartsWith(std::string("\xff\xfe<\0p\0", 6)));
  EXPECT_THAT(body_of("xml/fault/nul[place=after-and-text]"),
              HasSubstr(std::string("</packet>\0hello", 15)));
  EXPECT_EQ(body_of("xml/text/length[characters=65536]").size(),
            body_of("xml/text/length[characters=65535]").size() + 1);
  EXPECT_THAT(body_of("xml/gap/comment-and-instruction[gap=in-split-size]"),
              HasSubstr("<split-size>0<!-- <local/> & more --><?example-target <local/> & more?>"
                        "0</split-size>"));
  EXPECT_THAT(body_of("xsd/occurrence/missing[node=prefix]"), Not(HasSubstr("prefix")));
}

TEST(Cases, KnowWhatTheyCanViolate) {
  EXPECT_EQ(find_case("sem/sample/full")->level(), Level::must);
  EXPECT_EQ(find_case("xml/text/length[characters=65536]")->level(), Level::should);
  EXPECT_EQ(find_case("xml/doctype/harmless[kind=bare]")->level(), Level::observe);
  EXPECT_EQ(find_case("xsd/value/remote[text=sftp]")->level(), Level::should);
  // Either answer is right, but not one that holds the file.
  EXPECT_EQ(find_case("sec/external-entity/not-read[way=description]")->level(), Level::must);
  EXPECT_EQ(find_case("seq/fresh/around-refusal")->level(), Level::must);
}

TEST(Cases, KnowWhatTheyDoToTheServer) {
  EXPECT_EQ(find_case("sem/sample/full")->side_effect(), "starts a backup");
  EXPECT_EQ(find_case("xml/doctype/harmless[kind=bare]")->side_effect(), "starts a backup");
  EXPECT_EQ(find_case("seq/recovery/after-many")->side_effect(), "starts a backup");
  EXPECT_EQ(find_case("xsd/packet/empty")->side_effect(), "none");
  EXPECT_EQ(find_case("http/method/other[method=get]")->side_effect(), "none");
}

TEST(Cases, CallWrongCredentialsRisky) {
  using enum Credentials;
  for (const Credentials harmless : {configured, login_pair, secret_key, none, both}) {
    EXPECT_FALSE(may_lock_account(harmless));
  }
  for (const Credentials risky :
       {empty_password, empty_login, empty_key, login_alone, password_alone, wrong_password,
        wrong_login, wrong_key, password_other_case, password_one_more, password_one_less,
        login_other_case, key_one_more, key_one_less, right_login_wrong_key}) {
    EXPECT_TRUE(may_lock_account(risky));
    EXPECT_TRUE(std::ranges::any_of(all_cases(),
                                    [&](const Case& one) {
                                      return std::ranges::any_of(one.steps, [&](const Step& step) {
                                        return step.credentials == risky;
                                      });
                                    }))
        << "no case signs in that way: " << static_cast<int>(risky);
  }
}

TEST(Cases, OpenNoConnectionThatOnlyOneRequestUses) {
  for (const Case& one : all_cases()) {
    if (one.steps.size() > 1) continue;
    EXPECT_EQ(one.steps.front().connection, 0U) << one.id;
  }
}

TEST(Phases, HaveTheNamesOfTheCommandLine) {
  EXPECT_EQ(name_of(Phase::examples), "examples");
  EXPECT_EQ(name_of(Phase::catalogue), "catalogue");
  EXPECT_EQ(name_of(Phase::exhaustive), "exhaustive");
  EXPECT_EQ(name_of(Phase::properties), "properties");
  EXPECT_EQ(name_of(Phase::sequences), "sequences");
  EXPECT_EQ(name_of(Phase::robustness), "robustness");
}

TEST(ProbePackets, BeginWithTheSampleAndKeepTheVersionForLater) {
  const std::vector<std::string> packets = probe_packets();
  ASSERT_GE(packets.size(), 3U);
  EXPECT_EQ(packets.front(),
            "<packet><backup-manager><backup-server><local/><description>Standard weekly backup"
            "</description></backup-server></backup-manager></packet>");
  EXPECT_THAT(packets[0] + packets[1], Not(HasSubstr("%VERSION%")));
  EXPECT_THAT(packets.back(), HasSubstr("version=\"%VERSION%\""));
  EXPECT_EQ(std::set(packets.begin(), packets.end()).size(), packets.size());
}

}  // namespace
}  // namespace packetproof
