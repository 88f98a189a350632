#pragma once

/// A run against small endpoints that the test writes itself.

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <vector>

#include "harness/conformance/run.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {

inline constexpr std::string_view swapped =
    "<packet><backup-manager><backup-server><description>d</description><local/></backup-server>"
    "</backup-manager></packet>";
inline constexpr std::string_view split =
    "<packet><backup-manager><backup-server><local/><description>d</description>"
    "<split-size>0</split-size></backup-server></backup-manager></packet>";

inline std::string ok_answer(int task) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<packet version=\"1.6.7.0\"><backup-manager>"
         "<backup-server><result><status>ok</status><task-id>" +
         std::to_string(task) + "</task-id></result></backup-server></backup-manager></packet>";
}

inline std::string refusal() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<packet version=\"1.6.7.0\"><system>"
         "<status>error</status><errcode>1014</errcode><errtext>wrong format</errtext></system>"
         "</packet>";
}

inline HttpResponse answer(std::string body, int status = 200) {
  return {.status = status, .headers = {{"Content-Type", "text/xml"}}, .body = std::move(body)};
}

/// A right endpoint for the two packets that these tests send.
struct Endpoint {
  int next_task = 27;
  int requests = 0;
  HttpResponse operator()(const HttpRequest& request) {
    ++requests;
    return answer(request.body == swapped ? refusal() : ok_answer(next_task++));
  }
};

class Collect : public RunObserver {
 public:
  void on_intent(std::string_view id, std::string_view) override { intents.emplace_back(id); }
  void on_suspect(const CaseRecord& record) override { suspects.push_back(record.id); }
  void on_case(const CaseRecord& record) override { seen.push_back(record.id); }
  void on_progress(const Progress&) override {}
  std::vector<std::string> intents;
  std::vector<std::string> suspects;
  std::vector<std::string> seen;
};

/// Holds back every answer until `width` requests are in flight or nothing else comes.
class SideBySide : public Transport {
 public:
  using Answer = std::function<Exchange(const HttpRequest&, std::size_t in_flight)>;
  explicit SideBySide(Answer answer) : answer_(std::move(answer)) {}
  void submit(std::uint64_t ticket, HttpRequest request) override {
    waiting_.emplace_back(ticket, std::move(request));
  }
  std::vector<Completion> wait() override {
    if (waiting_.empty()) return {};
    const std::size_t width = waiting_.size();
    auto [ticket, request] = std::move(waiting_.front());
    waiting_.pop_front();
    return {{ticket, answer_(request, width)}};
  }
  std::vector<Completion> poll() override { return wait(); }
  void cancel() override {}

 private:
  Answer answer_;
  std::deque<std::pair<std::uint64_t, HttpRequest>> waiting_;
};

inline Case make_case(std::string id, std::string_view body, Demand demand,
                      const Requirement* about) {
  return {
      .id = std::move(id),
      .title = "a case",
      .requirements = {about},
      .steps = {{.body = std::string(body), .expect = {.demand = demand, .requirement = about}}}};
}

inline std::vector<Case> two_cases() {
  return {make_case("xsd/order/swap", swapped, Demand::must_refuse, requirement("R-PAGE-order")),
          make_case("sem/split/zero", split, Demand::must_accept,
                    requirement("R-PAGE-split-size-zero"))};
}

class RunTest : public testing::Test {
 protected:
  RunRecord run_cases(const std::vector<Case>& cases, Transport& transport) {
    Judge judge = std::move(*Judge::create(built_in_schemas()));
    const CredentialSet credentials{.login = "admin", .password = "a-password", .secret_key = ""};
    const auto plan = make_plan(cases, {}, {}, credentials, judge);
    EXPECT_TRUE(plan.has_value());
    RunWorld world{.transport = transport,
                   .judge = judge,
                   .side_judges = side_judges,
                   .observer = collect,
                   .credentials = credentials,
                   .now = [this] { return clock += std::chrono::milliseconds(1); },
                   .pause = [this](std::chrono::microseconds length) { clock += length; }};
    return run(*plan, world, options);
  }
  RunRecord run_cases(const std::vector<Case>& cases, Handler handler) {
    const auto transport = make_in_process_transport(std::move(handler));
    return run_cases(cases, *transport);
  }

  RunOptions options;
  std::vector<Judge> side_judges;
  Collect collect;
  std::chrono::microseconds clock{0};
};

}  // namespace packetproof
