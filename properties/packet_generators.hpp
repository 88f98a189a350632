#pragma once

/// RapidCheck generators of packets and of the text that goes into them.

#include <rapidcheck.h>

#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "harness/protocol/packet.hpp"

namespace packetproof {

/// What XML can carry, and readers stumble over: markup, white space, the ends of the legal ranges.
inline constexpr auto legal_pieces = std::to_array<std::string_view>({
    "a",
    "Z",
    "0",
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "<",
    ">",
    "&",
    "\"",
    "'",
    "]]>",
    "]]",
    "<![CDATA[",
    "-->",
    "--",
    "<!--",
    "?>",
    "&amp;",
    "&#13;",
    "&#x0;",
    "%",
    "=",
    "\x7F",
    "\xC2\x80",  // U+0080, a C1 control
    "\xC2\x85",  // NEL
    "\xC2\xA0",  // no-break space
    "\xC3\xA4",
    "\xC3\xBF",          // the end of ISO-8859-1
    "\xC4\x80",          // the first beyond it
    "e\xCC\x81",         // a combining accent
    "\xD7\x90\xD9\xA1",  // right to left
    "\xE2\x80\xA8",      // line separator
    "\xEF\xBB\xBF",      // U+FEFF
    "\xED\x9F\xBF",
    "\xEE\x80\x80",
    "\xEF\xBF\xBD",  // around the surrogates and U+FFFE
    "\xF0\x90\x80\x80",
    "\xF0\x9F\x98\x80",
    "\xF4\x8F\xBF\xBF",  // astral, first and last
});

/// What it cannot; each ends in a byte that nothing behind it can complete.
inline constexpr auto illegal_pieces = std::to_array<std::string_view>({
    std::string_view("\0", 1),
    "\x01",
    "\x08",
    "\x0B",
    "\x0C",
    "\x0E",
    "\x1F",
    "\xEF\xBF\xBE",
    "\xEF\xBF\xBF",  // U+FFFE, U+FFFF
    "\xED\xA0\x80",
    "\xED\xBF\xBF",  // surrogates
    "\xC0\x80",
    "\xC1\xBF",
    "\xE0\x9F\xBF",
    "\xF0\x8F\xBF\xBF",  // not the shortest form
    "\xF4\x90\x80\x80",
    "\xF5\x80\x80\x80",
    "\xFF",  // beyond Unicode
    "\x80",
    "\xC3x",
    "\xE2\x82x",
    "\xF0\x9F\x98x",  // cut off
});

/// A list of `least` to three: lists within lists would grow beyond any use.
template <typename T>
rc::Gen<std::vector<T>> few(std::size_t least, const rc::Gen<T>& element) {
  return rc::gen::mapcat(rc::gen::inRange<std::size_t>(least, 4), [element](std::size_t count) {
    return rc::gen::container<std::vector<T>>(count, element);
  });
}

inline rc::Gen<std::string> legal_text() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string_view>>(rc::gen::elementOf(legal_pieces)),
      [](const std::vector<std::string_view>& pieces) {
        std::string text;
        for (const std::string_view piece : pieces) text += piece;
        return text;
      });
}

inline rc::Gen<std::optional<std::string>> optional_text() {
  return rc::gen::oneOf(rc::gen::just(std::optional<std::string>()),
                        rc::gen::map(legal_text(), [](std::string text) {
                          return std::optional<std::string>(std::move(text));
                        }));
}

inline rc::Gen<std::string> task_id_text() {
  return rc::gen::map(
      rc::gen::pair(rc::gen::arbitrary<bool>(),
                    rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('0', ':')))),
      [](const std::pair<bool, std::string>& parts) {
        return (parts.first ? "-" : "") + parts.second;
      });
}

inline rc::Gen<Spelling> spelling() {
  return rc::gen::build<Spelling>(
      rc::gen::set(&Spelling::declaration), rc::gen::set(&Spelling::byte_order_mark),
      rc::gen::set(&Spelling::indent),
      rc::gen::set(&Spelling::encoding, rc::gen::element(Encoding::utf8, Encoding::utf16le,
                                                         Encoding::utf16be, Encoding::latin1)));
}

