# What an integrator gets: the program, the library with its header, the rule base, the validator,
# a sample case, the example hosts; found with find_package(podalign) and pkg-config.
include_guard(GLOBAL)
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/podalign)

install(TARGETS podalign podalign_validate RUNTIME)
install(TARGETS podalign_plugin EXPORT podalign
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
        FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT podalign NAMESPACE podalign:: FILE podalignTargets.cmake DESTINATION ${package_folder})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/profiles DESTINATION ${CMAKE_INSTALL_DATADIR}/podalign)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scans/demo/ DESTINATION ${CMAKE_INSTALL_DATADIR}/podalign/sample)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/examples DESTINATION ${CMAKE_INSTALL_DOCDIR})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/podalignConfig.cmake.in
  ${PROJECT_BINARY_DIR}/podalignConfig.cmake INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/podalignConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
file(RELATIVE_PATH PODALIGN_PC_UP /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${CMAKE_CURRENT_LIST_DIR}/podalign.pc.in ${PROJECT_BINARY_DIR}/podalign.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/podalignConfig.cmake
              ${PROJECT_BINARY_DIR}/podalignConfigVersion.cmake DESTINATION ${package_folder})
install(FILES ${PROJECT_BINARY_DIR}/podalign.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
