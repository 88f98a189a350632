# One folder, one library: packetproof_<name> from every .cpp of the folder but its tests, and one
# test program <name>_test from every *_test.cpp.
#   packetproof_module(<name> [LINKS <public libraries>...] [USES <private libraries>...]
#                      [TEST_USES <libraries>...])
function(packetproof_module name)
  cmake_parse_arguments(arg "" "" "LINKS;USES;TEST_USES;SOURCES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  file(GLOB tests CONFIGURE_DEPENDS *_test.cpp)
  if(tests)
    list(REMOVE_ITEM sources ${tests})
  endif()
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  list(APPEND sources ${arg_SOURCES})
  if(NOT sources)
    set(type INTERFACE)
    set(scope INTERFACE)
    add_library(packetproof_${name} INTERFACE)
  else()
    set(scope PUBLIC)
    add_library(packetproof_${name} STATIC ${sources})
    target_link_libraries(packetproof_${name} PRIVATE ${arg_USES})
    packetproof_warnings(packetproof_${name})
  endif()
  add_library(packetproof::${name} ALIAS packetproof_${name})
  target_compile_features(packetproof_${name} ${scope} cxx_std_23)
  target_include_directories(packetproof_${name} ${scope}
                             $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                             $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/packetproof>)
  target_link_libraries(packetproof_${name} ${scope} ${arg_LINKS})
  if(BUILD_TESTING AND tests)
    packetproof_test(${name}_test SOURCES ${tests} USES packetproof::${name} ${arg_TEST_USES})
  endif()
endfunction()

# A GoogleTest program whose tests ctest runs one by one.
#   packetproof_test(<program> SOURCES ... USES ... [LABELS ...])
function(packetproof_test program)
  cmake_parse_arguments(arg "" "" "SOURCES;USES;LABELS" ${ARGN})
  if(NOT arg_LABELS)
    set(arg_LABELS unit)
  endif()
  add_executable(${program} ${arg_SOURCES})
  packetproof_warnings(${program})
  target_link_libraries(${program} PRIVATE ${arg_USES} GTest::gtest_main GTest::gmock)
  target_compile_definitions(${program} PRIVATE
                             PACKETPROOF_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                             PACKETPROOF_PROGRAM="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/packetproof")
  include(GoogleTest)
  gtest_discover_tests(${program} TEST_PREFIX ${program}. PROPERTIES LABELS "${arg_LABELS}"
                       DISCOVERY_TIMEOUT 60)
endfunction()

function(packetproof_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic)
  if(PACKETPROOF_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

option(PACKETPROOF_WERROR "Warnings are errors" ON)