inline rc::Gen<BackupServerInput> backup_server_input() {
  const auto storage = rc::gen::oneOf(
      rc::gen::just(std::variant<Local, Remote>(Local{})),
      rc::gen::map(rc::gen::oneOf(rc::gen::just(std::string("ftp")), legal_text()),
                   [](std::string text) {
                     return std::variant<Local, Remote>(Remote{.protocol = std::move(text)});
                   }));
  using Limits = std::numeric_limits<std::int64_t>;
  const auto size = rc::gen::map(
      rc::gen::oneOf(rc::gen::arbitrary<std::int64_t>(),
                     rc::gen::element<std::int64_t>(0, 1, -1, Limits::min(), Limits::max())),
      [](std::int64_t value) { return std::optional<std::int64_t>(value); });
  return rc::gen::build<BackupServerInput>(
      rc::gen::set(&BackupServerInput::storage, storage),
      rc::gen::set(&BackupServerInput::prefix, optional_text()),
      rc::gen::set(&BackupServerInput::description, legal_text()),
      rc::gen::set(&BackupServerInput::split_size,
                   rc::gen::oneOf(rc::gen::just(std::optional<std::int64_t>()), size)),
      rc::gen::set(
          &BackupServerInput::content,
          rc::gen::element(Content::everything, Content::only_hosting, Content::only_mail)),
      rc::gen::set(&BackupServerInput::only_configuration));
}

inline rc::Gen<RequestPacket> request_packet() {
  return rc::gen::build<RequestPacket>(
      rc::gen::set(&RequestPacket::version, optional_text()),
      rc::gen::set(&RequestPacket::operations, few(1, backup_server_input())));
}

inline rc::Gen<Result> result() {
  const auto code = rc::gen::map(rc::gen::oneOf(rc::gen::arbitrary<std::uint32_t>(),
                                                rc::gen::element<std::uint32_t>(0, 4294967295U)),
                                 [](std::uint32_t value) { return std::optional(value); });
  return rc::gen::build<Result>(
      rc::gen::set(&Result::status, rc::gen::element(ResultStatus::ok, ResultStatus::error)),
      rc::gen::set(&Result::errcode,
                   rc::gen::oneOf(rc::gen::just(std::optional<std::uint32_t>()), code)),
      rc::gen::set(&Result::errtext, optional_text()));
}

inline rc::Gen<OperationOutput> operation_output() {
  const auto id = rc::gen::oneOf(
      rc::gen::just(std::optional<std::string>()),
      rc::gen::map(task_id_text(), [](std::string text) { return std::optional(text); }));
  const auto command =
      rc::gen::build<BackupCommandOutput>(rc::gen::set(&BackupCommandOutput::result, result()),
                                          rc::gen::set(&BackupCommandOutput::task_id, id));
  const auto task = rc::gen::build<TaskInfo>(
      rc::gen::set(&TaskInfo::id, legal_text()),
      rc::gen::set(&TaskInfo::status,
                   rc::gen::map(rc::gen::element("working", "stopped", "failed", "finished"),
                                [](const char* status) { return std::string(status); })));
  const auto tasks = rc::gen::build<TasksInfoOutput>(
      rc::gen::set(&TasksInfoOutput::results, few(1, rc::gen::pair(result(), few(0, task)))));
  return rc::gen::oneOf(
      rc::gen::map(command, [](BackupCommandOutput output) { return OperationOutput(output); }),
      rc::gen::map(tasks, [](TasksInfoOutput output) { return OperationOutput(output); }));
}

inline rc::Gen<ResponsePacket> response_packet() {
  const auto one = rc::gen::build<OperatorOutput>(
      rc::gen::set(&OperatorOutput::operations, few(1, operation_output())));
  using Content = decltype(ResponsePacket::content);
  const auto content = rc::gen::oneOf(
      rc::gen::map(result(), [](Result system) { return Content(std::move(system)); }),
      rc::gen::map(few(1, one),
                   [](std::vector<OperatorOutput> each) { return Content(std::move(each)); }));
  return rc::gen::build<ResponsePacket>(rc::gen::set(&ResponsePacket::version, optional_text()),
                                        rc::gen::set(&ResponsePacket::content, content),
                                        rc::gen::set(&ResponsePacket::output, optional_text()));
}

}  // namespace packetproof
