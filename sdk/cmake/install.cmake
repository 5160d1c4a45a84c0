# What an author of plugins gets: headers, the target Mortise::sdk, mortise_add_plugin. Needs the target mortise_sdk.
include(CMakePackageConfigHelpers)
set(package lib/cmake/Mortise)
set(here ${CMAKE_CURRENT_LIST_DIR})

set_target_properties(mortise_sdk PROPERTIES EXPORT_NAME sdk)
install(TARGETS mortise_sdk EXPORT MortiseTargets COMPONENT sdk INCLUDES DESTINATION include)
install(EXPORT MortiseTargets NAMESPACE Mortise:: DESTINATION ${package} COMPONENT sdk)
install(DIRECTORY ${here}/../include/mortise DESTINATION include COMPONENT sdk FILES_MATCHING PATTERN "*.h")

configure_package_config_file(${here}/MortiseConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/MortiseConfig.cmake
  INSTALL_DESTINATION ${package})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/MortiseConfigVersion.cmake
  VERSION ${PROJECT_VERSION} COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/MortiseConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/MortiseConfigVersion.cmake
  ${here}/mortise_add_plugin.cmake ${here}/embed_migrations.cmake ${here}/plugin.map
  DESTINATION ${package} COMPONENT sdk)
