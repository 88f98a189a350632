#include "harness/mock/endpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <mutex>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "harness/mock/answer.hpp"
#include "harness/mock/packet_order.hpp"
#include "harness/protocol/extract.hpp"

namespace packetproof {
namespace {

enum class Code : std::uint32_t {  // DOC-33765
  authentication_failed = 1001,
  version_not_supported = 1005,
  object_does_not_exist = 1013,
  wrong_packet = 1014,
  invalid_value = 1019,
  secret_key_wrong = 11003
};

struct Refusal {
  Code code = Code::wrong_packet;
  std::string text = {};
};

// Takes as long for a wrong value as for a right one of its length.
bool same_secret(std::string_view given, std::string_view right) {
  if (given.size() != right.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < right.size(); ++i) {
    difference |= static_cast<unsigned>(static_cast<unsigned char>(given[i] ^ right[i]));
  }
  return difference == 0;
}

// R-DOC28729-version-unknown: the operator is documented for 1.5.2.0 to 1.6.9.0, and every
// component of these versions is one digit, so that they compare as text.
bool known_version(std::string_view version) {
  const std::string_view shape = "d.d.d.d";
  if (version.size() != shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool digit = version[i] >= '0' && version[i] <= '9';
    if (shape[i] == 'd' ? !digit : version[i] != '.') return false;
  }
  return version >= "1.5.2.0" && version <= "1.6.9.0";
}

bool says_true(std::optional<std::string_view> value) {
  return value && std::ranges::equal(*value, std::string_view("true"),
                                     [](char a, char b) { return (a | 0x20) == b; });
}

HttpResponse plain(int status, std::string text, Headers more = {}) {
  HttpResponse response{.status = status,
                        .headers = {{"Content-Type", "text/plain; charset=utf-8"}},
                        .body = std::move(text)};
  for (auto& entry : more) response.headers.push_back(std::move(entry));
  return response;
}

struct Task {
  std::int64_t id = 0;
  std::string prefix = {};
  std::string protocol = {};
};

AnswerNode node_of(const Task& task) {
  return parent_node("task", {{.name = "server"},
                              {.name = "id", .text = fmt::to_string(task.id)},
                              {.name = "status", .text = "finished"},
                              {.name = "started", .text = "0"},  // knows no clock
                              {.name = "prefix", .text = task.prefix},
                              {.name = "filename", .text = fmt::format("backup-{}", task.id)},
                              {.name = "protocol", .text = task.protocol}});
}

class ReferenceEndpoint {
 public:
  explicit ReferenceEndpoint(EndpointOptions options)
      : options_(std::move(options)), next_id_(options_.first_task_id) {}

  HttpResponse answer(const HttpRequest& request) {
    if (request.body.size() > options_.max_request_bytes) {
      return plain(413,
                   fmt::format("A packet has at most {} bytes.\n", options_.max_request_bytes));
    }
    const std::string_view path = std::string_view(request.path).substr(0, request.path.find('?'));
    if (!path.empty() && path != options_.path) return plain(404, "Nothing is served here.\n");
    if (request.method != "POST") {
      return plain(405, "Packets are sent by POST.\n", {{"Allow", "POST"}});
    }
    const auto content = packet_of(request);
    return {.headers = {{"Content-Type", "text/xml; charset=UTF-8"}},
            .body = write_answer(options_.version, content,
                                 says_true(header(request.headers, "HTTP_PRETTY_PRINT")))};
  }

 private:
  // The check-ups of a packet in the order of DOC-28729; only then is anything executed.
  std::vector<AnswerNode> packet_of(const HttpRequest& request) {
    if (const auto refusal = unauthorised(request.headers)) return system(*refusal);
    const auto document =
        load_strict(request.body, {.max_bytes = options_.max_request_bytes, .max_depth = 256});
    if (!document) {
      return system({.text = fmt::format("The packet cannot be read at line {}, column {}: {}.",
                                         document.error().line, document.error().column,
                                         name_of(document.error().reason))});
    }
    if (const auto version = version_asked(*document); version && !known_version(*version)) {
      return system({.code = Code::version_not_supported,
                     .text = "This version of the protocol is not supported."});
    }
    const auto packet = read_order(*document);
    if (!packet)
      return system({.text = fmt::format("Wrong format of the packet: {}.", packet.error())});
    return execute(*packet);
  }

