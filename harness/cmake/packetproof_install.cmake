# `cmake --install`: the program, and the modules as packetproof::<name> for find_package.
include(CMakePackageConfigHelpers)
set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/packetproof)
install(TARGETS packetproof RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(EXPORT packetproofTargets NAMESPACE packetproof:: DESTINATION ${config_dir})
configure_package_config_file(${PROJECT_SOURCE_DIR}/harness/cmake/packetproofConfig.cmake.in
                              ${PROJECT_BINARY_DIR}/packetproofConfig.cmake
                              INSTALL_DESTINATION ${config_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/packetproofConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/packetproofConfig.cmake
              ${PROJECT_BINARY_DIR}/packetproofConfigVersion.cmake
        DESTINATION ${config_dir})
