#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "reports/escape.hpp"
#include "reports/html_parts.hpp"

namespace packetproof {
namespace {

constexpr std::size_t page_budget = 1'200'000;  // bytes of markup for all heads and bodies
constexpr std::array<std::size_t, 5> limits{4096, 2048, 1024, 512, 256};
constexpr std::size_t dump_limit = 1024;
constexpr std::size_t dump_cost = 6;  // characters of a dump for each byte

/// Whether the bytes read better as numbers: UTF-16, noise. An escape here and there does not.
bool is_binary(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, limits.front());
  std::size_t odd = 0;
  for (std::size_t at = 0; at < head.size();) {
    const Scalar scalar = scalar_at(head, at);
    odd += !scalar.valid || (!is_plain(scalar.value) && scalar.value != '\r') ? 1 : 0;
    at += scalar.length;
  }
  return odd * 5 > head.size();
}

std::string hex_dump(std::string_view bytes) {
  std::string out;
  for (std::size_t row = 0; row < bytes.size(); row += 16) {
    const std::string_view part = bytes.substr(row, 16);
    std::string text;
    out += fmt::format("<i>{:04x}</i> ", row);
    for (std::size_t at = 0; at < 16; ++at) {
      const bool is_there = at < part.size();
      const auto byte = is_there ? static_cast<unsigned char>(part[at]) : 0;
      out += is_there ? fmt::format(" {:02x}", byte) : "   ";
      if (is_there) text.push_back(byte >= 0x20 && byte < 0x7F ? part[at] : '.');
    }
    out += "  " + escape_text(text) + "\n";
  }
  return out;
}

std::string shown_text(std::string_view bytes) {
  std::string out;
  std::string plain;
  std::string escapes;
  const auto flush = [&out](std::string& run, bool escaped) {
    if (run.empty()) return;
    out += escaped ? "<i>" + run + "</i>" : escape_text(run);
    run.clear();
  };
  for (std::size_t at = 0; at < bytes.size();) {
    const Scalar scalar = scalar_at(bytes, at);
    const bool line_end = scalar.value == '\r' && bytes.substr(at + 1).starts_with('\n');
    if (scalar.valid && is_plain(scalar.value)) {
      flush(escapes, true);
      plain += bytes.substr(at, scalar.length);
    } else {
      flush(plain, false);
      escapes += line_end ? "&#8629;" : visible_escape(scalar);
    }
    at += scalar.length;
  }
  flush(escapes, true);
  flush(plain, false);
  return out;
}

/// Cuts at `limit`, or some bytes before it so as not to break a character of UTF-8.
std::string_view cut(std::string_view bytes, std::size_t limit) {
  if (bytes.size() <= limit) return bytes;
  std::size_t size = limit;
  for (int back = 0; back < 3 && size > 0; ++back) {
    if ((static_cast<unsigned char>(bytes[size]) & 0xC0U) != 0x80) break;
    --size;
  }
  return bytes.substr(0, size);
}

/// What decides how much markup a head or body becomes.
struct Weight {
  std::size_t size = 0;
  bool binary = false;

  [[nodiscard]] std::size_t cost(std::size_t limit) const {
    if (binary) return std::min({size, limit, dump_limit}) * dump_cost;
    return std::min(size, limit) * 5 / 4;
  }
};

std::vector<Weight> weights_of(const RunRecord& record) {
  std::vector<Weight> weights;
  for (const CaseRecord& row : record.cases) {
    for (const ExchangeRecord& exchange : row.exchanges) {
      for (const std::string* part : {&exchange.request_head, &exchange.request_body,
                                      &exchange.response_head, &exchange.response_body}) {
        weights.push_back({part->size(), is_binary(*part)});
      }
    }
  }
  return weights;
}

std::string one_side(const Page& page, std::string_view name, std::string_view head,
                     std::string_view body, std::string_view same_as) {
  std::string out = fmt::format("<div class=\"side\"><h5>{}", name);
  if (!head.empty() || !body.empty())
    out += fmt::format(" <span>{} in the body</span>",
                       counted(static_cast<std::int64_t>(body.size()), "byte"));
  out += "</h5>";
  if (!same_as.empty()) return out + fmt::format("<p class=\"cut\">{}</p></div>", same_as);
  if (!head.empty()) out += wire_bytes(head, page.shown_bytes);
  if (!body.empty()) out += wire_bytes(body, page.shown_bytes);
  return out + "</div>";
}

/// The number, from 1, of the first exchange above this one with the same bytes; 0 = none.
template <typename Same>
std::size_t earlier(const CaseRecord& row, std::size_t index, Same same) {
  for (std::size_t at = 0; at < index; ++at) {
    if (same(row.exchanges[at], row.exchanges[index])) return at + 1;
  }
  return 0;
}

std::string reference(std::size_t number) {
  return number == 0 ? std::string() : fmt::format("Byte for byte as in exchange {}.", number);
}

}  // namespace

std::string wire_bytes(std::string_view bytes, std::size_t limit) {
  const bool binary = is_binary(bytes);
  const std::string_view shown = cut(bytes, binary ? std::min(limit, dump_limit) : limit);
  std::string out = binary ? "<pre class=\"wire dump\" tabindex=\"0\"><code>" + hex_dump(shown)
                           : "<pre class=\"wire\"><code>" + shown_text(shown);
  out += "</code></pre>";
  if (shown.size() < bytes.size()) {
    out += fmt::format("<p class=\"cut\">The first {} of {} bytes.</p>",
                       grouped(static_cast<std::int64_t>(shown.size())),
                       grouped(static_cast<std::int64_t>(bytes.size())));
  }
  return out;
}

std::string exchange_block(const Page& page, const CaseRecord& row, std::size_t index) {
  const ExchangeRecord& exchange = row.exchanges[index];
  const std::size_t request = earlier(row, index, [](const auto& a, const auto& b) {
    return a.request_head == b.request_head && a.request_body == b.request_body;
  });
  const std::size_t response = earlier(row, index, [](const auto& a, const auto& b) {
    return !b.response_head.empty() && a.response_head == b.response_head &&
           a.response_body == b.response_body;
  });
  std::string out = fmt::format(
      "<div class=\"exchange\"><h4>Exchange {} <span>{}, {}</span></h4><div class=\"sides\">",
      index + 1,
      escape_text(exchange.purpose + (exchange.instance.empty() ? "" : " of " + exchange.instance)),
      duration(exchange.elapsed_us));
  out +=
      one_side(page, "Request", exchange.request_head, exchange.request_body, reference(request));
  if (!exchange.transport_error.empty()) {
    out += "<div class=\"side\"><h5>No answer</h5><p class=\"lost\">" +
           escape_text(exchange.transport_error) + "</p>";
    if (!exchange.response_body.empty())
      out += wire_bytes(exchange.response_body, page.shown_bytes);
    out += "</div>";
  } else {
    out += one_side(page, "Response", exchange.response_head, exchange.response_body,
                    reference(response));
  }
  return out + "</div></div>";
}

std::size_t affordable_bytes(const RunRecord& record) {
  const std::vector<Weight> weights = weights_of(record);
  for (const std::size_t limit : limits) {
    std::size_t cost = 0;
    for (const Weight& weight : weights) cost += weight.cost(limit);
    if (cost <= page_budget) return limit;
  }
  return limits.back();
}

}  // namespace packetproof
