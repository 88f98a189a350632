#include "harness/mock/mutant_parts.hpp"

#include <sstream>

namespace packetproof {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

std::string all_replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::optional<std::string> text_in(std::string_view text, std::string_view name) {
  const std::string opening = "<" + std::string(name) + ">";
  const std::size_t begin = text.find(opening);
  const std::size_t end = text.find("</" + std::string(name) + ">");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
    return std::nullopt;
  }
  const std::size_t from = begin + opening.size();
  return std::string(text.substr(from, end - from));
}

bool is_utf16(std::string_view packet) {
  return packet.starts_with("\xFF\xFE") || packet.starts_with("\xFE\xFF");
}

bool is_element(pugi::xml_node node) { return node.type() == pugi::node_element; }

std::string rewritten(const std::string& packet, bool (*edit)(pugi::xml_document&)) {
  auto document = load_strict(packet);
  if (!document || !edit(*document)) return packet;
  std::ostringstream out;
  document->save(out, "", pugi::format_raw | pugi::format_no_declaration);
  return out.str();
}

std::vector<pugi::xml_node> backup_operations(const pugi::xml_document& document) {
  std::vector<pugi::xml_node> operations;
  for (const pugi::xml_node manager : document.document_element().children("backup-manager")) {
    for (const pugi::xml_node operation : manager.children("backup-server")) {
      operations.push_back(operation);
    }
  }
  return operations;
}

bool is_sample(const HttpRequest& request) {
  std::string tags;  // without white space between them
  bool between = true;
  for (const char c : request.body) {
    const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (between && space) continue;
    between = c == '>';
    tags += c;
  }
  if (tags.starts_with("<?xml ")) tags.erase(0, tags.find("?>") + 2);
  tags = replaced(std::move(tags), " version=\"1.6.7.0\"", "");
  return tags ==
         "<packet><backup-manager><backup-server><local/><description>Standard weekly backup"
         "</description></backup-server></backup-manager></packet>";
}

bool any_other(const HttpRequest& request, const HttpResponse& response) {
  return response.body.contains("<packet") && !is_sample(request);
}

bool unauthorised(const HttpRequest&, const HttpResponse& response) {
  return response.body.contains("<errcode>1001<");
}

bool accepted(const HttpRequest& request, const HttpResponse& response) {
  return any_other(request, response) && response.body.contains("<task-id>");
}

bool refused(const HttpRequest& request, const HttpResponse& response) {
  return any_other(request, response) && response.body.contains("<system>");
}

}  // namespace packetproof
