# Target coverage_report: after the tests of preset `coverage`, lines and branches per file of ours,
# as text and under <build>/coverage_html.
if(NOT PACKETPROOF_COVERAGE)
  return()
endif()
find_program(PACKETPROOF_LLVM_PROFDATA llvm-profdata-19)
find_program(PACKETPROOF_LLVM_COV llvm-cov-19)
if(NOT PACKETPROOF_LLVM_PROFDATA OR NOT PACKETPROOF_LLVM_COV)
  message(FATAL_ERROR "packetproof needs these packages: apt-get install llvm-19")
endif()
add_custom_target(coverage_report
  COMMAND ${CMAKE_COMMAND} -DBUILD=${PROJECT_BINARY_DIR} -DSOURCE=${PROJECT_SOURCE_DIR}
          -DPROFDATA=${PACKETPROOF_LLVM_PROFDATA} -DCOV=${PACKETPROOF_LLVM_COV}
          -P ${PROJECT_SOURCE_DIR}/harness/cmake/coverage_report.cmake
  USES_TERMINAL VERBATIM)
