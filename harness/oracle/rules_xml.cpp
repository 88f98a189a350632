#include <string>

#include "harness/oracle/normal_form.hpp"
#include "harness/oracle/rules.hpp"

// Is the answer XML at all? XML 1.0, Namespaces in XML 1.0, RFC 7303.

namespace packetproof {
namespace {

bool has_reading(const Observation& seen) { return seen.reading != nullptr; }

template <AnswerFault... faults>
bool one_of(const Observation& seen) {
  return has_reading(seen) && ((seen.fault == faults) || ...);
}

std::string with_status(const Observation& seen, std::string text) {
  if (seen.response == nullptr || seen.response->status == 200) return text;
  return "HTTP " + std::to_string(seen.response->status) + ", " + text;
}

Breach at_error(const Observation& seen, std::string message, std::string observation) {
  Breach breach{.message = std::move(message),
                .observation = with_status(seen, std::move(observation))};
  if (seen.reading->document) {
    breach.line = seen.reading->document->namespace_error_line;
  } else {
    breach.line = seen.reading->document.error().line;
    breach.column = seen.reading->document.error().column;
  }
  return breach;
}

std::string reason_of(const AnswerReading& reading) {
  return normalise(reading.document ? reading.document->namespace_error
                                    : reading.document.error().message);
}

std::optional<Breach> well_formed(const Observation& seen) {
  if (seen.fault != AnswerFault::not_well_formed) return std::nullopt;
  if (seen.body->empty()) return at_error(seen, "The answer is empty", "empty body");
  if (looks_like_html(*seen.body)) {
    return at_error(seen, "The answer is a page for people, not a packet", "an HTML page");
  }
  return at_error(seen, "The answer is not well-formed XML", reason_of(*seen.reading));
}

std::optional<Breach> encoding(const Observation& seen) {
  if (seen.fault != AnswerFault::encoding) return std::nullopt;
  return at_error(seen, "The bytes of the answer are not in the encoding that it declares",
                  reason_of(*seen.reading));
}

std::optional<Breach> echo(const Observation& seen) {
  if (seen.fault != AnswerFault::echo) return std::nullopt;
  return at_error(seen,
                  "`errtext` repeats text of the request unescaped, and the answer is not "
                  "well-formed for it",
                  reason_of(*seen.reading));
}

std::optional<Breach> too_deep(const Observation& seen) {
  if (seen.fault != AnswerFault::too_deep) return std::nullopt;
  return at_error(seen, "The answer is nested deeper than any answer", "too deep");
}

std::optional<Breach> unreadable(const Observation& seen) {
  if (seen.fault == AnswerFault::too_large) {
    Breach breach = at_error(seen, "The answer is larger than what is judged", "too large");
    breach.outcome = Outcome::inconclusive;
    return breach;
  }
  if (!seen.reading->opaque) return std::nullopt;
  return Breach{.message =
                    "Entities of the answer's own hide its content; they are never "
                    "expanded, so it cannot be judged",
                .observation = "entity references",
                .outcome = Outcome::inconclusive};
}

std::optional<Breach> charset(const Observation& seen) {
  if (!seen.reading->charset_contradicts) return std::nullopt;
  return Breach{.message = "The charset of the header contradicts the document's own declaration",
                .observation = "charset " + normalise(seen.reading->charset)};
}

bool is_readable_packet(const Observation& seen) {
  return has_reading(seen) && seen.reading->well_formed() &&
         seen.reading->document->root.name == "packet";
}

std::optional<Breach> doctype(const Observation& seen) {
  if (!seen.reading->document->doctype) return std::nullopt;
  return Breach{.message = "The answer carries a DOCTYPE", .observation = "DOCTYPE"};
}

constexpr Rule rules[] = {
    {.id = "answer-well-formed",
     .requirement = requirement("R-XML-answer-well-formed"),
     .kind = FailureKind::malformed,
     .applies = one_of<AnswerFault::none, AnswerFault::not_well_formed>,
     .broken = well_formed},
    {.id = "answer-encoding",
     .requirement = requirement("R-XML-answer-encoding"),
     .kind = FailureKind::malformed,
     .applies = one_of<AnswerFault::none, AnswerFault::encoding>,
     .broken = encoding},
    {.id = "errtext-breaks-answer",
     .requirement = requirement("R-XML-errtext-escaped"),
     .kind = FailureKind::malformed,
     .applies = one_of<AnswerFault::echo>,
     .broken = echo},
    {.id = "answer-depth",
     .requirement = requirement("R-XSD-answer-envelope"),
     .kind = FailureKind::schema,
     .applies = one_of<AnswerFault::too_deep>,
     .broken = too_deep},
    {.id = "answer-readable",
     .requirement = requirement("R-XSD-answer-envelope"),
     .kind = FailureKind::schema,
     .applies =
         [](const Observation& seen) {
           return has_reading(seen) &&
                  (seen.fault == AnswerFault::too_large || seen.reading->opaque);
         },
     .broken = unreadable},
    {.id = "answer-charset",
     .requirement = requirement("R-XML-answer-charset"),
     .kind = FailureKind::malformed,
     .applies =
         [](const Observation& seen) {
           return is_readable_packet(seen) && !seen.reading->charset.empty();
         },
     .broken = charset},
    {.id = "answer-doctype",
     .requirement = requirement("R-XML-answer-doctype"),
     .kind = FailureKind::schema,
     .applies = is_readable_packet,
     .broken = doctype},
};

}  // namespace

std::span<const Rule> xml_rules() { return rules; }

}  // namespace packetproof
