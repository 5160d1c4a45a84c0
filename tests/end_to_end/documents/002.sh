#!/usr/bin/env bash
# Document 002, "Project Statement: Household Services Application", section by section: each route called as it describes it.
#   002.sh PROGRAM SOURCE_FOLDER
# shellcheck source=tests/end_to_end/documents/call.sh
. "${BASH_SOURCE[0]%/*}/call.sh"

# ---- Frameworks: VueJS for UI

# The development server of Vue serves the pages; the administrator of the document is made at the start.
serve ADMIN_EMAIL=admin@example.com ADMIN_PASSWORD=quartz-meadow-60 --set 'http.cors.origins=http://localhost:8081, http://localhost:5173'
page=(-H 'Origin: http://localhost:8081') jar=$scratch/cookies
for method in PUT PATCH DELETE; do
    path=/api/services
    [ $method != PATCH ] || path=/api/service-requests
    call OPTIONS $path "${page[@]}" -H "Access-Control-Request-Method: $method" -H 'Access-Control-Request-Headers: authorization,content-type'
    expect 204
    header Access-Control-Allow-Origin http://localhost:8081
    header Access-Control-Allow-Credentials true
    header Access-Control-Allow-Methods "*$method*"
done

# ---- Approach: a unified login form for administrator, professionals and customers

# The document keeps the session in Flask-Login's cookie; in the contract it is the cookie of the refresh token, which the form's
# log-in keeps out of the body, and a page that is loaded anew gets its access token by it.
call POST /api/auth/login -d username=admin@example.com --data-urlencode password=quartz-meadow-60 -c "$jar" "${page[@]}"
expect 200
has .access_token
field .token_type bearer
field .refresh_token null
field .user.role ADMIN
header Set-Cookie 'refresh_token=*'
header Set-Cookie '*HttpOnly*'
header Set-Cookie '*SameSite=Strict*'
header Set-Cookie '*Path=/api*'
call POST /api/auth/refresh -b "$jar" -c "$jar" "${page[@]}"
expect 200
field .refresh_token null
header Set-Cookie 'refresh_token=*'
admin=$(value .access_token)
call POST /api/auth/login -F username=admin@example.com -F password=quartz-meadow-60
expect 200
field .refresh_token null

# ---- Approach: separate registration forms

# The service is the one that /api/services, below, is about.
as "$admin"
call POST /api/services '{"name":"Room cleaning","price":499,"description":"Floors and windows.","time_required":90}'
expect 201
service=$(value .id)
as ''
call POST /api/auth/register/professional "{\"email\":\"bela@example.com\",\"password\":\"harbour-kiln-33\",\"first_name\":\"Bela\",\"last_name\":\"Iyer\",
    \"phone\":\"+91 80 5550 0131\",\"service_id\":$service,\"experience_years\":4}"
expect 201
bela=$(value .access_token) bela_id=$(value .professional_id)
call POST /api/auth/register/customer '{"email":"omar@example.com","password":"velvet-anchor-52","first_name":"Omar","last_name":"Sen",
    "address":"7 Hill Road","pin_code":"560002"}'
expect 201
omar_id=$(value .user_id)
call POST /api/auth/login -d username=omar@example.com -d password=velvet-anchor-52 -c "$jar"
expect 200
field .user.role CUSTOMER
omar=$(value .access_token)
as "$admin"
call POST "/api/admin/professionals/verify/$bela_id"
expect 200

# ---- Key models: customers search for services by name or location

as ''
call GET '/api/services?q=cleaning'
expect 200
field '[.items[].id] | @json' "[$service]"
call GET '/api/services?q=gardening'
expect 200
field '.items | length' 0
as "$bela"
call PUT /api/professionals/profile '{"city":"Bengaluru","pin_codes":["560002"]}'
expect 200
as ''
call GET '/api/services?location=Bengaluru'
expect 200
field '[.items[].id] | @json' "[$service]"
call GET '/api/services?location=Mysuru'
expect 200
field '.items | length' 0

# ---- /api/service-requests: POST

# Where the document sends neither place nor pin code, the customer's profile has them.
as "$omar"
call POST /api/service-requests "{\"service_id\":$service,\"professional_id\":$bela_id,\"remarks\":\"Two rooms.\"}"
expect 201
field .status assigned
field .professional_id "$bela_id"
field .pin_code 560002
field .location '7 Hill Road'
field .remarks 'Two rooms.'
first=$(value .id)

# ---- /api/service-requests: GET, cached for 60 seconds

# The document lists everybody's; in the contract each caller sees what is his.
call GET /api/service-requests
expect 200
field '[.items[].id] | @json' "[$first]"
call GET /api/service-requests
expect 200
header X-Cache hit
as "$bela"
call GET /api/service-requests
expect 200
header X-Cache miss
field '[.items[].id] | @json' "[$first]"
as "$admin"
call GET '/api/service-requests?status=assigned'
expect 200
field '[.items[].id] | @json' "[$first]"

# ---- Key models: customers edit their requests

as "$omar"
call PUT "/api/service-requests/$first" '{"remarks":"Three rooms."}'
expect 200
field .remarks 'Three rooms.'
call GET /api/service-requests
expect 200
header X-Cache miss
field '.items[0].remarks' 'Three rooms.'

# ---- /api/service-requests: PATCH, accept or reject

