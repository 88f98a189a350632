/// Readers of HTTP and judges of what they read, each wrong in one way.

#include "properties/fuzz_exchange.hpp"
#include "properties/planted.hpp"

namespace packetproof {
namespace {

template <typename Judges>
Examination judging(Judges judges) {
  ExchangeReading reading;
  reading.judge = [right = reading.judge, judges](const Expect& expect, const Exchange& exchange,
                                                  const RunContext& context) {
    Exchange seen = exchange;
    Judgement judged = right(expect, exchange, context);
    if (judges(seen, judged)) judged = right(expect, seen, context);
    return judged;
  };
  return examining(reading);
}

/// Takes what arrived before a connection was cut for an answer.
bool take_cut_answers(Exchange& exchange, Judgement&) {
  if (exchange.response || exchange.response.error().kind != TransportError::Kind::cut)
    return false;
  exchange.response = HttpResponse{.body = exchange.response.error().partial};
  return true;
}

/// Looks for words instead of reading XML.
bool look_for_words(Exchange& exchange, Judgement& judged) {
  const bool words = exchange.response && exchange.response->body.contains("<status>ok</status>") &&
                     exchange.response->body.contains("<task-id>");
  if (words) judged.facts.decision = Decision::accepted;
  return false;
}

/// What is no success has nothing to be judged.
bool check_nothing_of_failures(Exchange& exchange, Judgement& judged) {
  if (exchange.response && exchange.response->status / 100 != 2) judged.checked.clear();
  return false;
}

/// What does not say that it is XML is none.
bool check_nothing_without_a_type(Exchange& exchange, Judgement& judged) {
  if (exchange.response && !header(exchange.response->headers, "Content-Type")) {
    judged.checked.clear();
  }
  return false;
}

/// Counts by a function that throws.
Examination counting_by_stoull() {
  ExchangeReading reading;
  reading.read = [right = reading.read](std::string_view bytes, StreamEnd end) {
    constexpr std::string_view name = "Content-Length: ";
    if (const std::size_t at = bytes.find(name); at != std::string_view::npos) {
      const std::string rest(bytes.substr(at + name.size()));
      if (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') (void)std::stoull(rest);
    }
    return right(bytes, end);
  };
  return examining(reading);
}

/// With the line feed that says: closed, and the sample was asked.
std::string answer(std::string_view start, std::string_view field, std::string_view body) {
  return "HTTP/1.1 " + std::string(start) + "\r\nContent-Type: text/xml\r\n" + std::string(field) +
         "\r\n\r\n" + std::string(body) + "\n";
}

constexpr std::string_view body =
    "<packet version=\"1.6.7.0\"><backup-manager><backup-server><result><status>ok</status>"
    "<task-id>27</task-id></result></backup-server></backup-manager></packet>\n";

}  // namespace

PlantedTarget planted_exchange() {
  using enum DefectKind;
  return {
      .name = "exchange",
      .right = examining(ExchangeReading{}),
      .defects = {
          {"takes_a_cut_answer_for_a_whole_one", value, 500000,
           answer("200 OK", "Content-Length: 999", body), judging(take_cut_answers)},
          {"looks_for_words_in_what_is_no_xml", value, 100,
           answer("200 OK", "Connection: close", std::string(body) + "</packet>\n"),
           judging(look_for_words)},
          {"checks_nothing_of_failures", value, 200000,
           answer("502 Bad Gateway", "Content-Length: 0", ""), judging(check_nothing_of_failures)},
          {"checks_nothing_without_a_type", value, 100,
           "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n\n", judging(check_nothing_without_a_type)},
          {"counts_lengths_by_a_function_that_throws", value, 800000,
           answer("200 OK", "Content-Length: 99999999999999999999", body), counting_by_stoull()},
      }};
}

}  // namespace packetproof
