#include "harness/conformance/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "harness/conformance/glob.hpp"
#include "harness/conformance/smoke_cases.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

constexpr std::array profile_names = {std::string_view("smoke"), std::string_view("standard"),
                                      std::string_view("thorough")};

constexpr std::string_view version_of_the_target = "%VERSION%";

/// Stands in for the target's version until the target has told it; part of no digest.
constexpr std::string_view assumed_version = "1.6.7.0";

/// First, last, and one after each case that may hurt.
int probes_for(const std::vector<PlannedCase>& cases) {
  return 2 + static_cast<int>(std::ranges::count_if(
                 cases, [](const PlannedCase& c) { return c.definition.may_hurt && c.to_send(); }));
}

void settle(PlannedCase& planned, Outcome outcome, std::string_view code, std::string reason) {
  if (!planned.to_send()) return;
  planned.settled = outcome;
  planned.reason_code = code;
  planned.reason = std::move(reason);
}

/// Does the packet decide what becomes of the request, or something around it?
bool decided_by_packet(const Step& step) {
  using enum Credentials;
  const bool right = step.credentials == configured || step.credentials == login_pair ||
                     step.credentials == secret_key;
  return right && step.method == "POST" && step.path.empty() && !step.expect.any_answer;
}

/// A demand that contradicts the oracles would accuse a right endpoint.
std::string contradiction(const Step& step, const RequestJudgement& judgement) {
  if (!decided_by_packet(step)) return {};
  if (step.expect.demand == Demand::must_accept && judgement.label != Label::valid) {
    return fmt::format("the case demands acceptance, but the oracles call its request {}",
                       name_of(judgement.label));
  }
  // A well-formed valid packet may still be refused for a reason outside the schema, such as its
  // version; a not-schema-bound demand of that kind names its placement.
  if (step.expect.demand == Demand::must_refuse && judgement.label != Label::invalid &&
      step.expect.requirement != requirement("R-DOC28729-version-unknown")) {
    return fmt::format("the case demands refusal, but the oracles call its request {}",
                       name_of(judgement.label));
  }
  return {};
}

/// Does `by_label` allow an answer that the demand forbids?
bool is_milder(Demand by_label, Demand demand) {
  using enum Demand;
  switch (demand) {
    case must_accept:
      return by_label != must_accept && by_label != must_refuse;
    case should_accept:
      return by_label == either || by_label == should_refuse;
    case must_refuse:
      return by_label == should_refuse;
    case should_refuse:
    case either:
      break;
  }
  return false;
}

/// Gives the demand the leeway that a ruling, a value or the environment gives to its packet.
void complete_demand(Step& step, const RequestJudgement& judgement, bool remote_storage) {
  const Expect by_label = Judge::expect_for(judgement);
  Expect& expect = step.expect;
  if (expect.requirement == nullptr) expect.requirement = by_label.requirement;
  if (decided_by_packet(step) && is_milder(by_label.demand, expect.demand)) {
    expect.demand = by_label.demand;
    expect.requirement = by_label.requirement;
  }
  expect.value_may_be_refused |= by_label.value_may_be_refused;
  expect.environment_may_refuse |= by_label.environment_may_refuse;
  if (remote_storage && !judgement.asks_tasks) expect.environment_may_refuse = false;
  if (!step.body.contains(version_of_the_target)) expect.version = by_label.version;
}

/// Does a glob name the case, or the property that it is an instance of?
bool named_by(const std::string& glob, const Case& definition) {
  return glob_matches(glob, definition.id) || glob_matches(glob, definition.row());
}

/// Was it asked for by name, so that the user accepts what it may do to a live target?
bool asked_for(const Case& definition, const Selection& selection) {
  const std::string_view area =
      std::string_view(definition.id).substr(0, std::string_view(definition.id).find('/') + 1);
  return (selection.phases_named && definition.phase == Phase::robustness) ||
         std::ranges::any_of(selection.globs, [&](const std::string& glob) {
           return literal_prefix(glob).starts_with(area) && named_by(glob, definition);
         });
}

