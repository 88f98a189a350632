# A fuzz target from properties/fuzz_<name>.cpp: with the engine that the compiler's flags call for
# (preset `fuzz`) or that LIB_FUZZING_ENGINE names, else with a main that replays files. Its corpora
# are replayed by ctest in every build; libFuzzer runs each file that it is given once, too.
#   packetproof_fuzz_target(<name> [XML] SEEDS <directories of corpus/>... USES <libraries>...)
# XML: engines change its inputs as trees (fuzz_mutator.cpp). Seeds stand beside corpus/fuzz/<name>
# and corpus/regressions/<name>, where there are any.
add_custom_target(fuzz_targets)

function(packetproof_fuzz_target name)
  cmake_parse_arguments(arg "XML" "" "SEEDS;USES" ${ARGN})
  set(target fuzz_${name})
  add_executable(${target} fuzz_${name}.cpp)
  add_dependencies(fuzz_targets ${target})
  packetproof_warnings(${target})
  target_link_libraries(${target} PRIVATE ${arg_USES})
  list(APPEND arg_SEEDS fuzz/${name} regressions/${name})
  list(TRANSFORM arg_SEEDS PREPEND ${PROJECT_SOURCE_DIR}/corpus/ OUTPUT_VARIABLE seeds)
  if(DEFINED ENV{LIB_FUZZING_ENGINE})
    separate_arguments(engine UNIX_COMMAND "$ENV{LIB_FUZZING_ENGINE}")
  elseif(CMAKE_CXX_FLAGS MATCHES "fuzzer-no-link")
    set(engine -fsanitize=fuzzer)
  else()
    target_sources(${target} PRIVATE fuzz_replay.cpp)
  endif()
  if(engine)
    file(STRINGS ${PROJECT_SOURCE_DIR}/harness/cmake/leaks_of_libraries.txt leaks REGEX "^leak:")
    list(JOIN leaks "\\n" leaks)
    target_sources(${target} PRIVATE fuzz_suppressions.cpp)
    target_compile_definitions(${target} PRIVATE PACKETPROOF_LEAKS="${leaks}")
    if(arg_XML)
      target_sources(${target} PRIVATE fuzz_mutator.cpp)
      target_link_libraries(${target} PRIVATE packetproof::generate)
    endif()
    # As given and last: a flag of the compiler, or archives and objects.
    target_link_libraries(${target} PRIVATE ${engine})
  endif()
  # An engine would take a directory for a corpus to grow.
  list(TRANSFORM seeds APPEND /*)
  file(GLOB_RECURSE seeds CONFIGURE_DEPENDS ${seeds})
  add_test(NAME fuzz.replay_${name} COMMAND ${target} ${seeds})
  set_tests_properties(fuzz.replay_${name} PROPERTIES LABELS fuzz TIMEOUT 300)
endfunction()
