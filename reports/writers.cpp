#include "reports/writers.hpp"

#include <algorithm>
#include <array>

#include "reports/html.hpp"
#include "reports/junit.hpp"

namespace packetproof {
namespace {

constexpr auto writer_table = std::to_array<Writer>({
    {.format = "json",
     .file_name = "run.json",
     .description = "the whole record for programs, but for the exchanges",
     .write = to_json},
    {.format = "junit",
     .file_name = "junit.xml",
     .description = "a row a case for CI servers",
     .write = to_junit},
    {.format = "html",
     .file_name = "report.html",
     .description = "one page for people, readable offline",
     .write = to_html},
});

}  // namespace

std::span<const Writer> all_writers() { return writer_table; }

const Writer* find_writer(std::string_view format) {
  const auto row = std::ranges::find(writer_table, format, &Writer::format);
  return row == writer_table.end() ? nullptr : &*row;
}

}  // namespace packetproof
