#include "harness/generate/valid_input.hpp"

#include <limits>
#include <string_view>
#include <utility>
#include <vector>

namespace packetproof {
namespace {

/// Characters of one kind, between which texts differ little and readers much.
using Alphabet = std::vector<std::string_view>;

const std::vector<Alphabet>& alphabets() {
  static const std::vector<Alphabet> all = {
      {"a", "b", "z", "A", "Z", "0", "9", "_", "-", ".", ",", ":"},
      {"<", ">", "&", "\"", "'", "]]>", "]]", "&amp;", "<![CDATA[", "-->", "<!--", "?>", "%",
       "&#13;"},
      {" ", "\t", "\n", "\r", "\r\n", "a"},
      {"e\xCC\x81", "a\xCC\x8A\xCC\xA3", "\xC3\xA4", "\xE1\xBA\xA9", "o"},
      {"\xD7\x90", "\xD9\xA1", "\xD8\xB9", "\xE2\x80\xAE", "\xE2\x80\x8F", "a"},
      {"\xF0\x90\x80\x80", "\xF0\x9F\x98\x80", "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9", "a"},
      // The ends of what XML allows, and what stands beside them.
      {"\x7F", "\xC2\x80", "\xC2\x85", "\xC2\xA0", "\xE2\x80\xA8", "\xED\x9F\xBF", "\xEE\x80\x80",
       "\xEF\xBF\xBD", "\xEF\xBB\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"},
  };
  return all;
}

rc::Gen<std::string> text_of(const Alphabet& alphabet) {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string_view>>(rc::gen::elementOf(alphabet)),
      [](const std::vector<std::string_view>& pieces) {
        std::string text;
        for (const std::string_view piece : pieces) text += piece;
        return text;
      });
}

rc::Gen<std::string> mixed_text() {
  Alphabet all;
  for (const Alphabet& alphabet : alphabets())
    all.insert(all.end(), alphabet.begin(), alphabet.end());
  return text_of(all);
}

rc::Gen<std::string> long_text() {
  return rc::gen::map(rc::gen::pair(rc::gen::element(200, 255, 256, 300, 1000, 5000),
                                    rc::gen::element("a", "\xC3\xA4", "\xF0\x9F\x98\x80")),
                      [](const std::pair<int, const char*>& drawn) {
                        std::string text;
                        for (int i = 0; i < drawn.first; ++i) text += drawn.second;
                        return text;
                      });
}

rc::Gen<std::int64_t> size_value() {
  using Narrow = std::numeric_limits<std::int32_t>;
  using Wide = std::numeric_limits<std::int64_t>;
  const auto power =
      rc::gen::map(rc::gen::pair(rc::gen::inRange(0, 62), rc::gen::inRange(-1, 2)),
                   [](const std::pair<int, int>& drawn) {
                     return (std::int64_t{1} << static_cast<unsigned>(drawn.first)) + drawn.second;
                   });
  return rc::gen::weightedOneOf<std::int64_t>(
      {{3, rc::gen::element<std::int64_t>(0, 1, -1)},
       {3, power},
       {2, rc::gen::element<std::int64_t>(Narrow::min(), Narrow::max(), Wide::min(), Wide::max())},
       {2, rc::gen::inRange<std::int64_t>(0, 1'000'000)}});
}

template <typename T>
rc::Gen<std::optional<T>> present_or_not(rc::Gen<T> value) {
  return rc::gen::oneOf(
      rc::gen::just(std::optional<T>()),
      rc::gen::map(std::move(value), [](T drawn) { return std::optional<T>(std::move(drawn)); }));
}

}  // namespace

rc::Gen<std::string> arbitrary_text() {
  return rc::gen::mapcat(rc::gen::inRange<std::size_t>(0, 3 * alphabets().size() + 5),
                         [](std::size_t choice) {
                           const std::size_t alphabet = choice / 3;
                           if (alphabet < alphabets().size()) return text_of(alphabets()[alphabet]);
                           return choice % 5 == 0 ? long_text() : mixed_text();
                         });
}

rc::Gen<BackupServerInput> arbitrary_input() {
  using Storage = std::variant<Local, Remote>;
  return rc::gen::build<BackupServerInput>(
      rc::gen::set(&BackupServerInput::storage,
                   rc::gen::element<Storage>(Storage(Local{}), Storage(Remote{}))),
      rc::gen::set(&BackupServerInput::prefix, present_or_not(arbitrary_text())),
      rc::gen::set(&BackupServerInput::description, arbitrary_text()),
      rc::gen::set(&BackupServerInput::split_size, present_or_not(size_value())),
      rc::gen::set(
          &BackupServerInput::content,
          rc::gen::element(Content::everything, Content::only_hosting, Content::only_mail)),
      rc::gen::set(&BackupServerInput::only_configuration));
}

rc::Gen<RequestPacket> arbitrary_packet() {
  const auto count = rc::gen::weightedElement<std::size_t>({{8, 1}, {2, 2}, {1, 3}});
  const auto operations = rc::gen::mapcat(count, [](std::size_t n) {
    return rc::gen::container<std::vector<BackupServerInput>>(n, arbitrary_input());
  });
  return rc::gen::build<RequestPacket>(rc::gen::set(&RequestPacket::operations, operations));
}

}  // namespace packetproof
