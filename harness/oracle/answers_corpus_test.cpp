#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "harness/oracle/check.hpp"
#include "harness/oracle/rules.hpp"
#include "harness/protocol/packet.hpp"

// corpus/responses: every right answer passes, every wrong one breaks exactly the requirement that
// its name says, and there is a wrong one for each requirement that binds.

namespace packetproof {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const fs::path corpus = fs::path(PACKETPROOF_SOURCE_DIR) / "corpus/responses";

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Files that are answers or recordings, in the order of their names.
std::vector<fs::path> files_of(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(corpus / folder)) {
    if (!entry.path().string().ends_with(".request.xml")) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

Judge& the_judge() {
  static Judge judge = Judge::create(built_in_schemas()).value();
  return judge;
}

const Requirement* row(const json& object, const char* name) {
  if (!object.contains(name)) return nullptr;
  const Requirement* found = find_requirement(object[name].get<std::string>());
  if (found == nullptr) throw std::invalid_argument(object[name].get<std::string>());
  return found;
}

std::string decode_base64(const std::string& text) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = bits << 6U | static_cast<unsigned>(alphabet.find(c));
    if ((count += 6) >= 8) out += static_cast<char>(bits >> static_cast<unsigned>(count -= 8));
  }
  return out;
}

std::string body_of(const json& message) {
  if (message.contains("body_base64")) {
    return decode_base64(message["body_base64"].get<std::string>());
  }
  return message.value("body", "");
}

Headers headers_of(const json& message) {
  Headers headers;
  for (const auto& [name, value] : message.at("headers").items()) headers.emplace_back(name, value);
  return headers;
}

Expect expect_of(const json& object) {
  const std::map<std::string, Demand> demands = {{"must-accept", Demand::must_accept},
                                                 {"should-accept", Demand::should_accept},
                                                 {"either", Demand::either},
                                                 {"should-refuse", Demand::should_refuse},
                                                 {"must-refuse", Demand::must_refuse}};
  return {.demand = demands.at(object.at("demand")),
          .requirement = row(object, "requirement"),
          .system_requirement = row(object, "system_requirement"),
          .codes = object.value("codes", std::vector<std::uint32_t>()),
          .code_requirement = row(object, "code_requirement"),
          .environment_may_refuse = object.value("environment_may_refuse", false),
          .any_answer = object.value("any_answer", false),
          .forbidden = object.value("forbidden", std::vector<std::string>()),
          .forbidden_requirement = row(object, "forbidden_requirement")};
}

TransportError::Kind failure_of(const std::string& name) {
  using Kind = TransportError::Kind;
  const std::map<std::string, Kind> kinds = {
      {"connect", Kind::connect},     {"tls", Kind::tls}, {"timeout", Kind::timeout},
      {"no_answer", Kind::no_answer}, {"cut", Kind::cut}, {"framing", Kind::framing},
      {"too_large", Kind::too_large}};
  return kinds.at(name);
}

Exchange exchange_of(const json& recorded) {
  Exchange exchange{.request = {.headers = headers_of(recorded.at("request")),
                                .body = body_of(recorded.at("request"))},
                    .resends = recorded.value("resends", 0)};
  if (recorded.contains("transport_error")) {
    exchange.response =
        std::unexpected(TransportError{.kind = failure_of(recorded["transport_error"])});
  } else {
    const json& response = recorded.at("response");
    exchange.response = HttpResponse{.status = response.at("status"),
                                     .headers = headers_of(response),
                                     .body = body_of(response)};
  }
  return exchange;
}

/// Judges a recording; the last exchange's judgement is the recording's.
Judgement judge_recording(const std::string& bytes, std::span<const Rule> rules) {
  const json recording = json::parse(bytes);
  RunContext context;
  if (recording.contains("context")) {
    context.secrets = recording["context"].value("secrets", std::vector<std::string>());
    context.login = recording["context"].value("login", "");
  }
  Judgement last;
  for (const json& recorded : recording.at("exchanges")) {
    const Expect expect = expect_of(recorded.at("expect"));
    last = the_judge().judge_exchange(expect, exchange_of(recorded), context, rules);
    context.task_ids.insert(last.facts.task_ids.begin(), last.facts.task_ids.end());
    if (last.facts.version && last.facts.decision == Decision::accepted) {
      context.versions.insert(*last.facts.version);
    }
  }
  return last;
}

Judgement judge_file(const fs::path& path, std::span<const Rule> rules = all_rules()) {
  const std::string bytes = bytes_of(path);
  if (path.extension() == ".json") return judge_recording(bytes, rules);
  const fs::path question = fs::path(path).replace_extension(".request.xml");
  const std::string request =
      fs::exists(question) ? bytes_of(question) : std::string(documented_sample());
  return the_judge().judge_answer({}, request, bytes, {}, rules);
}

bool is_accusation(const Finding& finding) {
  return finding.outcome != Outcome::info && finding.outcome != Outcome::pass;
}

