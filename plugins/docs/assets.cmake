# Copies the pages' scripts and styles from the npm packages to share/mortise/docs. ./dev has npm fetch them.
set(source ${CMAKE_CURRENT_LIST_DIR}/assets/node_modules)
set(share ${PROJECT_BINARY_DIR}/share/mortise/docs)
set(files
  swagger-ui-dist/swagger-ui-bundle.js
  swagger-ui-dist/swagger-ui-bundle.js.LICENSE.txt
  swagger-ui-dist/swagger-ui.css
  swagger-ui-dist/LICENSE=swagger-ui.LICENSE
  swagger-ui-dist/NOTICE=swagger-ui.NOTICE
  redoc/bundles/redoc.standalone.js
  redoc/bundles/redoc.standalone.js.LICENSE.txt
  redoc/LICENSE=redoc.LICENSE)

set(commands "")
foreach(file IN LISTS files)
  string(REGEX MATCH "^([^=]+)=?(.*)$" whole ${file})
  set(from ${CMAKE_MATCH_1})
  set(to ${CMAKE_MATCH_2})
  if(NOT to)
    cmake_path(GET from FILENAME to)
  endif()
  list(APPEND commands COMMAND ${CMAKE_COMMAND} -E copy_if_different ${source}/${from} ${share}/${to})
endforeach()

# Asked at build time, not when configuring, so that a tree without npm can still build everything else.
set(ask ${CMAKE_CURRENT_BINARY_DIR}/ask_for_assets.cmake)
file(CONFIGURE OUTPUT ${ask} @ONLY CONTENT [=[
if(NOT EXISTS "@source@/redoc/package.json" OR NOT EXISTS "@source@/swagger-ui-dist/package.json")
  message(FATAL_ERROR "Swagger UI and Redoc are not there: run ./dev build, or `npm ci` in plugins/docs/assets")
endif()
]=])
set(stamp ${CMAKE_CURRENT_BINARY_DIR}/docs_assets.stamp)
add_custom_command(OUTPUT ${stamp}
  COMMAND ${CMAKE_COMMAND} -P ${ask}
  ${commands}
  COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
  DEPENDS ${CMAKE_CURRENT_LIST_DIR}/assets/package-lock.json ${CMAKE_CURRENT_LIST_FILE}
  VERBATIM COMMENT "Swagger UI and Redoc")
add_custom_target(docs_assets ALL DEPENDS ${stamp})
install(DIRECTORY ${share}/ DESTINATION share/mortise/docs)