void apply_target(PlannedCase& planned, const Selection& selection, const TargetFacts& facts,
                  const CredentialSet& credentials) {
  const Case& definition = planned.definition;
  for (const Step& step : definition.steps) {
    if (!credential_headers(step.credentials, credentials)) {
      settle(planned, Outcome::skip, "no-credentials",
             step.credentials == Credentials::secret_key ||
                     step.credentials == Credentials::key_one_more ||
                     step.credentials == Credentials::key_one_less
                 ? "needs a secret key: set PACKETPROOF_SECRET_KEY or use --credentials FILE"
                 : "needs credentials: set PACKETPROOF_LOGIN and PACKETPROOF_PASSWORD or use "
                   "--credentials FILE");
    }
    if (!facts.loopback && may_lock_account(step.credentials) &&
        !asked_for(definition, selection)) {
      settle(planned, Outcome::skip, "may-lock-account",
             "wrong credentials can lock an account of a live server: name the case to send it");
    }
  }
  if (!facts.loopback && definition.may_hurt && !asked_for(definition, selection)) {
    settle(planned, Outcome::skip, "may-hurt",
           "can cost a live server its availability: name the case or --phases robustness");
  }
  if (!facts.https && definition.id.starts_with("tls/")) {
    settle(planned, Outcome::skip, "no-tls", "the endpoint is reached over plain HTTP");
  }
}

/// Smoke: the cases that were measured to kill most mutants within the budget, and the user's own.
void keep_smoke(std::vector<PlannedCase>& cases) {
  std::erase_if(cases, [](const PlannedCase& planned) {
    const std::string_view id = planned.definition.id;
    return !id.starts_with("local/") && std::ranges::find(smoke_cases(), id) == smoke_cases().end();
  });
}

/// Cases come before instances: what was designed is sent before what is enumerated or drawn.
void cut_to_budget(std::vector<PlannedCase>& cases, const Selection& selection) {
  int left = request_budget(selection.profile) - probes_for(cases);
  const auto most_rows = static_cast<std::size_t>(selection.max_cases.value_or(INT32_MAX));
  std::set<std::string_view> rows;
  for (const bool instances : {false, true}) {
    for (PlannedCase& planned : cases) {
      const Case& definition = planned.definition;
      if (!planned.to_send() || definition.property.empty() == instances) continue;
      const int cost = static_cast<int>(definition.steps.size());
      if (rows.size() >= most_rows && !rows.contains(definition.row())) {
        settle(planned, Outcome::notrun, "max-cases", "beyond --max-cases");
      } else if (cost > left) {
        settle(planned, Outcome::notrun, "profile-budget",
               fmt::format("beyond the {} requests of the profile {}",
                           request_budget(selection.profile), name_of(selection.profile)));
      } else {
        left -= cost;
        rows.insert(definition.row());
      }
    }
  }
}

std::expected<std::vector<Case>, std::string> select(const std::vector<Case>& cases,
                                                     const Selection& selection) {
  for (const std::string& glob : selection.globs) {
    if (std::ranges::none_of(cases, [&](const Case& c) { return named_by(glob, c); })) {
      return std::unexpected(
          fmt::format("no case matches '{}'; `packetproof list` and `packetproof list "
                      "--properties` show the ids, '*' and '?' are wildcards",
                      glob));
    }
  }
  std::vector<Case> chosen;
  for (const Case& definition : cases) {
    const bool named = selection.globs.empty() ||
                       std::ranges::any_of(selection.globs, [&](const std::string& glob) {
                         return named_by(glob, definition);
                       });
    if (named && selection.phases.contains(definition.phase)) chosen.push_back(definition);
  }
  if (chosen.empty()) {
    return std::unexpected(
        selection.profile == Profile::smoke
            ? "no case is left: the profile smoke has no room for properties, or the phases and "
              "globs chosen exclude each other"
            : "no case is left: the phases and globs chosen exclude each other");
  }
  std::vector<Case> in_order;
  for (const bool may_hurt : {false, true}) {
    std::ranges::copy_if(chosen, std::back_inserter(in_order),
                         [&](const Case& c) { return c.may_hurt == may_hurt; });
  }
  return in_order;
}

}  // namespace