call PATCH /api/service-requests "{\"request_id\":$first,\"status\":\"accept\"}"
expect 403
as "$bela"
call PATCH /api/service-requests "{\"request_id\":$first,\"status\":\"perhaps\"}"
expect 422
call PATCH /api/service-requests "{\"request_id\":$first,\"status\":\"accept\"}"
expect 200
field .status accepted
as "$omar"
call POST /api/service-requests "{\"service_id\":$service,\"professional_id\":$bela_id}"
expect 201
second=$(value .id)
as "$bela"
call PATCH /api/service-requests "{\"request_id\":$second,\"status\":\"reject\"}"
expect 200
field .status requested
call GET /api/service-requests/available
expect 200
field '.items | length' 0
# The document's screens name the states, not the actions; the contract takes both, and the number in the path too.
call PATCH "/api/service-requests/$first" '{"status":"accepted"}'
expect 200
field .status accepted

# ---- Key models: professionals manage what is assigned to them, customers close

call POST "/api/service-requests/$first/start"
expect 200
call POST "/api/service-requests/$first/close" '{"remarks":"All clean."}'
expect 200
field .status completed
as "$omar"
call POST "/api/service-requests/$first/close" '{"rating":4,"comment":"On time."}'
expect 200
field .status closed

# ---- /api/services: GET, cached for 60 seconds

as ''
call GET /api/services
expect 200
field '.items[0].name' 'Room cleaning'
text '"price":499.00'
call GET /api/services
expect 200
header X-Cache hit

# ---- /api/services: POST

as "$admin"
call POST /api/services '{"name":"Sofa shampooing","price":1299.5,"description":"Foam and vacuum.","time_required":150}'
expect 201
text '"price":1299.50'
sofa=$(value .id)
call POST /api/services '{"name":"Half a service"}'
expect 422
field '[.errors[].field] | sort | @json' '["description","price","time_required"]'
as "$omar"
call POST /api/services '{"name":"Mine","price":1,"description":"Mine.","time_required":1}'
expect 403 insufficient-scope
as ''
call GET /api/services
expect 200
header X-Cache miss
field '[.items[].id] | sort | @json' "[$service,$sofa]"

# ---- /api/services: PUT

as "$admin"
call PUT /api/services "{\"service_id\":$sofa,\"price\":1399,\"time_required\":120}"
expect 200
text '"price":1399.00'
field .time_required 120
field .name 'Sofa shampooing'

# ---- /api/services: DELETE

call DELETE /api/services "{\"service_id\":$sofa}"
expect 204
call GET "/api/services/$sofa"
expect 404
call DELETE /api/services "{\"service_id\":$service}"
expect 409 service-in-use

# ---- /api/services/<int:service_id>

call PUT "/api/services/$service" '{"name":"Room and stairs cleaning","description":"Floors, windows and stairs."}'
expect 200
field .name 'Room and stairs cleaning'
call POST /api/services '{"name":"Brief","price":10,"description":"Soon gone.","time_required":5}'
expect 201
brief=$(value .id)
call DELETE "/api/services/$brief"
expect 204
call GET "/api/services/$brief"
expect 404

# ---- /api/service-packages/<int:service_id>: GET

as ''
call GET "/api/service-packages/$service"
expect 200
field '.items | length' 1
field '.items[0].professional_id' "$bela_id"
field '.items[0].name' 'Bela Iyer'
text '"price":499.00'
field '.items[0].rating_average' 4

# ---- /api/service-history: GET

as "$omar"
call GET /api/service-history
expect 200
field '.items | length' 1
field '.items[0].service_name' 'Room cleaning'
field '.items[0].professional_name' 'Bela Iyer'
field '.items[0].professional_phone' '+91 80 5550 0131'
field '.items[0].status' closed

# ---- /api/service-requests/professional/<int:professional_id>: GET

call GET "/api/service-requests/professional/$bela_id"
expect 403
as "$bela"
call GET "/api/service-requests/professional/$bela_id"
expect 200
field '[.items[].id] | @json' "[$first]"
as "$admin"
call GET "/api/service-requests/professional/$bela_id"
expect 200
field '[.items[].id] | @json' "[$first]"

# ---- /api/all-users: GET

call GET /api/all-users
expect 200
field '[.items[] | select(.email == "omar@example.com")] | @json' \
    "[{\"id\":$omar_id,\"email\":\"omar@example.com\",\"active\":true,\"roles\":[\"CUSTOMER\"]}]"
as "$omar"
call GET /api/all-users
expect 403 insufficient-scope

# ---- /api/users/<int:user_id>/<string:action>: PUT (Approach: flagging and reinstating users)

as "$admin"
call PUT "/api/users/$omar_id/block"
expect 200
field .is_blocked true
call GET /api/all-users
expect 200
field '[.items[] | select(.email == "omar@example.com")][0].active' false
as "$omar"
call GET /api/service-history
expect 401
as ''
call POST /api/auth/refresh -b "$jar"
expect 401
as "$admin"
call PUT "/api/users/$omar_id/unblock"
expect 200
field .is_blocked false
call PUT "/api/users/$omar_id/promote"
expect 404
as ''
call POST /api/auth/login -d username=omar@example.com -d password=velvet-anchor-52 -c "$jar"
expect 200
as "$(value .access_token)"
call POST /api/auth/logout -b "$jar" -c "$jar"
expect 200
field .message 'Successfully logged out'
as ''
call POST /api/auth/refresh -b "$jar"
expect 401

finished
# Answered by notifications and exports, later: Approach, backend jobs (daily reminders, monthly reports, CSV of closed requests).
