#pragma once

/// Any request: written in any way, it is well-formed, not invalid, and reads back equal; it is
/// refused exactly where its text is what XML cannot carry.
///
/// Input: a byte of what stands in the request, a byte of how it is written, 8 of split-size, the
/// lengths of prefix and protocol, then the three texts, the description last.

#include <cstring>
#include <functional>

#include "harness/protocol/packet.hpp"
#include "harness/protocol/text_rules.hpp"
#include "properties/fuzz_oracle.hpp"
#include "properties/fuzz_target.hpp"

namespace packetproof {

/// What is examined: ours, unless something wrong is put in its place.
struct RequestCodec {
  std::function<std::expected<std::string, SerializeError>(const BackupServerInput&,
                                                           const Spelling&)>
      write =
          [](const BackupServerInput& input, const Spelling& how) { return serialize(input, how); };
  std::function<std::expected<RequestPacket, ParseError>(std::string_view)> parse =
      [](std::string_view bytes) { return parse_request(bytes); };
};

/// An input, taken from its front.
class RequestChoices {
 public:
  explicit RequestChoices(std::string_view bytes) : rest_(bytes) {}
  std::string text(std::size_t most) {
    const std::string_view taken = rest_.substr(0, most);
    rest_.remove_prefix(taken.size());
    return std::string(taken);
  }
  unsigned byte() {
    const std::string one = text(1);
    return one.empty() ? 0U : static_cast<unsigned char>(one.front());
  }
  std::int64_t number() {
    std::int64_t value = 0;
    const std::string bytes = text(sizeof value);
    std::memcpy(&value, bytes.data(), bytes.size());
    return value;
  }

 private:
  std::string_view rest_;
};

inline void examine(const RequestCodec& subject, std::string_view bytes) {
  RequestChoices input(bytes);
  const unsigned what = input.byte();
  const unsigned how = input.byte();
  const std::int64_t split_size = input.number();
  const std::size_t prefix_length = input.byte();
  const std::size_t protocol_length = input.byte();
  BackupServerInput request;
  const std::string prefix = input.text(prefix_length);
  const std::string protocol = input.text(protocol_length);
  if ((what & 1U) != 0) request.storage = Remote{protocol};
  if ((what & 2U) != 0) request.prefix = prefix;
  if ((what & 4U) != 0) request.split_size = split_size;
  request.content = static_cast<Content>((what >> 3U) % 3);
  request.only_configuration = (what & 128U) != 0;
  request.description = input.text(bytes.size());
  const Spelling spelling{.declaration = (how & 1U) != 0,
                          .byte_order_mark = (how & 2U) != 0,
                          .indent = (how & 4U) != 0,
                          .encoding = static_cast<Encoding>((how >> 3U) % 4)};

  const auto written = subject.write(request, spelling);
  const bool carried = !find_illegal(request.description) &&
                       !find_illegal(request.prefix.value_or("")) &&
                       ((what & 1U) == 0 || !find_illegal(protocol));
  demand(written.has_value() == carried, "refused exactly where XML cannot carry the text");
  if (!written) return;
  const RequestJudgement judged = fuzz_oracle().judge_request(*written);
  demand(judged.well_formed, "what is written is well-formed");
  demand(judged.label == Label::valid || judged.label == Label::open,
         "what is written is valid, or a ruling leaves it open");
  const auto read = subject.parse(*written);
  demand(read.has_value() && read->operations == std::vector{request}, "it reads back equal");
}

}  // namespace packetproof
