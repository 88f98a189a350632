#pragma once

/// From settings to what a run needs; every refusal is a sentence for exit 2.

#include <chrono>
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "harness/cli/settings.hpp"
#include "harness/conformance/credentials.hpp"
#include "harness/conformance/gate.hpp"
#include "harness/conformance/plan.hpp"
#include "harness/conformance/run.hpp"
#include "harness/mock/server.hpp"
#include "harness/protocol/schemas.hpp"
#include "harness/transport/transport.hpp"

namespace packetproof {

enum class EndpointKind : std::uint8_t { embedded, in_process, url };

struct RunSetup {
  EndpointKind kind = EndpointKind::embedded;
  EndpointUrl url;  // of kind url
  TargetFacts facts;
  CredentialSet credentials;
  Selection selection;
  RunOptions run;
  GateOptions gate;
  CurlOptions curl;
  SchemaSet schemas;
  std::vector<std::string> formats;
  std::string cases_directory;
  std::string report_directory;  // empty = the default

  /// What reports call the endpoint.
  [[nodiscard]] std::string shown() const;
};

std::expected<RunSetup, std::string> make_setup(const Settings&, std::vector<std::string> globs,
                                                const Environment&);

/// Why nothing may be sent to this target as it is configured; empty = it may. `acceptable`:
/// requests will be sent that a right endpoint may accept.
std::string refusal_to_send(const RunSetup&, bool acceptable);

/// A way to the endpoint, with the embedded server behind it where it is embedded.
struct Connection {
  std::unique_ptr<Server> server;  // outlives the transport
  std::unique_ptr<Transport> transport;
};

/// Error: the server cannot be started or the transport's options are unusable.
std::expected<Connection, std::string> connect(const RunSetup&, std::stop_token);

}  // namespace packetproof
