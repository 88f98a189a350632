// What the codec promises for all packets.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>
#include <memory>

#include "harness/protocol/extract.hpp"
#include "harness/protocol/packet.hpp"
#include "properties/packet_generators.hpp"

namespace packetproof {
namespace {

/// A copy of exactly its size on the heap, so that a sanitizer sees a read beyond it.
class Exact {
 public:
  explicit Exact(std::string_view bytes)
      : bytes_(std::make_unique<char[]>(bytes.size())), size_(bytes.size()) {
    if (size_ > 0) std::memcpy(bytes_.get(), bytes.data(), size_);
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

RC_GTEST_PROP(Codec, WhatIsSerializedParsesBackEqual, ()) {
  const auto packet = *request_packet();
  const auto bytes = serialize(packet, *spelling());
  RC_ASSERT(bytes.has_value());
  const auto read = parse_request(Exact(*bytes).view());
  RC_LOG() << *bytes << (read ? "" : read.error().message);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == packet);
}

RC_GTEST_PROP(Codec, AnswersParseBackEqual, ()) {
  const auto packet = *response_packet();
  const auto bytes = serialize(packet, *spelling());
  RC_ASSERT(bytes.has_value());
  const auto read = parse_response(Exact(*bytes).view());
  RC_LOG() << *bytes << (read ? "" : read.error().message);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == packet);
}

RC_GTEST_PROP(Codec, ParsingAndSerializingAgainChangesNothing, ()) {
  const auto packet = *request_packet();
  const auto once = serialize(packet);
  const auto twice = serialize(*parse_request(*serialize(packet, *spelling())));
  RC_ASSERT(once.has_value());
  RC_ASSERT(twice.has_value());
  RC_ASSERT(*once == *twice);
}

RC_GTEST_PROP(Codec, RefusedExactlyWhereXmlCannotCarryTheText, ()) {
  const auto before = *legal_text();
  const auto broken = *rc::gen::arbitrary<bool>();
  const auto piece = broken ? *rc::gen::elementOf(illegal_pieces) : std::string_view();
  auto input = *backup_server_input();
  const std::string text = before + std::string(piece) + *legal_text();
  const auto field = *rc::gen::element<std::string>("description", "prefix", "remote");
  if (field == "description") input.description = text;
  if (field == "prefix") input.prefix = text;
  if (field == "remote") input.storage = Remote{.protocol = text};
  const auto bytes = serialize(input, *spelling());
  RC_ASSERT(bytes.has_value() == !broken);
  if (broken) {
    RC_ASSERT(bytes.error().field == field);
    RC_ASSERT(bytes.error().offset == before.size());
    RC_ASSERT(!bytes.error().message.empty());
  }
}

/// One edit of a packet's bytes.
std::string edited(std::string bytes) {
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size() + 1);
  const auto length = *rc::gen::inRange<std::size_t>(0, 6);
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      return bytes.substr(0, at);
    case 1:
      return bytes.erase(at, length);
    case 2:
      return bytes.insert(at, *rc::gen::elementOf(legal_pieces));
    default:
      return bytes.insert(at, *rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
  }
}

void expect_total(std::string_view bytes) {
  const Exact exact(bytes);
  const auto packet = parse_response(exact.view());
  const auto tree = load_strict(exact.view());
  const auto asked = operations_asked(exact.view());
  const auto request = parse_request(exact.view());
  if (request) RC_ASSERT(asked.size() == request->operations.size());
  if (!packet) {
    RC_ASSERT(!packet.error().message.empty());
    RC_ASSERT(packet.error().line > 0);
    RC_ASSERT(packet.error().column > 0);
    return;
  }
  RC_ASSERT(tree.has_value());
  const auto again = serialize(*packet);
  RC_ASSERT(again.has_value());
  const auto read = parse_response(*again);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == *packet);
}

RC_GTEST_PROP(Codec, AnyBytesAreAnAnswerOrAnError, ()) {
  expect_total(*rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
}

RC_GTEST_PROP(Codec, AnEditedAnswerIsAnAnswerOrAnError, ()) {
  std::string bytes = *serialize(*response_packet(), *spelling());
  const auto edits = *rc::gen::inRange(1, 4);
  for (int i = 0; i < edits; ++i) bytes = edited(std::move(bytes));
  RC_LOG() << bytes;
  expect_total(bytes);
}

}  // namespace
}  // namespace packetproof
