// The types of dates and times (XSD 1.0 part 2, 3.2.6 to 3.2.14 and appendix D).

#include <array>
#include <optional>

#include "harness/protocol/lexical_rules.hpp"
#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes a text apart from the left; after the first part that is missing nothing fits any more.
class Parts {
 public:
  explicit Parts(std::string_view text) : rest_(trim(text)) {}

  Parts& sign(std::string_view literal) {
    if (ok_ && rest_.starts_with(literal)) {
      rest_.remove_prefix(literal.size());
    } else {
      ok_ = false;
    }
    return *this;
  }

  /// Two digits between two bounds.
  Parts& number(int least, int most, int* value = nullptr) {
    if (!ok_ || rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) {
      ok_ = false;
      return *this;
    }
    const int number = (rest_[0] - '0') * 10 + (rest_[1] - '0');
    rest_.remove_prefix(2);
    ok_ = number >= least && number <= most;
    if (value != nullptr && ok_) *value = number;
    return *this;
  }

  /// Four digits or more, no leading zero beyond four, never 0000, with an optional minus. `leap`
  /// tells of the year whether it has a 29 February.
  Parts& year(bool* leap = nullptr) {
    if (rest_.starts_with('-')) rest_.remove_prefix(1);
    std::size_t size = 0;
    while (size < rest_.size() && is_digit(rest_[size])) ++size;
    const std::string_view digits = rest_.substr(0, size);
    ok_ = ok_ && size >= 4 && !(size > 4 && digits[0] == '0') &&
          digits.find_first_not_of('0') != std::string_view::npos;
    rest_.remove_prefix(size);
    int value = 0;  // modulo 400 is all that a leap year needs
    for (const char c : digits) value = (value * 10 + (c - '0')) % 400;
    if (leap != nullptr) *leap = value % 4 == 0 && (value % 100 != 0 || value == 0);
    return *this;
  }

  /// A day that the month has.
  Parts& day_of(int month, bool leap) {
    constexpr std::array<int, 13> days = {31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int most = month == 2 && !leap ? 28 : days.at(static_cast<std::size_t>(month));
    return number(1, most);
  }

  Parts& clock() {
    int hour = 0;
    int minute = 0;
    int second = 0;
    number(0, 24, &hour).sign(":").number(0, 59, &minute).sign(":").number(0, 59, &second);
    bool fraction = false;
    if (ok_ && rest_.starts_with('.')) {
      std::size_t size = 1;
      for (; size < rest_.size() && is_digit(rest_[size]); ++size) {
        fraction = fraction || rest_[size] != '0';
      }
      ok_ = size > 1;
      rest_.remove_prefix(size);
    }
    if (hour == 24 && (minute != 0 || second != 0 || fraction)) ok_ = false;
    return *this;
  }

  /// An optional time zone, and nothing behind it.
  [[nodiscard]] bool ends_with_zone() {
    if (rest_ == "Z" || rest_.empty()) return ok_;
    if (!rest_.starts_with('+') && !rest_.starts_with('-')) return false;
    rest_.remove_prefix(1);
    int hour = 0;
    int minute = 0;
    number(0, 14, &hour).sign(":").number(0, 59, &minute);
    return ok_ && rest_.empty() && (hour < 14 || minute == 0);
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

/// "5Y": the digits before one of the letters in `order`, each letter once and in order.
bool is_duration_part(std::string_view text, std::string_view order, bool may_have_fraction) {
  std::size_t from = 0;
  while (!text.empty()) {
    std::size_t size = 0;
    while (size < text.size() && is_digit(text[size])) ++size;
    if (size == 0) return false;
    bool fraction = false;
    if (may_have_fraction && size < text.size() && text[size] == '.') {
      const std::size_t point = size++;
      while (size < text.size() && is_digit(text[size])) ++size;
      if (size == point + 1) return false;
      fraction = true;
    }
    if (size == text.size()) return false;
    const std::size_t letter = order.find(text[size], from);
    if (letter == std::string_view::npos || (fraction && text[size] != 'S')) return false;
    from = letter + 1;
    text.remove_prefix(size + 1);
  }
  return true;
}

}  // namespace

bool is_duration(std::string_view text) {
  text = trim(text);
  if (text.starts_with('-')) text.remove_prefix(1);
  if (!text.starts_with('P') || text.size() < 2) return false;
  text.remove_prefix(1);
  const std::size_t time = text.find('T');
  if (time == std::string_view::npos) return is_duration_part(text, "YMD", false);
  return time + 1 < text.size() && is_duration_part(text.substr(0, time), "YMD", false) &&
         is_duration_part(text.substr(time + 1), "HMS", true);
}

bool is_date_time(std::string_view text) {
  bool leap = false;
  int month = 1;
  Parts parts(text);
  parts.year(&leap).sign("-").number(1, 12, &month).sign("-");
  return parts.day_of(month, leap).sign("T").clock().ends_with_zone();
}

bool is_date(std::string_view text) {
  bool leap = false;
  int month = 1;
  Parts parts(text);
  parts.year(&leap).sign("-").number(1, 12, &month).sign("-");
  return parts.day_of(month, leap).ends_with_zone();
}

bool is_time(std::string_view text) { return Parts(text).clock().ends_with_zone(); }

bool is_year_month(std::string_view text) {
  return Parts(text).year().sign("-").number(1, 12).ends_with_zone();
}

bool is_year(std::string_view text) { return Parts(text).year().ends_with_zone(); }

bool is_month_day(std::string_view text) {
  int month = 1;
  Parts parts(text);
  parts.sign("--").number(1, 12, &month).sign("-");
  return parts.day_of(month, true).ends_with_zone();
}

bool is_month(std::string_view text) {
  return Parts(text).sign("--").number(1, 12).ends_with_zone();
}

bool is_day(std::string_view text) {
  return Parts(text).sign("---").number(1, 31).ends_with_zone();
}

}  // namespace packetproof
