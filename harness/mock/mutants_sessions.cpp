/// Endpoints that remember what they should not, or do not look at who is asking.

#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "harness/mock/mutant_parts.hpp"

namespace packetproof {
namespace {

// ---- state

/// A mutant with a memory: `act` may ask the reference, under a lock.
template <typename Memory, auto act>
Handler remembers(Handler reference) {
  struct Shared {
    std::mutex mutex;
    Memory memory;
  };
  return [reference = std::move(reference),
          shared = std::make_shared<Shared>()](const HttpRequest& request) {
    const std::lock_guard lock(shared->mutex);
    return act(shared->memory, reference, request);
  };
}

std::string task_of(const std::string& body) { return text_in(body, "task-id").value_or(""); }

std::string with_task(const std::string& body, const std::string& id) {
  const std::string own = task_of(body);
  return replaced(body, "<task-id>" + own + "<", "<task-id>" + id + "<");
}

bool ok(const HttpResponse& response) { return response.body.contains("<status>ok</status>"); }
bool wrong_packet(const HttpResponse& response) {
  return response.body.contains("<errcode>1014</errcode>");
}

HttpResponse refusal(const Handler& reference, HttpRequest request) {
  request.body = wrong;
  return reference(request);
}

struct LastTask {
  std::string id;
  bool failed_since = false;
};

HttpResponse same_task(LastTask& last, const Handler& reference, const HttpRequest& request) {
  HttpResponse response = reference(request);
  if (!response.body.contains("<task-id>")) return response;
  if (last.id.empty()) last.id = task_of(response.body);
  response.body = with_task(response.body, last.id);
  return response;
}

HttpResponse task_again_after_refusal(LastTask& last, const Handler& reference,
                                      const HttpRequest& request) {
  HttpResponse response = reference(request);
  if (wrong_packet(response)) last.failed_since = true;
  if (!response.body.contains("<task-id>")) return response;
  if (last.failed_since && !last.id.empty()) response.body = with_task(response.body, last.id);
  last.failed_since = false;
  last.id = task_of(response.body);
  return response;
}

struct Counter {
  int requests = 0;
};

HttpResponse task_of_three(Counter& counter, const Handler& reference, const HttpRequest& request) {
  HttpResponse response = reference(request);
  if (response.body.contains("<task-id>")) {
    response.body = with_task(response.body, std::to_string(100 + ++counter.requests % 3));
  }
  return response;
}

HttpResponse one_task_a_packet(Counter&, const Handler& reference, const HttpRequest& request) {
  HttpResponse response = reference(request);
  const std::string first = task_of(response.body);
  std::string& body = response.body;
  for (std::size_t at = body.find("<task-id>"); at != std::string::npos;
       at = body.find("<task-id>", at + 1)) {
    const std::size_t begin = at + 9;
    body.replace(begin, body.find('<', begin) - begin, first);
  }
  return response;
}

struct Poisoned {
  std::map<std::uint32_t, bool> connections;
  bool all = false;
  int in_a_row = 0;
};

template <auto poison>
HttpResponse poisoned_by(Poisoned& state, const Handler& reference, const HttpRequest& request) {
  if (std::exchange(state.all, false)) return refusal(reference, request);
  HttpResponse response = reference(request);
  if (poison(request, response)) state.all = true;
  return response;
}

HttpResponse poisoned_connection(Poisoned& state, const Handler& reference,
                                 const HttpRequest& request) {
  bool& poisoned = state.connections[request.connection];
  if (request.connection != 0 && std::exchange(poisoned, false)) {
    return refusal(reference, request);
  }
  HttpResponse response = reference(request);
  poisoned = wrong_packet(response);
  return response;
}

HttpResponse locked_after_five(Poisoned& state, const Handler& reference,
                               const HttpRequest& request) {
  if (state.in_a_row == 5) {
    state.in_a_row = 0;
    return refusal(reference, request);
  }
  HttpResponse response = reference(request);
  state.in_a_row = wrong_packet(response) ? state.in_a_row + 1 : 0;
  return response;
}

struct Answers {
  std::map<std::uint32_t, HttpResponse> last;  // by connection
  std::optional<HttpResponse> any;
  std::string packet;
};

/// On a connection that is used again, the answer before the last comes once more.
HttpResponse stale_on_connection(Answers& answers, const Handler& reference,
                                 const HttpRequest& request) {
  HttpResponse response = reference(request);
  if (request.connection == 0) return response;
  const auto [row, first] = answers.last.try_emplace(request.connection, response);
  return first ? response : std::exchange(row->second, response);
}

HttpResponse refusal_again(Answers& answers, const Handler& reference, const HttpRequest& request) {
  HttpResponse response = reference(request);
  if (answers.any && ok(response)) return *std::exchange(answers.any, std::nullopt);
  answers.any.reset();
  if (wrong_packet(response)) answers.any = response;
  return response;
}

/// Keeps answers by the packet that was asked.
HttpResponse cached(Answers& answers, const Handler& reference, const HttpRequest& request) {
  if (answers.any && answers.packet == request.body && ok(*answers.any)) return *answers.any;
  HttpResponse response = reference(request);
  answers.any = response;
  answers.packet = request.body;
  return response;
}

HttpResponse no_repetition(Answers& answers, const Handler& reference, const HttpRequest& request) {
  if (!is_sample(request) && std::exchange(answers.packet, request.body) == request.body) {
    return refusal(reference, request);
  }
  return reference(request);
}

/// One memory for all connections: whoever comes second from elsewhere sees the first one's answer.
HttpResponse shared_between_connections(Answers& answers, const Handler& reference,
                                        const HttpRequest& request) {
  HttpResponse response = reference(request);
  if (request.connection != 0) {
    for (const auto& [connection, last] : answers.last) {
      if (connection + 1 == request.connection) return last;
    }
    answers.last.insert_or_assign(request.connection, response);
  }
  return response;
}

constexpr const Requirement* fresh = requirement("R-DOC44539-task-id-fresh");
constexpr const Requirement* recovers = requirement("R-DOC28729-recovers");

// ---- authentication

struct Known {
  std::string login, password, key;
};

std::string value_of(const HttpRequest& request, std::string_view name) {
  return std::string(header(request.headers, name).value_or(""));
}

bool signs(std::string_view name) {
  return name == "HTTP_AUTH_LOGIN" || name == "HTTP_AUTH_PASSWD" || name == "KEY";
}

/// Learns credentials from what the reference accepts; where it refuses them and `forgives` says
/// yes, asks again with the right ones.
template <auto forgives>
HttpResponse forgiving(Known& known, const Handler& reference, const HttpRequest& request) {
  HttpResponse response = reference(request);
  if (ok(response)) {
    if (header(request.headers, "HTTP_AUTH_LOGIN")) {
      known.login = value_of(request, "HTTP_AUTH_LOGIN");
      known.password = value_of(request, "HTTP_AUTH_PASSWD");
    } else {
      known.key = value_of(request, "KEY");
    }
    return response;
  }
  const bool unauthorised =
      response.body.contains("<errcode>1001<") || response.body.contains("<errcode>11003<");
  if (!unauthorised || known.login.empty() || !forgives(known, request)) return response;
  HttpRequest again = request;
  std::erase_if(again.headers, [](const auto& entry) { return signs(entry.first); });
  again.headers.emplace_back("HTTP_AUTH_LOGIN", known.login);
  again.headers.emplace_back("HTTP_AUTH_PASSWD", known.password);
  return reference(again);
}

template <auto forgives>
constexpr auto signs_in = remembers<Known, forgiving<forgives>>;

bool has(const HttpRequest& request, std::string_view name) {
  return header(request.headers, name).has_value();
}
bool right_login(const Known& known, const HttpRequest& request) {
  return value_of(request, "HTTP_AUTH_LOGIN") == known.login;
}
bool same_but_for_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) {
    const auto folded = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return folded(x) == folded(y);
  });
}

