# A fuzz target that harness/fuzzing/speed and growth measure: measured_<name>, from the target's own
# source with a main that runs it beside its bare one. ctest sees to it that both still run.
#   packetproof_measured_target(<name> USES <libraries>...)
function(packetproof_measured_target name)
  cmake_parse_arguments(arg "" "" "USES" ${ARGN})
  set(target measured_${name})
  add_executable(${target} fuzz_${name}.cpp fuzz_measured.cpp fuzz_suppressions.cpp)
  packetproof_warnings(${target})
  target_compile_definitions(${target} PRIVATE PACKETPROOF_TARGET="${name}")
  file(STRINGS ${PROJECT_SOURCE_DIR}/harness/cmake/leaks_of_libraries.txt leaks REGEX "^leak:")
  list(JOIN leaks "\\n" leaks)
  target_compile_definitions(${target} PRIVATE PACKETPROOF_LEAKS="${leaks}")
  target_link_libraries(${target} PRIVATE ${arg_USES} packetproof_bare_targets)
  add_dependencies(measured_targets ${target})
  if(CMAKE_CXX_FLAGS MATCHES "fuzzer-no-link")
    # What the engine does at every comparison, without the engine's main.
    set(engine libclang_rt.fuzzer_no_main-${CMAKE_SYSTEM_PROCESSOR}.a)
    execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=${engine}
                    OUTPUT_VARIABLE engine OUTPUT_STRIP_TRAILING_WHITESPACE)
    target_link_options(${target} PRIVATE -Wl,--whole-archive ${engine} -Wl,--no-whole-archive)
  endif()
  file(GLOB inputs CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/corpus/fuzz/${name}/*)
  add_test(NAME fuzz.speed_${name} COMMAND ${target} speed 1 ${inputs})
  add_test(NAME fuzz.growth_${name} COMMAND ${target} growth 1000 ${inputs})
  set_tests_properties(fuzz.speed_${name} fuzz.growth_${name}
                       PROPERTIES LABELS bench TIMEOUT 120)
endfunction()
