#pragma once

/// Right answers, and edits of their structure that make most of them wrong.

#include <rapidcheck.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "harness/protocol/xml_reader.hpp"

namespace packetproof {

inline constexpr std::string_view instance_declarations =
    "xmlns:xs='http://www.w3.org/2001/XMLSchema' "
    "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";

/// Every shape of an answer, without declarations.
inline constexpr auto right_answers = std::to_array<std::string_view>({
    "<packet version='1.6.7.0'><backup-manager><backup-server><result><status>ok</status>"
    "<task-id>27</task-id></result></backup-server></backup-manager></packet>",
    "<packet><backup-manager><backup-server><result><status>error</status><errcode>1013</errcode>"
    "<errtext>no such object</errtext></result></backup-server><backup-server><result>"
    "<status>ok</status></result></backup-server></backup-manager><output>x</output></packet>",
    "<packet><system><status>error</status><errcode>1014</errcode><errtext>Parser error</errtext>"
    "</system><output/></packet>",
    "<packet><backup-manager><get-tasks-info><result><status>ok</status><task><server/><id>5</id>"
    "<status>working</status><started>0</started><prefix/><filename/><protocol>local</protocol>"
    "</task></result></get-tasks-info></backup-manager></packet>",
    "<packet><backup-manager><get-tasks-info><result><status>ok</status><task><customer-id a='1'>"
    "<x><packet><system><status>ok</status></system></packet></x></customer-id><id/>"
    "<status>failed</status><started/><prefix/><filename/><protocol/></task></result>"
    "</get-tasks-info></backup-manager></packet>",
});

inline constexpr auto node_names = std::to_array<std::string_view>(
    {"packet",  "backup-manager", "backup-server", "get-tasks-info", "result",
     "system",  "status",         "errcode",       "errtext",        "task-id",
     "output",  "task",           "server",        "customer-id",    "id",
     "started", "prefix",         "filename",      "protocol",       "unknown",
     "Status"});

inline constexpr auto node_texts = std::to_array<std::string_view>({"",
                                                                    " ",
                                                                    "\n",
                                                                    "ok",
                                                                    "error",
                                                                    " ok",
                                                                    "OK",
                                                                    "finished",
                                                                    "0",
                                                                    "27",
                                                                    "-5",
                                                                    " 27 ",
                                                                    "4294967295",
                                                                    "4294967296",
                                                                    "five",
                                                                    "5 5",
                                                                    "-",
                                                                    "&#32;",
                                                                    "<!--c-->",
                                                                    "<?p i?>",
                                                                    "<![CDATA[]]>",
                                                                    "<![CDATA[5]]>",
                                                                    "o<!--c-->k",
                                                                    "\xC2\xA0"});

inline constexpr auto node_attributes = std::to_array<std::string_view>(
    {"version='1'", "a='1'", "xml:lang='en'", "xsi:nil='true'", "xsi:nil='false'",
     "xsi:type='resultType'", "xsi:type='BackupCommandResult'", "xsi:type='BackupCommandOutput'",
     "xsi:type='string'", "xsi:type='xs:token'", "xsi:type='xs:unsignedByte'",
     "xsi:schemaLocation='a b'", "xsi:noNamespaceSchemaLocation='a'", "xmlns='urn:x'",
     "xmlns:unused='urn:x'"});

/// The next "<" from `from` on that opens or closes an element.
inline std::size_t next_tag(std::string_view text, std::size_t from) {
  std::size_t at = text.find('<', from);
  while (at != std::string_view::npos && (text[at + 1] == '!' || text[at + 1] == '?')) {
    at = text.find('<', at + 1);
  }
  return at;
}

/// The places at which an edit is made.
inline std::vector<std::size_t> tags_of(std::string_view text) {
  std::vector<std::size_t> tags;
  for (std::size_t at = next_tag(text, 0); at != std::string_view::npos;
       at = next_tag(text, at + 1)) {
    tags.push_back(at);
  }
  return tags;
}

/// Behind the element that opens at `at`.
inline std::size_t end_of_element(std::string_view text, std::size_t at) {
  int depth = 0;
  while (at < text.size()) {
    const bool closes = text[at + 1] == '/';
    const std::size_t close = text.find('>', at);
    if (close == std::string_view::npos) return text.size();
    if (closes) {
      --depth;
    } else if (text[close - 1] != '/') {
      ++depth;
    }
    at = close + 1;
    if (depth <= 0) return at;
    at = next_tag(text, at);
  }
  return text.size();
}

/// One structural edit, well-formed as a rule. Draws from RapidCheck.
inline std::string edit_structure(std::string text) {
  const auto tags = tags_of(text);
  if (tags.size() < 3) return text;
  const std::size_t at = tags[*rc::gen::inRange<std::size_t>(1, tags.size())];
  const bool opens = text[at + 1] != '/';
  const std::size_t end = opens ? end_of_element(text, at) : at;
  const std::string element = text.substr(at, end - at);
  const auto any = [](const auto& list) { return std::string(*rc::gen::elementOf(list)); };
  switch (*rc::gen::inRange(0, 7)) {
    case 0:
      return text.erase(at, element.size());
    case 1:
      return text.insert(end, element);
    case 2: {  // before or behind another
      const std::size_t other = tags[*rc::gen::inRange<std::size_t>(1, tags.size())];
      if (!opens || (other >= at && other < end)) return text;
      text.insert(other, element);
      return text.erase(other < at ? at + element.size() : at, element.size());
    }
    case 3: {
      const std::string name = any(node_names);
      return text.insert(at, "<" + name + ">" + any(node_texts) + "</" + name + ">");
    }
    case 4:
      return text.insert(at, any(node_texts));
    case 5: {  // behind the name
      if (!opens) return text;
      return text.insert(text.find_first_of(" />", at), " " + any(node_attributes));
    }
    default: {  // other text
      if (!opens || text[end - 2] == '/') return text;
      const std::size_t from = text.find('>', at) + 1;
      const std::size_t to = text.find('<', from);
      return text.replace(from, to - from, any(node_texts));
    }
  }
}

}  // namespace packetproof
