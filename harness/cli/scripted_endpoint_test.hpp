#pragma once

/// An endpoint on a loopback port that answers as the test says, and what it was asked.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "harness/mock/endpoint.hpp"
#include "harness/mock/server.hpp"

namespace packetproof {

class ScriptedEndpoint {
 public:
  explicit ScriptedEndpoint(Handler answers, bool tls = false)
      : ScriptedEndpoint(std::move(answers), ServerOptions{.tls = tls}) {}
  ScriptedEndpoint(Handler answers, ServerOptions options) : answers_(std::move(answers)) {
    auto server = serve(std::move(options), [this](const HttpRequest& request) {
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      return answers_(request);
    });
    if (server) server_ = std::move(*server);
    EXPECT_NE(server_, nullptr);
  }

  [[nodiscard]] int port() const { return server_->port(); }
  [[nodiscard]] std::string certificate() const { return server_->certificate(); }
  [[nodiscard]] std::string url(std::string_view scheme = "http") const {
    return fmt::format("{}://127.0.0.1:{}/enterprise/control/agent.php", scheme, port());
  }
  [[nodiscard]] std::vector<HttpRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  Handler answers_;
  mutable std::mutex mutex_;
  std::vector<HttpRequest> requests_;
  std::unique_ptr<Server> server_;  // last: ends before what it uses
};

/// The credentials that the tests give to both sides.
inline EndpointOptions known_credentials() {
  EndpointOptions options;
  options.login = "admin";
  options.password = "Pa<ss&wo>rd 'one'";
  options.secret_key = "0f8fad5b-d9cb-469f";
  return options;
}

inline std::map<std::string, std::string> environment_of(const EndpointOptions& options) {
  return {{"PACKETPROOF_LOGIN", options.login},
          {"PACKETPROOF_PASSWORD", options.password},
          {"PACKETPROOF_SECRET_KEY", options.secret_key}};
}

inline HttpResponse answer_of(std::string body, int status = 200,
                              std::string type = "text/xml; charset=UTF-8") {
  HttpResponse response;
  response.status = status;
  response.headers = {{"Content-Type", std::move(type)}};
  response.body = std::move(body);
  return response;
}

}  // namespace packetproof
