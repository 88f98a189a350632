#pragma once

/// The rows of each area, and the pieces of which they are made. For the case tables only;
/// everybody else reads all_cases().

#include <expected>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/conformance/case.hpp"

namespace packetproof {

std::vector<Case> example_cases();
std::vector<Case> http_cases();
std::vector<Case> tls_cases();
std::vector<Case> xml_spelling_cases();
std::vector<Case> xml_text_cases();
std::vector<Case> xml_encoding_cases();
std::vector<Case> xml_fault_cases();
std::vector<Case> xml_dtd_cases();
std::vector<Case> xsd_order_cases();
std::vector<Case> xsd_name_cases();
std::vector<Case> xsd_content_cases();
std::vector<Case> xsd_split_size_cases();
std::vector<Case> xsd_envelope_cases();
std::vector<Case> sem_cases();
std::vector<Case> combined_cases();
std::vector<Case> err_cases();
std::vector<Case> sec_cases();
std::vector<Case> seq_cases();
std::vector<Case> robust_cases();
std::vector<Case> embedded_corpus_cases();

/// The operation's nodes with ordinary content, as the samples write them.
namespace piece {
inline constexpr std::string_view local = "<local/>";
inline constexpr std::string_view remote = "<remote>ftp</remote>";
inline constexpr std::string_view prefix = "<prefix>nightly</prefix>";
inline constexpr std::string_view description = "<description>Standard weekly backup</description>";
inline constexpr std::string_view split_size = "<split-size>0</split-size>";
inline constexpr std::string_view only_hosting = "<only-hosting/>";
inline constexpr std::string_view only_mail = "<only-mail/>";
inline constexpr std::string_view only_configuration = "<only-configuration/>";
}  // namespace piece

/// One of the eight nodes of BackupServerInput, and where it stands.
struct InputNode {
  std::string_view name;
  std::string_view right;  // with ordinary content
  int place = 0;           // of the sequence; alternatives share one
  bool optional = false;
};
std::span<const InputNode> input_nodes();

/// The pieces one after the other.
std::string joined(std::initializer_list<std::string_view> pieces);

/// `packet` around operators, with an attribute list such as " version=\"%VERSION%\"".
std::string packet_of(std::string_view operators, std::string_view attributes = "");
/// `backup-manager` around operations.
std::string manager_of(std::string_view operations);
/// `backup-server` around children.
std::string server_of(std::string_view children);
/// A whole packet with one `backup-server` of these children.
std::string request_of(std::string_view children);
/// ... whose description is this markup.
std::string request_describing(std::string_view markup);
/// ... valid but for `replacement`, which stands where the node stands.
std::string request_with(const InputNode& node, std::string_view replacement);
/// The first documented sample.
std::string sample();

/// Demands. A refusal belongs at packet level with the documented code of an invalid packet.
Step must_accept(std::string body, const Requirement* about);
Step should_accept(std::string body, const Requirement* about);
Step observe(std::string body, const Requirement* about);
Step should_refuse(std::string body, const Requirement* about);
Step must_refuse(std::string body, const Requirement* about);

/// A case of one request. It is about what its demand names, and `also`.
Case single(std::string id, std::string title, Step step,
            const std::vector<const Requirement*>& also = {});
/// A case of several, in phase `sequences`. It is about what its steps name, `first` first.
Case sequence(std::string id, std::string title, const Requirement* first, std::vector<Step> steps);

/// Files of label folders, as name ("valid/x.xml") and bytes. Error: a name that says no label, or
/// an unknown requirement.
std::expected<Case, std::string> corpus_case(std::string_view name, std::string bytes,
                                             std::string_view id_prefix);

}  // namespace packetproof
