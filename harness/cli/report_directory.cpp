#include "harness/cli/report_directory.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace packetproof {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view parent = "packetproof-report";

std::unexpected<std::string> cannot(std::string_view path, std::string_view reason) {
  return std::unexpected(fmt::format(
      "the report directory {} cannot be written: {}; choose another with --report-dir DIR", path,
      reason));
}

/// Two runs within one second do not share a directory.
std::string unused(const std::string& wanted) {
  std::string path = wanted;
  for (int n = 2; fs::exists(path); ++n) path = fmt::format("{}-{}", wanted, n);
  return path;
}

/// A convenience: a file system without links is no reason to fail.
void link_latest(const fs::path& target) {
  std::error_code ignored;
  const fs::path link = fs::path(parent) / "latest";
  if (fs::is_symlink(link, ignored)) fs::remove(link, ignored);
  fs::create_directory_symlink(target.filename(), link, ignored);
}

}  // namespace

std::expected<ReportDirectory, std::string> ReportDirectory::create(const std::string& path,
                                                                    std::string_view stamp) {
  ReportDirectory directory;
  const bool chosen = !path.empty();
  directory.path_ = chosen ? path : unused(fmt::format("{}/{}", parent, stamp));
  std::error_code error;
  fs::create_directories(directory.path_, error);
  if (error) return cannot(directory.path_, error.message());
  for (const char* own : {"events.ndjson", "run.json"}) {
    if (fs::exists(fs::path(directory.path_) / own, error)) {
      return std::unexpected(
          fmt::format("{} already holds a run; choose another --report-dir", directory.path_));
    }
  }
  const std::string events = directory.path_ + "/events.ndjson";
  directory.events_.reset(std::fopen(events.c_str(), "wb"));
  if (!directory.events_) return cannot(directory.path_, std::strerror(errno));
  if (!directory.append_event("{\"event\":\"begin\",\"schema_version\":1}\n")) {
    return cannot(directory.path_, std::strerror(errno));
  }
  if (!chosen) link_latest(directory.path_);
  return directory;
}

bool ReportDirectory::append_event(std::string_view line) {
  if (failed_) return false;
  failed_ = std::fwrite(line.data(), 1, line.size(), events_.get()) != line.size() ||
            std::fflush(events_.get()) != 0;
  return !failed_;
}

std::expected<void, std::string> ReportDirectory::write(std::string_view name,
                                                        std::string_view bytes) {
  const fs::path final_path = fs::path(path_) / name;
  const fs::path draft = final_path.string() + ".part";
  std::error_code error;
  fs::create_directories(final_path.parent_path(), error);
  errno = 0;
  const std::unique_ptr<std::FILE, Close> file(std::fopen(draft.c_str(), "wb"));
  const bool written = file &&
                       std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() &&
                       std::fflush(file.get()) == 0;
  if (written) fs::rename(draft, final_path, error);
  if (written && !error) return {};
  const std::string reason = error ? error.message() : std::strerror(errno);
  fs::remove(draft, error);
  return std::unexpected(fmt::format("{}: {}", final_path.string(), reason));
}

}  // namespace packetproof
