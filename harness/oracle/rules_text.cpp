#include <algorithm>
#include <string>
#include <utility>

#include "harness/oracle/internals.hpp"
#include "harness/oracle/leak.hpp"
#include "harness/oracle/normal_form.hpp"
#include "harness/oracle/rules.hpp"

// What the texts of an answer give away: DOC-28722, DOC-28729.

namespace packetproof {
namespace {

/// Could the answer hold the secret for another reason than that it leaks?
bool by_chance(const Observation& seen, std::string_view secret) {
  return is_protocol_word(secret) || secret == seen.context->login ||
         seen.question.find(secret) != std::string_view::npos ||
         unescape_xml(seen.question).find(secret) != std::string::npos;
}

/// Header lines and body.
std::string whole_answer(const Observation& seen) {
  std::string text;
  if (seen.response != nullptr) {
    for (const auto& [name, value] : seen.response->headers) {
      text.append(name).append(": ").append(value).append("\n");
    }
  }
  return text.append(*seen.body);
}

std::optional<Breach> no_credential(const Observation& seen) {
  const std::string text = whole_answer(seen);
  for (const std::string& secret : seen.context->secrets) {
    const std::string_view spelling = spelling_of_secret(text, secret);
    if (spelling.empty() || by_chance(seen, secret)) continue;
    return Breach{.message = "The answer carries a credential",
                  .observation = "a credential, " + std::string(spelling)};
  }
  return std::nullopt;
}

const Requirement* forbidding(const Observation& seen) {
  return seen.expect->forbidden.empty() ? nullptr : seen.expect->forbidden_requirement;
}

std::optional<Breach> forbidden(const Observation& seen) {
  const std::string read = unescape_xml(*seen.body);
  const auto shows = [&](const std::string& text) {
    return seen.body->contains(text) || read.contains(text);
  };
  if (std::ranges::none_of(seen.expect->forbidden, shows)) return std::nullopt;
  return Breach{.message = "The answer carries text that it may not know",
                .observation = "forbidden text"};
}

bool any_errtext(const Observation& seen) {
  if (seen.view == nullptr) return false;
  for (const ResultView* result : seen.view->results()) {
    if (result->errtext) return true;
  }
  return false;
}

std::optional<Breach> errtext_internals(const Observation& seen) {
  const std::string echo = std::string(seen.question) + "\n" + unescape_xml(seen.question);
  for (const ResultView* result : seen.view->results()) {
    if (!result->errtext) continue;
    const Internal internal = find_internal(*result->errtext, echo);
    if (internal.what.empty()) continue;
    return Breach{.message = "errtext carries " + std::string(internal.what),
                  .observation = std::string(internal.what) + ": " + normalise(internal.seen),
                  .line = result->node->line,
                  .column = result->node->column};
  }
  return std::nullopt;
}

std::optional<Breach> output(const Observation& seen) {
  return Breach{
      .message = "The answer carries the output of a failed component",
      .observation = normalise(*seen.view->output, texts_of(seen.question), seen.context->secrets)};
}

constexpr Rule rules[] = {
    {.id = "no-credential",
     .requirement = requirement("R-DOC28722-no-credential"),
     .kind = FailureKind::leak,
     .applies =
         [](const Observation& seen) {
           return seen.body.has_value() && !seen.context->secrets.empty();
         },
     .broken = no_credential},
    {.id = "forbidden-text",
     .kind = FailureKind::leak,
     .applies = [](const Observation& seen) { return seen.body.has_value(); },
     .broken = forbidden,
     .filed_under = forbidding},
    {.id = "errtext-internals",
     .requirement = requirement("R-DOC28729-errtext-internals"),
     .kind = FailureKind::leak,
     .applies = any_errtext,
     .broken = errtext_internals},
    {.id = "output",
     .requirement = requirement("R-DOC28729-output"),
     .kind = FailureKind::none,
     .applies =
         [](const Observation& seen) {
           return seen.view != nullptr && seen.view->output.has_value();
         },
     .broken = output},
};

}  // namespace

std::span<const Rule> text_rules() { return rules; }

}  // namespace packetproof
