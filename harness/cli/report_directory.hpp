#pragma once

/// The directory of a run's files.

#include <cstdio>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "reports/record.hpp"

namespace packetproof {

class ReportDirectory {
 public:
  /// Creates it and proves that it can be written. `path` empty = packetproof-report/<stamp>, with
  /// the link packetproof-report/latest. Error: why not, as a sentence with the remedy.
  static std::expected<ReportDirectory, std::string> create(const std::string& path,
                                                            std::string_view stamp);

  [[nodiscard]] const std::string& path() const { return path_; }

  /// Appends a line to events.ndjson and flushes it. False once anything could not be written.
  bool append_event(std::string_view line);

  /// Replaces a file as a whole. Error: the name and the reason.
  std::expected<void, std::string> write(std::string_view name, std::string_view bytes);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::string path_;
  std::unique_ptr<std::FILE, Close> events_;
  bool failed_ = false;
};

}  // namespace packetproof
