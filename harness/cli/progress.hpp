#pragma once

/// What a person sees while a run is under way, and the journal that is kept meanwhile.

#include <functional>
#include <string>

#include "harness/cli/report_directory.hpp"
#include "harness/conformance/run.hpp"

namespace packetproof {

/// Writes events.ndjson; shows one changing line on a terminal, milestones elsewhere.
class RunLog : public RunObserver {
 public:
  /// `on_write_failure` is called once, when the journal cannot be written any more.
  RunLog(ReportDirectory&, bool terminal, std::function<void()> on_write_failure);

  void on_intent(std::string_view case_id, std::string_view sha256) override;
  void on_suspect(const CaseRecord&) override;
  void on_case(const CaseRecord&) override;
  void on_progress(const Progress&) override;

  /// Takes the changing line away.
  void end();
  [[nodiscard]] bool write_failed() const { return write_failed_; }

 private:
  void append(std::string_view line);

  ReportDirectory& directory_;
  bool terminal_;
  std::function<void()> on_write_failure_;
  bool write_failed_ = false;
  bool line_shown_ = false;
  int quarter_ = 0;
  std::chrono::microseconds shown_at_{-1'000'000};
};

}  // namespace packetproof
