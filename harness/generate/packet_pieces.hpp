#pragma once

/// What the packet mutator puts into documents. For it only.

#include <array>
#include <span>
#include <string_view>

namespace packetproof::pieces {

/// Of the requests and answers that the schemas describe, and one that they do not.
inline constexpr std::array<std::string_view, 32> name_rows = {"packet",
                                                               "backup-manager",
                                                               "backup-server",
                                                               "local",
                                                               "remote",
                                                               "prefix",
                                                               "description",
                                                               "split-size",
                                                               "only-hosting",
                                                               "only-mail",
                                                               "only-configuration",
                                                               "result",
                                                               "status",
                                                               "task-id",
                                                               "errcode",
                                                               "errtext",
                                                               "system",
                                                               "output",
                                                               "get-tasks-info",
                                                               "task",
                                                               "id",
                                                               "started",
                                                               "filename",
                                                               "protocol",
                                                               "server",
                                                               "customer-id",
                                                               "webspace-id",
                                                               "reseller-id",
                                                               "request-settings",
                                                               "setting",
                                                               "name",
                                                               "unknown"};

/// Where types, lexical rules and readers change their mind; first those about numbers.
inline constexpr std::array<std::string_view, 26> text_rows = {"",
                                                               "0",
                                                               "-0",
                                                               "+1",
                                                               " 1 ",
                                                               "-1",
                                                               "007",
                                                               "2147483647",
                                                               "2147483648",
                                                               "4294967296",
                                                               "9223372036854775807",
                                                               "9223372036854775808",
                                                               "-9223372036854775808",
                                                               "-9223372036854775809",
                                                               "1.0",
                                                               "0x10",
                                                               "ok",
                                                               "error",
                                                               "OK",
                                                               "ftp",
                                                               " ",
                                                               "\t\r\n",
                                                               "]]>",
                                                               "&<>\"'",
                                                               "\xC2\xA0",
                                                               "\xF0\x9F\x98\x80"};

/// What may stand within texts and between elements and is neither.
inline constexpr std::array<std::string_view, 9> markup_rows = {
    "<!--c-->", "<?i d?>", "<![CDATA[]]>", "<![CDATA[ ]]>", "<![CDATA[1]]>", "&#32;", "&#49;",
    "&amp;",    "\n"};

/// Every node of both schemas at its place, for splicing.
inline constexpr std::array<std::string_view, 6> donor_rows = {
    "<packet "
    "version=\"1.6.7.0\"><request-settings><setting><name>n</name><value>1</value></setting>"
    "</request-settings><backup-manager><backup-server><local/><prefix>p</prefix><description>d"
    "</description><split-size>1</split-size><only-hosting/><only-configuration/></backup-server>"
    "</backup-manager></packet>",
    "<packet><backup-manager><backup-server><remote>ftp</remote><prefix/><description/"
    "><split-size>0"
    "</split-size><only-mail/><only-configuration/></backup-server></backup-manager></packet>",
    "<packet><backup-manager><get-tasks-info><task-id>27</task-id></get-tasks-info>"
    "</backup-manager></packet>",
    "<packet version=\"1.6.7.0\"><backup-manager><backup-server><result><status>error</status>"
    "<errcode>1013</errcode><errtext>e</errtext><task-id>27</task-id></result></backup-server>"
    "</backup-manager><output>o</output></packet>",
    "<packet version=\"1.6.7.0\"><system><status>error</status><errcode>1014</errcode><errtext>e"
    "</errtext></system><output>o</output></packet>",
    "<packet><backup-manager><get-tasks-info><result><status>ok</status><task><server/><id>5</id>"
    "<status>working</status><started>0</started><prefix/><filename/><protocol>local</protocol>"
    "</task></result></get-tasks-info></backup-manager></packet>"};

struct AttributePiece {
  std::string_view name;
  std::string_view value;
};
inline constexpr std::array<AttributePiece, 13> attribute_rows = {{
    {"version", "1.6.7.0"},
    {"id", "1"},
    {"xml:lang", "en"},
    {"xmlns", ""},
    {"xmlns", "urn:example:other"},
    {"xmlns:unused", "urn:example:other"},
    {"xsi:nil", "true"},
    {"xsi:nil", "false"},
    {"xsi:type", "string"},
    {"xsi:type", "resultType"},
    {"xsi:type", "BackupCommandOutput"},
    {"xsi:type", "xs:string"},
    {"xsi:noNamespaceSchemaLocation", "a"},
}};
inline constexpr std::string_view instance_namespace = "http://www.w3.org/2001/XMLSchema-instance";

inline constexpr std::span<const std::string_view> names = name_rows;
inline constexpr std::span<const std::string_view> texts = text_rows;
inline constexpr std::span<const std::string_view> numbers = texts.first(16);
inline constexpr std::span<const std::string_view> markups = markup_rows;
inline constexpr std::span<const std::string_view> donors = donor_rows;
inline constexpr std::span<const AttributePiece> attributes = attribute_rows;

}  // namespace packetproof::pieces