  static std::vector<AnswerNode> system(const Refusal& refusal) {
    return {error_node("system", std::to_underlying(refusal.code), refusal.text)};
  }

  // Where both kinds are sent the login pair counts (R-DOC28722-both-credentials leaves it open).
  [[nodiscard]] std::optional<Refusal> unauthorised(const Headers& headers) const {
    const auto login = header(headers, "HTTP_AUTH_LOGIN");
    const auto password = header(headers, "HTTP_AUTH_PASSWD");
    if (login || password) {
      const bool login_right = same_secret(login.value_or(""), options_.login);
      const bool password_right = same_secret(password.value_or(""), options_.password);
      if (login_right && password_right) return std::nullopt;
      return Refusal{.code = Code::authentication_failed,
                     .text = "The login or password is wrong."};
    }
    const auto key = header(headers, "KEY");
    if (!key) {
      return Refusal{.code = Code::authentication_failed, .text = "No credentials were sent."};
    }
    if (same_secret(*key, options_.secret_key)) return std::nullopt;
    return Refusal{.code = Code::secret_key_wrong, .text = "The secret key is wrong."};
  }

  std::vector<AnswerNode> execute(const PacketOrder& packet) {
    std::vector<AnswerNode> answers;
    for (const auto& operations : packet) {
      AnswerNode manager{.name = "backup-manager"};
      for (const OperationOrder& operation : operations) {
        manager.children.push_back(
            std::visit([this](const auto& order) { return perform(order); }, operation));
      }
      answers.push_back(std::move(manager));
    }
    return answers;
  }

  AnswerNode perform(const BackupOrder& order) {
    if (order.remote.value_or("ftp") != "ftp") {  // R-PAGE-remote-ftp
      return parent_node("backup-server",
                         {error_node("result", std::to_underlying(Code::invalid_value),
                                     "The only protocol of remote storage is ftp.")});
    }
    std::int64_t id = 0;
    {
      const std::lock_guard lock(mutex_);
      id = next_id_++;
      tasks_.push_back(
          {.id = id, .prefix = order.prefix, .protocol = order.remote ? "ftp" : "local"});
    }
    return parent_node("backup-server",
                       {parent_node("result", {{.name = "status", .text = "ok"},
                                               {.name = "task-id", .text = fmt::to_string(id)}})});
  }

  // Every task here is the server's; customers, resellers and webspaces do not exist.
  AnswerNode perform(const TasksQuery& query) {
    AnswerNode result{.name = "result", .children = {{.name = "status", .text = "ok"}}};
    bool known = query.by.empty() || query.by == "server";
    {
      const std::lock_guard lock(mutex_);
      for (const Task& task : tasks_) {
        const bool meant = query.by == "task-id" ? is_id(query.value, task.id) : known;
        if (meant) result.children.push_back(node_of(task));
      }
    }
    if (query.by == "task-id") known = result.children.size() > 1;
    if (!known) {
      result = error_node("result", std::to_underlying(Code::object_does_not_exist),
                          "The object does not exist.");
    }
    return parent_node("get-tasks-info", {std::move(result)});
  }

  static bool is_id(std::string_view text, std::int64_t id) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && value == id;
  }

  EndpointOptions options_;
  std::mutex mutex_;
  std::int64_t next_id_;
  std::vector<Task> tasks_;
};

std::string random_word(std::size_t length) {
  constexpr std::string_view letters =
      "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";  // no 0, O, 1, l
  std::random_device source;
  std::uniform_int_distribution<std::size_t> which(0, letters.size() - 1);
  std::string word;
  while (word.size() < length) word += letters[which(source)];
  return word;
}

}  // namespace

EndpointOptions random_credentials() {
  EndpointOptions options;
  options.password = random_word(20);
  options.secret_key = random_word(32);
  return options;
}

Handler make_reference_endpoint(EndpointOptions options) {
  return [endpoint = std::make_shared<ReferenceEndpoint>(std::move(options))](
             const HttpRequest& request) { return endpoint->answer(request); };
}

}  // namespace packetproof
