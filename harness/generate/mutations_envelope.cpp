#include <algorithm>
#include <string>
#include <utility>

#include "harness/generate/mutations.hpp"
#include "harness/generate/places.hpp"

// Faults of what stands around `backup-server`.

namespace packetproof {
namespace {

DocumentNode* manager_of(RequestDocument& document) {
  return child_of(document.root, "backup-manager");
}

bool rename_root(RequestDocument& document, Random&, std::string_view name) {
  if (document.root.name == name) return false;
  document.root.name = name;
  return true;
}

bool put_root_in_namespace(RequestDocument& document, Random&, std::string_view uri) {
  document.root.attributes.push_back({"xmlns", std::string(uri)});
  return true;
}

bool put_root_attribute(RequestDocument& document, Random&, std::string_view name) {
  document.root.attributes.push_back({std::string(name), "1.6.7.0"});
  return true;
}

bool put_manager_attribute(RequestDocument& document, Random&, std::string_view name) {
  DocumentNode* manager = manager_of(document);
  if (manager == nullptr) return false;
  manager->attributes.push_back({std::string(name), "1"});
  return true;
}

bool put_manager_in_namespace(RequestDocument& document, Random&, std::string_view uri) {
  DocumentNode* manager = manager_of(document);
  if (manager == nullptr) return false;
  manager->name.insert(0, "x:");
  manager->attributes.push_back({"xmlns:x", std::string(uri)});
  return true;
}

bool put_operation_in_namespace(RequestDocument& document, Random& random, std::string_view uri) {
  DocumentNode* operation = some_operation(document, random);
  if (operation == nullptr) return false;
  operation->name.insert(0, "x:");
  operation->attributes.push_back({"xmlns:x", std::string(uri)});
  return true;
}

bool drop_operators(RequestDocument& document, Random&, std::string_view) {
  if (document.root.children.empty()) return false;
  document.root.children.clear();
  return true;
}

bool drop_operations(RequestDocument& document, Random&, std::string_view) {
  DocumentNode* manager = manager_of(document);
  if (manager == nullptr || manager->children.empty()) return false;
  manager->children.clear();
  return true;
}

bool rename_operator(RequestDocument& document, Random&, std::string_view name) {
  DocumentNode* manager = manager_of(document);
  if (manager == nullptr) return false;
  manager->name = name;
  return true;
}

bool rename_operation(RequestDocument& document, Random& random, std::string_view name) {
  DocumentNode* operation = some_operation(document, random);
  if (operation == nullptr) return false;
  operation->name = name;
  return true;
}

bool add_operator(RequestDocument& document, Random& random, std::string_view name) {
  auto& children = document.root.children;
  const auto place = static_cast<std::ptrdiff_t>(random.below(children.size() + 1));
  children.insert(children.begin() + place, element(std::string(name)));
  return true;
}

bool add_operation(RequestDocument& document, Random& random, std::string_view name) {
  DocumentNode* manager = manager_of(document);
  if (manager == nullptr) return false;
  const auto place = static_cast<std::ptrdiff_t>(random.below(manager->children.size() + 1));
  manager->children.insert(manager->children.begin() + place, element(std::string(name)));
  return true;
}

/// The operation without its operator.
bool lift_operation(RequestDocument& document, Random&, std::string_view) {
  DocumentNode* manager = manager_of(document);
  if (manager == nullptr || manager->children.empty()) return false;
  std::vector<DocumentNode> operations = std::move(manager->children);
  document.root.children = std::move(operations);
  return true;
}

bool nest_operation(RequestDocument& document, Random&, std::string_view) {
  DocumentNode* manager = manager_of(document);
  if (manager == nullptr) return false;
  DocumentNode inner = *manager;
  manager->children = {std::move(inner)};
  return true;
}

bool put_packet_text(RequestDocument& document, Random& random, std::string_view text) {
  auto& children = document.root.children;
  const auto place = static_cast<std::ptrdiff_t>(random.below(children.size() + 1));
  children.insert(children.begin() + place, text_node(std::string(text)));
  return true;
}

bool put_manager_text(RequestDocument& document, Random& random, std::string_view text) {
  DocumentNode* manager = manager_of(document);
  if (manager == nullptr) return false;
  const auto place = static_cast<std::ptrdiff_t>(random.below(manager->children.size() + 1));
  manager->children.insert(manager->children.begin() + place, text_node(std::string(text)));
  return true;
}

DocumentNode settings(std::vector<DocumentNode> children) {
  return element("request-settings", std::move(children));
}

DocumentNode right_setting() {
  return element("setting",
                 {element("name", std::string("n")), element("value", std::string("v"))});
}

bool settings_behind(RequestDocument& document, Random&, std::string_view) {
  if (document.root.children.empty()) return false;
  document.root.children.push_back(settings({right_setting()}));
  return true;
}

bool settings_in_front(RequestDocument& document, DocumentNode wrong) {
  if (child_of(document.root, "request-settings") != nullptr) return false;
  document.root.children.insert(document.root.children.begin(), std::move(wrong));
  return true;
}

bool settings_twice(RequestDocument& document, Random&, std::string_view) {
  return settings_in_front(document, settings({right_setting()})) &&
         (document.root.children.insert(document.root.children.begin(),
                                        settings({right_setting()})),
          true);
}

bool settings_empty(RequestDocument& document, Random&, std::string_view) {
  return settings_in_front(document, settings({}));
}

bool settings_child(RequestDocument& document, Random&, std::string_view name) {
  return settings_in_front(document, settings({right_setting(), element(std::string(name))}));
}

bool setting_child(RequestDocument& document, Random&, std::string_view name) {
  return settings_in_front(document, settings({element("setting", {element(std::string(name))})}));
}

bool setting_empty(RequestDocument& document, Random&, std::string_view) {
  return settings_in_front(document, settings({element("setting")}));
}

constexpr const Requirement* root = requirement("R-XSD-packet-root");
constexpr const Requirement* spaces = requirement("R-XSD-namespace");
constexpr const Requirement* attributes = requirement("R-XSD-attributes");
constexpr const Requirement* operators = requirement("R-XSD-operator-known");
constexpr const Requirement* operations = requirement("R-XSD-operation-known");
constexpr const Requirement* text = requirement("R-XSD-envelope-text");
constexpr const Requirement* request_settings = requirement("R-XSD-request-settings");

constexpr Mutation rows[] = {
    {"other-root", root, rename_root, "request"},
    {"capital-root", root, rename_root, "Packet"},
    {"operator-as-root", root, rename_root, "backup-manager"},
    {"packet-in-namespace", spaces, put_root_in_namespace, "urn:example:packet"},
    {"operator-in-namespace", spaces, put_manager_in_namespace, "urn:example:other"},
    {"operation-in-namespace", spaces, put_operation_in_namespace, "urn:example:other"},
    {"packet-attribute", attributes, put_root_attribute, "encoding"},
    {"capital-version", attributes, put_root_attribute, "Version"},
    {"operator-attribute", attributes, put_manager_attribute, "version"},
    {"no-operator", requirement("R-XSD-operator-required"), drop_operators, ""},
    {"no-operation", requirement("R-XSD-operation-required"), drop_operations, ""},
    {"unknown-operator", operators, rename_operator, "backup-keeper"},
    {"misspelt-operator", operators, rename_operator, "backup-manger"},
    {"capital-operator", operators, rename_operator, "Backup-Manager"},
    {"added-operator", operators, add_operator, "restore-keeper"},
    {"no-operator-around", operators, lift_operation, ""},
    {"unknown-operation", operations, rename_operation, "restore-universe"},
    {"misspelt-operation", operations, rename_operation, "backup-servr"},
    {"capital-operation", operations, rename_operation, "Backup-Server"},
    {"added-operation", operations, add_operation, "restore-universe"},
    {"operator-in-operator", operations, nest_operation, ""},
    {"text-in-packet", text, put_packet_text, "x"},
    {"number-in-packet", text, put_packet_text, "0"},
    {"text-in-operator", text, put_manager_text, "x"},
    {"settings-behind", request_settings, settings_behind, ""},
    {"settings-twice", request_settings, settings_twice, ""},
    {"settings-empty", request_settings, settings_empty, ""},
    {"settings-unknown-child", request_settings, settings_child, "option"},
    {"setting-empty", request_settings, setting_empty, ""},
    {"setting-unknown-child", request_settings, setting_child, "key"},
    {"setting-without-name", request_settings, setting_child, "value"},
};

}  // namespace

std::span<const Mutation> envelope_mutations() { return rows; }

}  // namespace packetproof
