/// Wrong endpoints of the mutants' table, by their ids.

#include "harness/generate/document.hpp"
#include "harness/mock/mutants.hpp"
#include "properties/fuzz_request_parser.hpp"
#include "properties/planted.hpp"

namespace packetproof {
namespace {

Examination mutant(std::string_view id) {
  FuzzedEndpoint endpoint;
  endpoint.make = [wrong = find_mutant(id)](const EndpointOptions& options) {
    return wrong->around(make_reference_endpoint(options));
  };
  return examining(endpoint);
}

std::string request(std::string_view children) {
  return "<packet><backup-manager><backup-server>" + std::string(children) +
         "</backup-server></backup-manager></packet>";
}

}  // namespace

PlantedTarget planted_request_parser() {
  using enum DefectKind;
  constexpr std::string_view size = "<local/><description/><split-size>";
  return {.name = "request_parser",
          .right = examining(FuzzedEndpoint{}),
          .defects = {
              {"takes_any_order_of_many", structural, 20000,
               request("<local/><description/><prefix>x</prefix><split-size>0</split-size>"
                       "<only-mail/><only-configuration/>"),
               mutant("accepts-invalid/any-order-of-many")},
              {"takes_a_prefix_twice", structural, 20000,
               request("<local/><prefix>x</prefix><prefix>x</prefix><description/>"),
               mutant("accepts-invalid/prefix-twice-last")},
              {"takes_elements_in_local", structural, 10000,
               request("<local><path/></local><description/>"),
               mutant("accepts-invalid/local-elements")},
              {"takes_wrong_operations_beside_right_ones", structural, 20000,
               "<packet><backup-manager><backup-server><local/><description/></backup-server>"
               "<backup-server/></backup-manager></packet>",
               mutant("accepts-invalid/wrong-operations")},
              {"refuses_a_third_operation", structural, 100000,
               "<packet><backup-manager><backup-server><local/><description/></backup-server>"
               "<backup-server><local/><description/></backup-server><backup-server><local/>"
               "<description/></backup-server></backup-manager></packet>",
               mutant("rejects-valid/third-operation")},
              {"refuses_every_node_together", structural, 2000,
               request("<local/><prefix>x</prefix><description/><split-size>0</split-size>"
                       "<only-mail/><only-configuration/>"),
               mutant("rejects-valid/every-node")},
              {"refuses_sections", structural, 20000,
               request("<local/><description><![CDATA[x]]></description>"),
               mutant("rejects-valid/sections")},
              {"takes_an_empty_size", value, 20000, request(std::string(size) + "</split-size>"),
               mutant("accepts-invalid/size-empty")},
              {"takes_a_hexadecimal_size", value, 200000,
               request(std::string(size) + "0x10</split-size>"),
               mutant("accepts-invalid/size-hexadecimal")},
              {"refuses_a_plus", value, 200000, request(std::string(size) + "+1</split-size>"),
               mutant("rejects-valid/size-plus")},
              {"refuses_utf16_of_the_big_end", value, 50000,
               encode(request("<local/><description/>"), Encoding::utf16be),
               mutant("rejects-valid/utf-16-big-endian")},
          }};
}

}  // namespace packetproof