std::string_view name_of(Profile profile) {
  return profile_names.at(static_cast<std::size_t>(profile));
}

std::optional<Profile> profile_of(std::string_view name) {
  const auto* at = std::ranges::find(profile_names, name);
  if (at == profile_names.end()) return std::nullopt;
  return static_cast<Profile>(at - profile_names.begin());
}

int request_budget(Profile profile) {
  switch (profile) {
    case Profile::smoke:
      return 60;
    case Profile::standard:
      return 1500;
    case Profile::thorough:
      break;
  }
  return INT32_MAX;
}

std::string with_version(std::string_view body, std::string_view version) {
  std::string out(body);
  for (std::size_t at = out.find(version_of_the_target); at != std::string::npos;
       at = out.find(version_of_the_target, at + version.size())) {
    out.replace(at, version_of_the_target.size(), version);
  }
  return out;
}

PlannedCase plan_case(const Case& definition, const TargetFacts& facts, Judge& judge) {
  PlannedCase planned{.definition = definition};
  std::string all_bytes;
  for (Step& step : planned.definition.steps) {
    std::string packet = with_version(step.body, assumed_version);
    planned.judgements.push_back(judge.judge_request(packet));
    RequestJudgement& judgement = planned.judgements.back();
    all_bytes += sha256(step.body);
    if (step.by_label) {
      step.expect = Judge::expect_for(judgement);
      step.expect.version.reset();  // unless the packet names one, see below
    }
    // Whatever credentials go with it: only an endpoint that checks them refuses.
    planned.acceptable |= judgement.acceptable() && step.method == "POST";
    if (judgement.label == Label::disputed) {
      settle(planned, Outcome::disputed, "oracles-disagree",
             "the oracles contradict each other about the request and no ruling is recorded");
    }
    if (std::string why = contradiction(step, judgement); !why.empty()) {
      settle(planned, Outcome::error, "label-contradiction", std::move(why));
    }
    complete_demand(step, judgement, facts.remote_storage);
    step.expect.question = std::make_shared<const KnownQuestion>(
        KnownQuestion{std::move(packet), std::move(judgement.asked)});
  }
  for (const Step& step : planned.definition.steps) {
    const Requirement* about = step.expect.requirement;
    auto& listed = planned.definition.requirements;
    if (about != nullptr && std::ranges::find(listed, about) == listed.end()) {
      listed.push_back(about);
    }
  }
  planned.sha256 = planned.definition.steps.size() == 1
                       ? sha256(planned.definition.steps.front().body)
                       : sha256(all_bytes);
  return planned;
}

std::expected<Plan, std::string> make_plan(const std::vector<Case>& cases,
                                           const Selection& selection, const TargetFacts& facts,
                                           const CredentialSet& credentials, Judge& judge) {
  auto chosen = select(cases, selection);
  if (!chosen) return std::unexpected(chosen.error());
  Plan plan{.facts = facts};
  for (const Case& definition : *chosen) {
    plan.cases.push_back(plan_case(definition, facts, judge));
    apply_target(plan.cases.back(), selection, facts, credentials);
  }
  if (selection.profile == Profile::smoke) keep_smoke(plan.cases);
  if (plan.cases.empty()) {
    return std::unexpected("no case is left: the profile smoke holds none of those chosen");
  }
  cut_to_budget(plan.cases, selection);
  std::string digest;
  for (const PlannedCase& planned : plan.cases) {
    digest += planned.definition.id + '\n' + planned.sha256 + '\n';
    if (!planned.to_send()) continue;
    for (std::size_t i = 0; i < planned.judgements.size(); ++i) {
      ++plan.requests;
      plan.acceptable += static_cast<int>(planned.judgements[i].acceptable());
    }
  }
  plan.probes = probes_for(plan.cases);
  plan.acceptable += plan.probes;
  plan.sha256 = sha256(digest);
  return plan;
}

}  // namespace packetproof