struct SignedIn {
  std::map<std::uint32_t, Headers> connections;
};

/// Once is enough for a connection.
HttpResponse sticky(SignedIn& state, const Handler& reference, const HttpRequest& request) {
  HttpResponse response = reference(request);
  if (request.connection == 0) return response;
  if (ok(response)) state.connections.insert_or_assign(request.connection, request.headers);
  const auto known = state.connections.find(request.connection);
  if (response.body.contains("<errcode>1014<") || ok(response) ||
      known == state.connections.end()) {
    return response;
  }
  HttpRequest again = request;
  again.headers = known->second;
  return reference(again);
}

void echo_password(HttpResponse& response, const HttpRequest& request) {
  response.body = replaced(response.body, "</errtext>",
                           " (" + value_of(request, "HTTP_AUTH_PASSWD") + ")</errtext>");
}

constexpr const Requirement* login = requirement("R-DOC28722-login-refused");
constexpr const Requirement* key = requirement("R-DOC28722-key-refused");

constexpr auto rows = std::to_array<Mutant>({
    {"state/same-task-id", "Gives every task the same id", fresh, remembers<LastTask, same_task>},
    {"state/task-id-again", "Gives an id again after a refusal", fresh,
     remembers<LastTask, task_again_after_refusal>},
    {"state/three-task-ids", "Counts tasks modulo three", fresh, remembers<Counter, task_of_three>},
    {"state/one-task-a-packet", "Gives all tasks of a packet one id", fresh,
     remembers<Counter, one_task_a_packet>},
    {"state/cached-answers", "Answers an equal packet from a cache", fresh,
     remembers<Answers, cached>},
    {"state/no-repetition", "Refuses the same packet twice in a row",
     requirement("R-DOC28729-valid-accepted"), remembers<Answers, no_repetition>},
    {"state/poisoned", "Refuses what follows a wrong packet", recovers,
     remembers<Poisoned, poisoned_by<[](const HttpRequest&, const HttpResponse& response) {
                 return wrong_packet(response);
               }>>},
    {"state/poisoned-connection", "Refuses what follows a wrong packet on its connection", recovers,
     remembers<Poisoned, poisoned_connection>},
    {"state/poisoned-by-order", "Refuses what follows nodes out of order", recovers,
     remembers<Poisoned, poisoned_by<[](const HttpRequest& request, const HttpResponse& response) {
                 return wrong_packet(response) &&
                        request.body.find("<description") < request.body.find("<local");
               }>>},
    {"state/poisoned-by-cut-off", "Refuses what follows a packet that is cut off", recovers,
     remembers<Poisoned, poisoned_by<[](const HttpRequest& request, const HttpResponse& response) {
                 return wrong_packet(response) && !request.body.contains("</packet>") &&
                        request.body.contains("<packet");
               }>>},
    {"state/poisoned-by-version", "Refuses what follows an unknown version", recovers,
     remembers<Poisoned, poisoned_by<[](const HttpRequest&, const HttpResponse& response) {
                 return response.body.contains("<errcode>1005<");
               }>>},
    {"state/poisoned-by-password", "Refuses what follows a wrong password",
     requirement("R-DOC28722-login-accepted"),
     remembers<Poisoned, poisoned_by<[](const HttpRequest&, const HttpResponse& response) {
                 return response.body.contains("<errcode>1001<");
               }>>},
    {"state/locked-after-five", "Refuses what follows five wrong packets", recovers,
     remembers<Poisoned, locked_after_five>},
    {"state/stale-on-connection", "Sends the answer to the packet before", fresh,
     remembers<Answers, stale_on_connection>},
    {"state/refusal-again", "Sends a refusal once more to the next packet", recovers,
     remembers<Answers, refusal_again>},
    {"state/shared-between-connections", "Sends one connection's answer to another", fresh,
     remembers<Answers, shared_between_connections>},

    {"authentication/none-needed", "Serves whoever sends no credentials", login,
     signs_in<[](const Known&, const HttpRequest& request) {
       return !has(request, "HTTP_AUTH_LOGIN") && !has(request, "KEY");
     }>},
    {"authentication/login-alone", "Does not look at the password", login,
     signs_in<[](const Known& known, const HttpRequest& request) {
       return right_login(known, request);
     }>},
    {"authentication/any-login", "Does not look at the login", login,
     signs_in<[](const Known& known, const HttpRequest& request) {
       return value_of(request, "HTTP_AUTH_PASSWD") == known.password;
     }>},
    {"authentication/empty-password", "Takes an empty password", login,
     signs_in<[](const Known& known, const HttpRequest& request) {
       return right_login(known, request) && value_of(request, "HTTP_AUTH_PASSWD").empty();
     }>},
    {"authentication/empty-login", "Takes an empty login", login,
     signs_in<[](const Known&, const HttpRequest& request) {
       return has(request, "HTTP_AUTH_LOGIN") && value_of(request, "HTTP_AUTH_LOGIN").empty();
     }>},
    {"authentication/password-case", "Reads passwords in any case", login,
     signs_in<[](const Known& known, const HttpRequest& request) {
       return right_login(known, request) &&
              same_but_for_case(value_of(request, "HTTP_AUTH_PASSWD"), known.password);
     }>},
    {"authentication/password-beginning", "Takes the beginning of a password", login,
     signs_in<[](const Known& known, const HttpRequest& request) {
       const std::string given = value_of(request, "HTTP_AUTH_PASSWD");
       return right_login(known, request) && !given.empty() && known.password.starts_with(given);
     }>},
    {"authentication/password-cut", "Cuts passwords to the right one's length", login,
     signs_in<[](const Known& known, const HttpRequest& request) {
       return right_login(known, request) &&
              value_of(request, "HTTP_AUTH_PASSWD").starts_with(known.password);
     }>},
    {"authentication/any-key", "Takes any secret key", key,
     signs_in<[](const Known&, const HttpRequest& request) {
       return !has(request, "HTTP_AUTH_LOGIN") && has(request, "KEY");
     }>},
    {"authentication/empty-key", "Takes an empty secret key", key,
     signs_in<[](const Known&, const HttpRequest& request) {
       return !has(request, "HTTP_AUTH_LOGIN") && has(request, "KEY") &&
              value_of(request, "KEY").empty();
     }>},
    {"authentication/key-beginning", "Takes the beginning of a secret key", key,
     signs_in<[](const Known& known, const HttpRequest& request) {
       const std::string given = value_of(request, "KEY");
       return !given.empty() && known.key.starts_with(given);
     }>},
    {"authentication/key-cut", "Cuts secret keys to the right one's length", key,
     signs_in<[](const Known& known, const HttpRequest& request) {
       return !known.key.empty() && value_of(request, "KEY").starts_with(known.key);
     }>},
    {"authentication/sticky", "Asks for credentials once a connection", login,
     remembers<SignedIn, sticky>},
    {"authentication/key-refused", "Does not know secret keys",
     requirement("R-DOC28722-key-accepted"), alters<[](HttpRequest& request) {
       std::erase_if(request.headers, [](const auto& entry) { return entry.first == "KEY"; });
     }>},
    {"authentication/password-in-error", "Tells the password in errors",
     requirement("R-DOC28722-no-credential"), answers<refused, echo_password>},
});

}  // namespace

std::span<const Mutant> session_mutants() { return rows; }

}  // namespace packetproof
