#include <algorithm>
#include <string>

#include "harness/oracle/rules.hpp"

// What HTTP carries: DOC-50169, RFC 9110 and 9112.

namespace packetproof {
namespace {

using Kind = TransportError::Kind;

std::string lower(std::string_view text) {
  std::string out;
  for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

/// Requirements about the endpoint's survival: that it answers at all is what they ask.
bool asks_for_survival(const Observation& seen) {
  const Requirement* row = seen.expect->requirement;
  return row == requirement("R-XML-entity-expansion") || row == requirement("R-XML-depth");
}

FailureKind kind_of(const TransportError& failure) {
  if (failure.kind == Kind::timeout) return FailureKind::timeout;
  if (failure.kind == Kind::no_answer) return FailureKind::crash;
  return FailureKind::transport;
}

std::string sentence_of(Kind kind) {
  switch (kind) {
    case Kind::resolve:
      return "The endpoint's name has no address";
    case Kind::connect:
      return "No connection to the endpoint could be made";
    case Kind::tls:
      return "The TLS connection failed";
    case Kind::timeout:
      return "No complete answer came within the time limit";
    case Kind::no_answer:
      return "The connection ended before any answer";
    case Kind::cut:
      return "The connection ended in the middle of the answer";
    case Kind::framing:
      return "The answer contradicts its own framing";
    case Kind::too_large:
      return "The answer is larger than the limit and was not read to its end";
    case Kind::interrupted:
      return "The request was interrupted";
    case Kind::other:
      break;
  }
  return "The request failed";
}

bool asks_tasks(std::string_view question) {
  return std::ranges::any_of(operations_asked(question), [](const Asked& asked) {
    return asked.operation_name == "get-tasks-info";
  });
}

Breach failed(const Observation& seen) {
  const Kind kind = seen.failure->kind;
  Breach breach{.message = sentence_of(kind),
                .observation = "transport: " + std::string(name_of(kind)),
                .kind = kind_of(*seen.failure)};
  // A list of tasks has no bound, so that our own limit says nothing of the endpoint.
  const bool list = kind == Kind::too_large && asks_tasks(seen.question);
  const bool ours = kind == Kind::interrupted || kind == Kind::other || list;
  // What becomes of another path or method is undocumented, silence included.
  if (seen.expect->any_answer) breach.outcome = Outcome::info;
  if (ours) breach.outcome = Outcome::inconclusive;
  return breach;
}

bool is_framing(Kind kind) { return kind == Kind::cut || kind == Kind::framing; }

bool unanswered(const Observation& seen) {
  return seen.failure != nullptr && !is_framing(seen.failure->kind) &&
         seen.failure->kind != Kind::tls && !asks_for_survival(seen);
}

std::optional<Breach> answers(const Observation& seen) {
  if (!unanswered(seen)) return std::nullopt;
  return failed(seen);
}

bool badly_framed(const Observation& seen) {
  return seen.failure != nullptr && is_framing(seen.failure->kind) && !asks_for_survival(seen);
}

std::optional<Breach> framing(const Observation& seen) {
  if (!badly_framed(seen)) return std::nullopt;
  Breach breach = failed(seen);
  breach.outcome = Outcome::fail;
  return breach;
}

bool tls_failed(const Observation& seen) {
  return seen.failure != nullptr && seen.failure->kind == Kind::tls;
}

std::optional<Breach> https(const Observation& seen) {
  if (!tls_failed(seen)) return std::nullopt;
  return failed(seen);
}

const Requirement* survival(const Observation& seen) {
  return asks_for_survival(seen) ? seen.expect->requirement : nullptr;
}

std::optional<Breach> survives(const Observation& seen) {
  if (seen.failure == nullptr) return std::nullopt;
  return failed(seen);
}

std::optional<Breach> close_announced(const Observation& seen) {
  if (seen.resends == 0) return std::nullopt;
  return Breach{.message =
                    "A kept connection was closed without notice: the request had to be "
                    "sent again",
                .observation = "connection closed without notice"};
}

/// What the answer's media type is judged by: only of a packet.
bool is_packet(const Observation& seen) {
  return seen.response != nullptr && seen.reading != nullptr && seen.reading->well_formed() &&
         seen.reading->document->root.name == "packet";
}

std::optional<Breach> content_type(const Observation& seen) {
  const auto value = header(seen.response->headers, "Content-Type");
  std::string type = lower(value.value_or(""));
  type.erase(std::min(type.find(';'), type.size()));
  while (type.ends_with(' ') || type.ends_with('\t')) type.pop_back();
  type.erase(0, std::min(type.find_first_not_of(" \t"), type.size()));
  if (type == "text/xml") return std::nullopt;
  return Breach{.message = type.empty() ? "The answer has no Content-Type"
                                        : "The Content-Type of the answer is not text/xml",
                .observation = type.empty() ? "no type" : "type " + type.substr(0, 60)};
}

bool has_ok(const Observation& seen) {
  for (const ResultView* result : seen.view->results()) {
    if (result->ok()) return true;
  }
  return false;
}

bool is_judged_packet(const Observation& seen) {
  return seen.response != nullptr && seen.view != nullptr && !seen.view->results().empty();
}

std::string http_status(const Observation& seen) {
  return "HTTP " + std::to_string(seen.response->status);
}

std::optional<Breach> error_in_200(const Observation& seen) {
  if (seen.response->status == 200) return std::nullopt;
  return Breach{.message = "An error packet comes with another HTTP status than 200",
                .observation = http_status(seen)};
}

std::optional<Breach> status_contradiction(const Observation& seen) {
  if (seen.response->status < 400) return std::nullopt;
  return Breach{.message = "An answer with status ok comes with an HTTP error status",
                .observation = http_status(seen)};
}

constexpr Rule rules[] = {
    {.id = "answers",
     .requirement = requirement("R-RFC9112-answers"),
     .kind = FailureKind::transport,
     .applies =
         [](const Observation& seen) { return seen.response != nullptr || unanswered(seen); },
     .broken = answers},
    {.id = "framing",
     .requirement = requirement("R-RFC9112-framing"),
     .kind = FailureKind::transport,
     .applies =
         [](const Observation& seen) { return seen.response != nullptr || badly_framed(seen); },
     .broken = framing},
    {.id = "https",
     .requirement = requirement("R-DOC50169-https"),
     .kind = FailureKind::transport,
     .applies =
         [](const Observation& seen) {
           return (seen.response != nullptr && seen.context->https) || tls_failed(seen);
         },
     .broken = https},
    {.id = "survives",
     .kind = FailureKind::transport,
     .applies =
         [](const Observation& seen) {
           return seen.response != nullptr || (seen.failure != nullptr && !tls_failed(seen));
         },
     .broken = survives,
     .filed_under = survival},
    {.id = "close-announced",
     .requirement = requirement("R-RFC9112-close-announced"),
     .kind = FailureKind::transport,
     .applies =
         [](const Observation& seen) {
           return seen.request != nullptr && (seen.request->connection != 0 || seen.resends != 0);
         },
     .broken = close_announced},
    {.id = "content-type",
     .requirement = requirement("R-DOC50169-content-type"),
     .kind = FailureKind::semantic,
     .applies = is_packet,
     .broken = content_type},
    {.id = "error-in-200",
     .requirement = requirement("R-DOC28729-error-in-200"),
     .applies = [](const Observation& seen) { return is_judged_packet(seen) && !has_ok(seen); },
     .broken = error_in_200},
    {.id = "status-contradiction",
     .requirement = requirement("R-RFC9110-status-contradiction"),
     .applies = [](const Observation& seen) { return is_judged_packet(seen) && has_ok(seen); },
     .broken = status_contradiction},
};

}  // namespace

std::span<const Rule> transport_rules() { return rules; }

}  // namespace packetproof
