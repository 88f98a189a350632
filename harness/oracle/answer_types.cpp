#include "harness/oracle/answer_types.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool is_unsigned_int(std::string_view value_text) {
  const std::string collapsed = collapse(value_text);
  std::string_view text = collapsed;
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  if (!is_digits(text)) return false;
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  if (text.empty()) return true;
  std::uint32_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return !minus && error == std::errc() && stop == text.data() + text.size();
}

bool is_task_id(std::string_view value_text) {
  const std::string collapsed = collapse(value_text);
  std::string_view text = collapsed;
  if (text.starts_with('-')) text.remove_prefix(1);
  return is_digits(text);
}

bool is_task_status(std::string_view text) {
  return text == "working" || text == "stopped" || text == "failed" || text == "finished";
}

}  // namespace packetproof