/// One line a finding.
std::string shown(const Judgement& judgement) {
  std::string text;
  for (const Finding& finding : judgement.findings) {
    text += std::string(name_of(finding.outcome)) + " " + std::string(finding.requirement->id) +
            ": " + finding.message + " [" + finding.observation + "]\n";
  }
  return text;
}

std::string required_by(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.substr(0, name.find("__"));
}

/// The ids of the findings that matter at the level of the requirement in the file's name.
std::set<std::string> accused(const Judgement& judgement, const Requirement& named) {
  std::set<std::string> ids;
  const bool observed = named.level == Level::may || named.level == Level::observe;
  for (const Finding& finding : judgement.findings) {
    if (is_accusation(finding) || (observed && finding.requirement == &named)) {
      ids.emplace(finding.requirement->id);
    }
  }
  return ids;
}

/// Is the file found wrong for what it is?
bool convicts(const fs::path& path, std::span<const Rule> rules) {
  const Requirement* named = find_requirement(required_by(path));
  const Judgement judgement = judge_file(path, rules);
  return std::ranges::any_of(judgement.findings, [&](const Finding& finding) {
    if (finding.requirement != named) return false;
    if (named->level == Level::must) return finding.outcome >= Outcome::fail;
    if (named->level == Level::should) return finding.outcome == Outcome::warn;
    return finding.outcome == Outcome::info;
  });
}

TEST(AnswersCorpus, RightAnswersAreNotAccused) {
  const auto files = files_of("right");
  EXPECT_GE(files.size(), 60U);
  for (const fs::path& path : files) {
    const Judgement judgement = judge_file(path);
    EXPECT_TRUE(std::ranges::none_of(judgement.findings, is_accusation)) << path.filename() << "\n"
                                                                         << shown(judgement);
    const bool answered = judgement.facts.well_formed && judgement.facts.schema_valid;
    EXPECT_TRUE(answered || path.stem() == "other-path-is-not-found") << path.filename();
  }
}

TEST(AnswersCorpus, EachWrongAnswerBreaksItsRequirementAndNoOther) {
  for (const fs::path& path : files_of("wrong")) {
    const Requirement* named = find_requirement(required_by(path));
    ASSERT_NE(named, nullptr) << path.filename();
    const Judgement judgement = judge_file(path);
    EXPECT_EQ(accused(judgement, *named), std::set<std::string>{std::string(named->id)})
        << path.filename() << "\n"
        << shown(judgement);
    EXPECT_TRUE(convicts(path, all_rules())) << path.filename() << "\n" << shown(judgement);
  }
}

TEST(AnswersCorpus, AnAccusedRequirementCountsAsChecked) {
  for (const fs::path& path : files_of("wrong")) {
    const Judgement judgement = judge_file(path);
    for (const Finding& finding : judgement.findings) {
      if (finding.outcome == Outcome::inconclusive) continue;
      EXPECT_TRUE(std::ranges::find(judgement.checked, finding.requirement) !=
                  judgement.checked.end())
          << path.filename() << " " << finding.requirement->id;
    }
  }
}

TEST(AnswersCorpus, EveryBindingRequirementHasAWrongAnswer) {
  std::set<std::string> named;
  for (const fs::path& path : files_of("wrong")) named.insert(required_by(path));
  for (const Requirement& requirement : all_requirements()) {
    if (requirement.level != Level::must && requirement.level != Level::should) continue;
    EXPECT_TRUE(named.contains(std::string(requirement.id))) << requirement.id;
  }
}

TEST(AnswersCorpus, NoRuleCanBeTakenAwayUnnoticed) {
  const std::set<std::string_view> not_accusing = {"answer-readable", "oracles-agree", "ruling",
                                                   "either", "status-observed"};
  const auto files = files_of("wrong");
  for (const Rule& rule : all_rules()) {
    if (not_accusing.contains(rule.id)) continue;
    std::vector<Rule> others;
    for (const Rule& other : all_rules()) {
      if (other.id != rule.id) others.push_back(other);
    }
    EXPECT_TRUE(std::ranges::any_of(files, [&](const fs::path& path) {
      return !convicts(path, others);
    })) << rule.id;
  }
}

/// The codec's own reading agrees with the oracles', but for what a ruling leaves open.
TEST(AnswersCorpus, TheParserAcceptsWhatTheOraclesCallValid) {
  for (const std::string folder : {"right", "wrong"}) {
    for (const fs::path& path : files_of(folder)) {
      if (path.extension() != ".xml") continue;
      const Judgement judgement = judge_file(path);
      const Ruling* ruling = judgement.facts.ruling;
      if (ruling != nullptr && ruling->leeway == Leeway::either) continue;
      const std::string bytes = bytes_of(path);
      const bool doctype = bytes.find("<!DOCTYPE") != std::string::npos;
      EXPECT_EQ(parse_response(bytes).has_value(), judgement.facts.schema_valid && !doctype)
          << path.filename();
    }
  }
}

}  // namespace
}  // namespace packetproof
