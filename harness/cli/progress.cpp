#include "harness/cli/progress.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "harness/cli/console.hpp"
#include "reports/json_line.hpp"
#include "reports/writers.hpp"

namespace packetproof {

RunLog::RunLog(ReportDirectory& directory, bool terminal, std::function<void()> on_write_failure)
    : directory_(directory), terminal_(terminal), on_write_failure_(std::move(on_write_failure)) {}

void RunLog::append(std::string_view line) {
  if (directory_.append_event(line) || write_failed_) return;
  write_failed_ = true;
  on_write_failure_();
}

void RunLog::on_intent(std::string_view case_id, std::string_view sha256) {
  append(json_line({{"event", "intent"}, {"id", case_id}, {"sha256", sha256}}));
}

void RunLog::on_suspect(const CaseRecord& record) { append(suspect_event(record)); }

void RunLog::on_case(const CaseRecord& record) { append(case_event(record)); }

void RunLog::on_progress(const Progress& progress) {
  const double seconds = static_cast<double>(progress.elapsed.count()) / 1e6;
  const double rate = seconds > 0 ? static_cast<double>(progress.sent) / seconds : 0;
  if (terminal_) {
    using namespace std::chrono_literals;
    if (progress.elapsed - shown_at_ < 100ms && progress.done < progress.total) return;
    shown_at_ = progress.elapsed;
    const double left =
        progress.done > 0 ? seconds * (progress.total - progress.done) / progress.done : 0;
    const std::string line =
        fmt::format("\r\x1b[K{}  {}/{} cases  {:.0f} requests/s  {} failed  {:.0f} s left",
                    progress.phase, progress.done, progress.total, rate, progress.failures, left);
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fflush(stderr);
    line_shown_ = true;
    return;
  }
  const int quarter = progress.total > 0 ? progress.done * 4 / progress.total : 0;
  if (quarter <= quarter_) return;
  quarter_ = quarter;
  talk(fmt::format("{:3}%  {}/{} cases, {} requests, {} failed, {:.1f} s", quarter * 25,
                   progress.done, progress.total, progress.sent, progress.failures, seconds));
}

void RunLog::end() {
  if (!line_shown_) return;
  std::fwrite("\r\x1b[K", 1, 4, stderr);
  line_shown_ = false;
}

}  // namespace packetproof
