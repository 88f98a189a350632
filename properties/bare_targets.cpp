#include "properties/bare_targets.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "harness/mock/endpoint.hpp"
#include "harness/protocol/packet.hpp"
#include "harness/transport/wire.hpp"
#include "properties/bare_libraries.hpp"

namespace packetproof::bare {
namespace {

/// A request is put before both validators, whatever the reader made of it.
void judge_question(std::string_view question) {
  static Validators validators(Side::request);
  read_sax(question);
  validators.judge(question);
}

/// An answer only where it can be read and has no DOCTYPE.
void judge_answer(std::string_view answer) {
  static Validators validators(Side::answer);
  const SaxPass pass = read_sax(answer);
  if (pass.well_formed && !pass.doctype) validators.judge(answer);
}

Documents as_question(std::string_view input) { return {.question = std::string(input)}; }
Documents as_answer(std::string_view input) { return {.answer = std::string(input)}; }

void execute_xml(const Documents& documents) {
  if (!documents.question.empty()) judge_question(documents.question);
  if (!documents.answer.empty()) judge_answer(documents.answer);
}

/// The question, and what the reference endpoint answers.
Documents asked_and_answered(std::string_view input) {
  const EndpointOptions options{.password = "of this target"};
  const HttpRequest request{.path = options.path,
                            .headers = {{"Content-Type", "text/xml"},
                                        {"HTTP_AUTH_LOGIN", options.login},
                                        {"HTTP_AUTH_PASSWD", options.password}},
                            .body = std::string(input)};
  return {.question = std::string(input), .answer = make_reference_endpoint(options)(request).body};
}

/// The body of the response in these bytes, as fuzz_exchange.cpp reads it; what was asked is known
/// there before.
Documents exchanged(std::string_view input) {
  if (input.empty()) return {};
  const auto end = static_cast<StreamEnd>(static_cast<unsigned char>(input.back()) % 3);
  const auto response = read_response(input.substr(0, input.size() - 1), end, false);
  return {.answer = response ? response->body : ""};
}

/// What is written of the request that fuzz_serializer.cpp reads in these bytes.
Documents written(std::string_view input) {
  const auto text = [&input](std::size_t most) {
    const std::string_view taken = input.substr(0, most);
    input.remove_prefix(taken.size());
    return std::string(taken);
  };
  const auto byte = [&] {
    const std::string one = text(1);
    return one.empty() ? 0U : static_cast<unsigned char>(one.front());
  };
  const unsigned what = byte();
  const unsigned how = byte();
  const std::string number = text(sizeof(std::int64_t));
  std::int64_t split_size = 0;
  std::memcpy(&split_size, number.data(), number.size());
  const unsigned prefix_length = byte();
  const unsigned protocol_length = byte();
  BackupServerInput request;
  const std::string prefix = text(prefix_length);
  const std::string protocol = text(protocol_length);
  if ((what & 1U) != 0) request.storage = Remote{protocol};
  if ((what & 2U) != 0) request.prefix = prefix;
  if ((what & 4U) != 0) request.split_size = split_size;
  request.content = static_cast<Content>((what >> 3U) % 3);
  request.only_configuration = (what & 128U) != 0;
  request.description = std::string(input);
  return {.question = serialize(request, {.declaration = (how & 1U) != 0,
                                          .byte_order_mark = (how & 2U) != 0,
                                          .indent = (how & 4U) != 0,
                                          .encoding = static_cast<Encoding>((how >> 3U) % 4)})
                          .value_or("")};
}

constexpr std::array targets = {
    Target{"response_parser", &as_answer, &execute_xml},
    Target{"request_parser", &asked_and_answered, &execute_xml},
    Target{"differential", &as_question, &execute_xml},
    Target{"serializer", &written, &execute_xml},
    Target{"exchange", &exchanged, &execute_xml},
    Target{"config", &as_question,
           [](const Documents& documents) { parse_toml(documents.question); }},
};

}  // namespace

const Target* find_target(std::string_view name) {
  const auto* const found = std::ranges::find(targets, name, &Target::name);
  return found == targets.end() ? nullptr : found;
}

}  // namespace packetproof::bare
