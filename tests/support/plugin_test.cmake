# mortise_discover_plugin_tests: what a test of plugins needs around it, beyond its sources.
#
#   mortise_discover_plugin_tests(TARGET [PLUGINS folder])
#
# The tests find the plugins of PLUGINS (the build's own unless given), and those of the build's own note which routes were answered, one file
# for each program: the last test of all, RouteCoverage, reads them.
include_guard(GLOBAL)
set(MORTISE_ROUTE_COVERAGE ${PROJECT_BINARY_DIR}/route_coverage)

function(mortise_discover_plugin_tests target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PLUGINS" "")
  if(arg_PLUGINS)
    gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 400 ENVIRONMENT "MORTISE_PLUGINS=${arg_PLUGINS}")
    return()
  endif()
  set_property(GLOBAL APPEND PROPERTY MORTISE_ROUTE_TESTS ${target})
  gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST
    PROPERTIES TIMEOUT 400 FIXTURES_REQUIRED route_coverage ENVIRONMENT "MORTISE_PLUGINS=${PROJECT_BINARY_DIR}/lib/mortise/plugins"
               ENVIRONMENT_MODIFICATION "MORTISE_TEST_COVERAGE=set:${MORTISE_ROUTE_COVERAGE}/${target}")
endfunction()
