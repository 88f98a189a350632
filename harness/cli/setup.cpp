#include "harness/cli/setup.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "harness/cli/config_file.hpp"
#include "harness/mock/endpoint.hpp"
#include "reports/writers.hpp"

namespace packetproof {
namespace {

using Error = std::unexpected<std::string>;

constexpr std::array phase_names = {std::string_view("examples"),   std::string_view("catalogue"),
                                    std::string_view("sequences"),  std::string_view("robustness"),
                                    std::string_view("exhaustive"), std::string_view("properties")};

std::expected<Selection, std::string> make_selection(const Settings& settings,
                                                     std::vector<std::string> globs) {
  Selection selection{.globs = std::move(globs)};
  const auto phases = settings.one_of("phases", phase_names);
  if (!phases) return Error(phases.error());
  if (!phases->empty()) {
    selection.phases.clear();
    selection.phases_named = true;
  }
  for (const std::string& name : *phases) {
    for (const Phase phase : {Phase::examples, Phase::catalogue, Phase::exhaustive,
                              Phase::properties, Phase::sequences, Phase::robustness}) {
      if (name == name_of(phase)) selection.phases.insert(phase);
    }
  }
  const auto profile = profile_of(settings.text("profile"));
  if (!profile) {
    return Error(
        fmt::format("profile '{}' is none of smoke, standard, thorough", settings.text("profile")));
  }
  selection.profile = *profile;
  if (settings.has("max-cases")) {
    const auto most = settings.integer("max-cases", 1, INT32_MAX);
    if (!most) return Error(most.error());
    selection.max_cases = static_cast<int>(*most);
  }
  return selection;
}

/// Reads a bounded whole number into a place, if the setting has a value. False on an error.
template <typename T>
bool read(const Settings& settings, std::string_view name, std::int64_t least, std::int64_t most,
          T& place, std::string& error) {
  if (!settings.has(name)) return true;
  const auto value = settings.integer(name, least, most);
  if (!value) {
    error = value.error();
    return false;
  }
  place = static_cast<T>(*value);
  return true;
}

std::string read_run_options(const Settings& settings, bool loopback, RunOptions& run) {
  std::string error;
  run.jobs = loopback ? 2 : 1;
  if (!read(settings, "seed", 0, INT64_MAX, run.seed, error) ||
      !read(settings, "jobs", 1, 256, run.jobs, error) ||
      !read(settings, "confirm", 0, 100, run.confirm, error) ||
      !read(settings, "shrink-budget", 0, 100'000, run.shrink_budget, error)) {
    return error;
  }
  if (settings.has("max-backups")) {
    int most = 0;
    if (!read(settings, "max-backups", 0, INT32_MAX, most, error)) return error;
    run.max_backups = most;
  }
  if (settings.has("max-time")) {
    const auto time = settings.duration("max-time");
    if (!time) return time.error();
    run.max_time = *time;
  }
  if (settings.has("rate")) {
    const auto rate = settings.number("rate");
    if (!rate) return rate.error();
    run.rate = *rate;
  }
  return {};
}

std::string read_transport_options(const Settings& settings, CurlOptions& curl) {
  std::string error;
  const auto timeout = settings.duration("timeout");
  if (!timeout) return timeout.error();
  curl.timeout = std::chrono::duration_cast<std::chrono::milliseconds>(*timeout);
  if (!read(settings, "max-response-bytes", 1024, 1LL << 30, curl.max_response_bytes, error)) {
    return error;
  }
  curl.ca_file = settings.text("cacert");
  if (!curl.ca_file.empty() && ::access(curl.ca_file.c_str(), R_OK) != 0) {
    return fmt::format("--cacert {}: {}", curl.ca_file, std::strerror(errno));
  }
  curl.insecure = settings.on("insecure");
  curl.resolve = settings.texts("resolve");
  return {};
}

std::string read_endpoint(const Settings& settings, const Environment& environment,
                          RunSetup& setup) {
  const std::string endpoint = settings.text("endpoint");
  if (endpoint == "embedded" || endpoint == "in-process") {
    setup.kind = endpoint == "embedded" ? EndpointKind::embedded : EndpointKind::in_process;
    setup.facts.https = setup.kind == EndpointKind::embedded;
    setup.facts.remote_storage = true;
    const EndpointOptions own = random_credentials();
    setup.credentials = {own.login, own.password, own.secret_key};
    return {};
  }
  auto url = parse_endpoint(endpoint);
  if (!url) return fmt::format("--endpoint: {}", url.error());
  setup.kind = EndpointKind::url;
  setup.url = *url;
  setup.facts = {
      .loopback = url->loopback, .https = url->https, .remote_storage = settings.remote_storage};
  setup.curl.url = url->shown;
  setup.curl.bypass_proxy = url->loopback;
  auto credentials = read_credentials(settings.text("credentials"), environment);
  if (!credentials) return credentials.error();
  setup.credentials = *credentials;
  return {};
}

}  // namespace

std::string RunSetup::shown() const {
  switch (kind) {
    case EndpointKind::embedded:
      return "embedded:";
    case EndpointKind::in_process:
      return "in-process:";
    case EndpointKind::url:
      break;
  }
  return url.shown;
}

std::expected<RunSetup, std::string> make_setup(const Settings& settings,
                                                std::vector<std::string> globs,
                                                const Environment& environment) {
  RunSetup setup;
  auto selection = make_selection(settings, std::move(globs));
  if (!selection) return Error(selection.error());
  setup.selection = std::move(*selection);
  for (const std::string& error :
       {read_transport_options(settings, setup.curl), read_endpoint(settings, environment, setup),
        read_run_options(settings, setup.facts.loopback, setup.run)}) {
    if (!error.empty()) return Error(error);
  }
  static constexpr std::array gates = {std::string_view("warn"), std::string_view("disputed")};
  const auto fail_on = settings.one_of("fail-on", gates);
  if (!fail_on) return Error(fail_on.error());
  setup.gate.fail_on_warn = std::ranges::find(*fail_on, "warn") != fail_on->end();
  setup.gate.fail_on_disputed = std::ranges::find(*fail_on, "disputed") != fail_on->end();
  std::vector<std::string_view> formats;
  for (const Writer& writer : all_writers()) formats.push_back(writer.format);
  auto chosen = settings.one_of("format", formats);
  if (!chosen) return Error(chosen.error());
  setup.formats = std::move(*chosen);
  setup.schemas = built_in_schemas();
  if (const std::string directory = settings.text("schema-dir"); !directory.empty()) {
    auto schemas = read_schemas(directory);
    if (!schemas) return Error(schemas.error());
    setup.schemas = std::move(*schemas);
  }
  setup.cases_directory = settings.text("cases");
  setup.report_directory = settings.text("report-dir");
  return setup;
}

std::string refusal_to_send(const RunSetup& setup, bool acceptable) {
  if (setup.facts.loopback) return {};
  if (acceptable && !setup.run.max_backups) {
    return fmt::format(
        "{} is not on loopback, and an accepted request starts a real backup there: say how many "
        "may start with --max-backups N",
        setup.url.shown);
  }
  if (!setup.facts.https && (setup.credentials.has_login() || setup.credentials.has_key())) {
    return fmt::format("{}: credentials are not sent over plain http beyond loopback; use https",
                       setup.url.shown);
  }
  return {};
}

std::expected<Connection, std::string> connect(const RunSetup& setup, std::stop_token stop) {
  Connection connection;
  CurlOptions curl = setup.curl;
  curl.stop = std::move(stop);
  if (setup.kind != EndpointKind::url) {
    EndpointOptions options;
    options.login = setup.credentials.login;
    options.password = setup.credentials.password;
    options.secret_key = setup.credentials.secret_key;
    Handler endpoint = make_reference_endpoint(options);
    if (setup.kind == EndpointKind::in_process) {
      connection.transport = make_in_process_transport(std::move(endpoint));
      return connection;
    }
    auto server = serve({}, std::move(endpoint));
    if (!server) return Error(server.error());
    connection.server = std::move(*server);
    curl.url = fmt::format("https://127.0.0.1:{}{}", connection.server->port(), options.path);
    curl.ca_pem = connection.server->certificate();
    curl.bypass_proxy = true;
  }
  auto transport = make_curl_transport(std::move(curl));
  if (!transport) return Error(transport.error());
  connection.transport = std::move(*transport);
  return connection;
}

}  // namespace packetproof
