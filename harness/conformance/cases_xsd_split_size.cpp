/// The lexical forms and the range of `split-size`.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

struct SplitRow {
  std::string_view slug, title, text;
  const Requirement* about = requirement("R-XSD-split-size-integer");
  const Requirement* also = nullptr;
};

constexpr SplitRow accepted[] = {
    {.slug = "zero",
     .title = "0 is accepted: one file",
     .text = "0",
     .about = requirement("R-PAGE-split-size-zero")},
    {.slug = "one", .title = "1 is accepted", .text = "1"},
    {.slug = "ordinary", .title = "1024 is accepted", .text = "1024"},
    {.slug = "plus", .title = "A plus before the digits is accepted", .text = "+1024"},
    {.slug = "leading-zeros", .title = "Leading zeros are accepted", .text = "0001024"},
    {.slug = "blanks", .title = "Blanks around the digits are accepted", .text = "  1024 "},
    {.slug = "line-breaks",
     .title = "Line breaks and tabs around the digits are accepted",
     .text = "\r\n\t1024\n"},
    {.slug = "reference",
     .title = "A digit written as a reference is accepted",
     .text = "&#x31;024"},
    {.slug = "cdata",
     .title = "Digits in a CDATA section are accepted",
     .text = "<![CDATA[1024]]>"},
};

constexpr SplitRow large[] = {
    {.slug = "int32",
     .title = "The largest 32-bit number is valid; a server may have its limit",
     .text = "2147483647"},
    {.slug = "int32-next",
     .title = "One above 32 bits is valid; a server may have its limit",
     .text = "2147483648"},
    {.slug = "digits-18",
     .title = "18 digits are valid; a server may have its limit",
     .text = "999999999999999999"},
    {.slug = "digits-19",
     .title = "The largest 64-bit number is valid; it need not be carried",
     .text = "9223372036854775807",
     .about = requirement("R-XSD-split-size-digits")},
    {.slug = "digits-20",
     .title = "One above unsigned 64 bits is valid; it need not be carried",
     .text = "18446744073709551616",
     .about = requirement("R-XSD-split-size-digits")},
    {.slug = "digits-30",
     .title = "30 digits are valid; they need not be carried",
     .text = "123456789012345678901234567890",
     .about = requirement("R-XSD-split-size-digits")},
};

constexpr SplitRow negative[] = {
    {.slug = "minus-one",
     .title = "-1 is valid by the schema and senseless",
     .text = "-1",
     .about = requirement("R-PAGE-split-size-negative")},
    {.slug = "minus-large",
     .title = "A large negative size is valid by the schema and senseless",
     .text = "-1048576",
     .about = requirement("R-PAGE-split-size-negative")},
};

constexpr SplitRow refused[] = {
    {.slug = "empty", .title = "Nothing is refused", .text = ""},
    {.slug = "blank", .title = "Nothing but blanks is refused", .text = "   "},
    {.slug = "word",
     .title = "A word is refused",
     .text = "zero",
     .also = requirement("R-PAGE-split-size-zero")},
    {.slug = "letter-o",
     .title = "The letter O is refused",
     .text = "O",
     .also = requirement("R-PAGE-split-size-zero")},
    {.slug = "decimal", .title = "A decimal fraction is refused", .text = "0.5"},
    {.slug = "decimal-zero",
     .title = "A whole number with a decimal zero is refused",
     .text = "1024.0"},
    {.slug = "decimal-point", .title = "A trailing decimal point is refused", .text = "1024."},
    {.slug = "hexadecimal", .title = "A hexadecimal number is refused", .text = "0x400"},
    {.slug = "digits-30-letter",
     .title = "30 characters of which the last is a letter are refused",
     .text = "12345678901234567890123456789l",
     .also = requirement("R-XSD-split-size-digits")},
    {.slug = "exponent", .title = "An exponent is refused", .text = "1e3"},
    {.slug = "inner-blank", .title = "A blank between digits is refused", .text = "1 024"},
    {.slug = "comma", .title = "A thousands separator is refused", .text = "1,024"},
    {.slug = "unit", .title = "A number with a unit is refused", .text = "1024KB"},
    {.slug = "plus-alone", .title = "A plus without digits is refused", .text = "+"},
    {.slug = "minus-alone", .title = "A minus without digits is refused", .text = "-"},
    {.slug = "two-signs", .title = "Two signs are refused", .text = "+-1"},
    {.slug = "sign-after", .title = "A sign after the digits is refused", .text = "1024-"},
    {.slug = "sign-apart", .title = "A blank between sign and digits is refused", .text = "+ 1024"},
    {.slug = "arabic-indic",
     .title = "Arabic-Indic digits are refused",
     .text = "\xd9\xa1\xd9\xa0\xd9\xa2\xd9\xa4"},
    {.slug = "full-width",
     .title = "Full-width digits are refused",
     .text = "\xef\xbc\x91\xef\xbc\x90\xef\xbc\x92\xef\xbc\x94"},
    {.slug = "minus-sign",
     .title = "The mathematical minus sign is refused",
     .text = "\xe2\x88\x92"
             "1"},
    {.slug = "no-break-space",
     .title = "A no-break space before the digits is refused",
     .text = "\xc2\xa0"
             "1024"},
    {.slug = "infinity", .title = "INF is refused", .text = "INF"},
    {.slug = "not-a-number", .title = "NaN is refused", .text = "NaN"},
    {.slug = "boolean", .title = "A truth value is refused", .text = "true"},
};

std::string request_splitting(std::string_view text) {
  return request_of(
      joined({piece::local, piece::description, "<split-size>", text, "</split-size>"}));
}

}  // namespace

std::vector<Case> xsd_split_size_cases() {
  std::vector<Case> cases;
  const auto add = [&cases](std::span<const SplitRow> rows, auto demand) {
    for (const SplitRow& row : rows) {
      cases.push_back(single(joined({"xsd/split-size/value[text=", row.slug, "]"}),
                             joined({"split-size: ", row.title}),
                             demand(request_splitting(row.text), row.about), {row.also}));
    }
  };
  add(accepted, must_accept);
  add(large, should_accept);
  add(negative, observe);
  add(refused, must_refuse);
  Step minus_zero = must_accept(request_splitting("-0"), requirement("R-XSD-split-size-integer"));
  minus_zero.expect.value_may_be_refused = true;
  cases.push_back(single("xsd/split-size/value[text=minus-zero]",
                         "split-size: -0 is an integer and passes the check-up",
                         std::move(minus_zero)));
  cases.push_back(single("xsd/split-size/absent", "A request without split-size is accepted",
                         must_accept(sample(), requirement("R-XSD-split-size-optional"))));
  return cases;
}

}  // namespace packetproof
