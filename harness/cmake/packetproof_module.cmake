# One folder, one library: packetproof_<name> from every .cpp of the folder but its tests, and one
# test program <name>_test from every *_test.cpp. Where a folder has two, FILES names what the first
# takes and EXCEPT says the same to the second.
#   packetproof_module(<name> [FILES <files>...] [EXCEPT <files>...]
#                      [LINKS <public libraries>...] [USES <private libraries>...]
#                      [SOURCES <more sources>...] [TEST_USES <libraries>...]
#                      [TEST_LABELS <labels>...] [TEST_TIMEOUT <seconds>] [NO_INSTALL])
function(packetproof_module name)
  cmake_parse_arguments(arg "NO_INSTALL" "TEST_TIMEOUT"
                        "FILES;EXCEPT;LINKS;USES;SOURCES;TEST_USES;TEST_LABELS" ${ARGN})
  set(target packetproof_${name})
  set(files ${arg_FILES})
  if(NOT files)
    file(GLOB files CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} *.cpp *.hpp *.inc)
    list(REMOVE_ITEM files main.cpp ${arg_EXCEPT})
  endif()
  set(tests ${files})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER files EXCLUDE REGEX "_test\\.[ch]pp$")
  set(sources ${files})
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  list(APPEND sources ${arg_SOURCES})
  set(headers ${files})
  list(FILTER headers INCLUDE REGEX "\\.hpp$")
  set(tables ${files})
  list(FILTER tables INCLUDE REGEX "\\.inc$")
  if(sources)
    set(scope PUBLIC)
    add_library(${target} STATIC ${sources})
    target_link_libraries(${target} PRIVATE ${arg_USES})
    packetproof_warnings(${target})
  else()
    set(scope INTERFACE)
    add_library(${target} INTERFACE)
  endif()
  add_library(packetproof::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  target_compile_features(${target} ${scope} cxx_std_23)
  target_link_libraries(${target} ${scope} ${arg_LINKS})

  # Headers are compiled alone by all_verify_interface_header_sets; tables of rows cannot be.
  target_sources(${target} ${scope}
                 FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers}
                 FILE_SET tables TYPE HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${tables})
  set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON
                                             INTERFACE_HEADER_SETS_TO_VERIFY HEADERS)
  if(NOT arg_NO_INSTALL)
    set(include_dir ${CMAKE_INSTALL_INCLUDEDIR}/packetproof)
    install(TARGETS ${target} EXPORT packetproofTargets
            ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
            FILE_SET HEADERS DESTINATION ${include_dir}
            FILE_SET tables DESTINATION ${include_dir})
  endif()

  if(BUILD_TESTING AND tests)
    packetproof_test(${name}_test SOURCES ${tests} USES packetproof::${name} ${arg_TEST_USES}
                     LABELS ${arg_TEST_LABELS} TIMEOUT ${arg_TEST_TIMEOUT})
  endif()
endfunction()

# A GoogleTest program whose tests ctest runs one by one. Its tests know the source tree as
# PACKETPROOF_SOURCE_DIR and the built program as PACKETPROOF_PROGRAM.
#   packetproof_test(<program> SOURCES ... USES ... [LABELS <labels>...] [TIMEOUT <seconds>])
# Tests are listed when the program is built: a program that cannot start breaks the build, whereas
# a list made by ctest could come out empty.
function(packetproof_test program)
  cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;USES;LABELS" ${ARGN})
  if(NOT arg_LABELS)
    set(arg_LABELS unit)
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  add_executable(${program} ${arg_SOURCES})
  packetproof_warnings(${program})
  packetproof_unoptimised(${program})
  target_link_libraries(${program} PRIVATE ${arg_USES} GTest::gtest_main GTest::gmock)
  packetproof_test_definitions(${program})
  if(PACKETPROOF_PCH)
    packetproof_test_pch()
    target_precompile_headers(${program} REUSE_FROM packetproof_test_pch)
  endif()
  # Parameters have names of their own; their bytes differ from one start to the next.
  gtest_discover_tests(${program} TEST_PREFIX ${program}. DISCOVERY_TIMEOUT 60 NO_PRETTY_VALUES
                       PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT})
endfunction()

function(packetproof_test_definitions target)
  target_compile_definitions(${target} PRIVATE
                             PACKETPROOF_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                             PACKETPROOF_PROGRAM="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/packetproof")
endfunction()

# GoogleTest is the one header that most sources of one kind read: compiled once for all tests.
function(packetproof_test_pch)
  if(TARGET packetproof_test_pch)
    return()
  endif()
  set(file ${PROJECT_BINARY_DIR}/packetproof_test_pch.cpp)
  file(CONFIGURE OUTPUT ${file} CONTENT "// Only carries the tests' precompiled header.\n")
  add_library(packetproof_test_pch OBJECT ${file})
  packetproof_warnings(packetproof_test_pch)
  packetproof_unoptimised(packetproof_test_pch)
  packetproof_test_definitions(packetproof_test_pch)
  target_compile_features(packetproof_test_pch PRIVATE cxx_std_23)
  target_link_libraries(packetproof_test_pch PRIVATE GTest::gtest)
  target_precompile_headers(packetproof_test_pch PRIVATE <gtest/gtest.h>)
endfunction()

# Half of a build from nothing would be spent on optimising tests, whose own code runs for milliseconds.
function(packetproof_unoptimised target)
  target_compile_options(${target} PRIVATE -O0)
endfunction()

function(packetproof_warnings target)
  # Rows name the members that matter and leave the rest to their defaults.
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wno-missing-field-initializers)
  # When it optimises, g++ 12 sees overflows inside std::string's own functions and, with sanitizers,
  # uninitialised members inside std::regex's. Real ones are what preset `asan` is for.
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow
                                             -Wno-stringop-overread -Wno-maybe-uninitialized)
  endif()
  if(PACKETPROOF_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
