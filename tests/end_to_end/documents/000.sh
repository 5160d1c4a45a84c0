#!/usr/bin/env bash
# Document 000, "Backend (Flask API)", section by section: each route called as it describes it.
#   000.sh PROGRAM SOURCE_FOLDER
# shellcheck source=tests/end_to_end/documents/call.sh
. "${BASH_SOURCE[0]%/*}/call.sh"

# ---- Run Locally: 3) Configure environment (.env), 4) Run the API

# The document opens CORS to everyone; the contract has the operator name the origins.
serve SECRET_KEY=changeme JWT_SECRET_KEY=changeme ADMIN_EMAIL=admin@example.com ADMIN_PASSWORD=admin123 \
    broker_url=redis://localhost:6379/0 result_backend=redis://localhost:6379/0 "DATABASE_URL=sqlite:///$scratch/project_database.db" \
    --set 'http.cors.origins=http://localhost:5173, http://localhost:8081'
page=(-H 'Origin: http://localhost:5173')
call OPTIONS /api/auth/login "${page[@]}" -H 'Access-Control-Request-Method: POST' -H 'Access-Control-Request-Headers: content-type'
expect 204
header Access-Control-Allow-Origin http://localhost:5173
header Access-Control-Allow-Methods '*POST*'
header Access-Control-Allow-Headers '*Content-Type*'
call OPTIONS /api/users/profile "${page[@]}" -H 'Access-Control-Request-Method: PUT' -H 'Access-Control-Request-Headers: authorization,content-type'
expect 204
header Access-Control-Allow-Methods '*PUT*'
header Access-Control-Allow-Headers '*Authorization*'
call OPTIONS /api/auth/login -H 'Origin: https://elsewhere.example.org' -H 'Access-Control-Request-Method: POST'
expect 204
lacks_header Access-Control-Allow-Origin

# ---- Root

call GET /
expect 200
has .message .name .version

# ---- Auth: POST /login, and with the configured administrator (Roles: ADMIN)

call POST /api/auth/login '{"email":"admin@example.com","password":"admin123"}' "${page[@]}"
expect 200
header Access-Control-Allow-Origin http://localhost:5173
header Access-Control-Allow-Credentials true
has .access_token .refresh_token .user.id
field .email admin@example.com
field .user.role ADMIN
admin=$(value .access_token)
call POST /api/auth/login '{"email":"admin@example.com","password":"admin124"}'
expect 401 wrong-credentials

# ---- Auth: POST /register/customer (Roles: CUSTOMER; JWT: the claims)

call POST /api/auth/register/customer '{"email":"mira@example.com","password":"copper-lake-71","first_name":"Mira","last_name":"Rao",
    "phone":"+91 80 5550 0199","address":"12 Lake Road","pin_code":"560001"}'
expect 201
has .access_token .refresh_token .user_id .customer_id
field .user.role CUSTOMER
customer=$(value .access_token) customer_id=$(value .customer_id)
is "$(claims "$customer" | jq -r '.email + " " + .role')" 'mira@example.com CUSTOMER'
call POST /api/auth/register/customer '{"email":"MIRA@example.com","password":"copper-lake-71","address":"1 Low Street","pin_code":"560001"}'
expect 409 duplicate

# ---- Auth: POST /register/professional (Roles: PROFESSIONAL)

# The service that professionals name when they register; its own place is Admin, below.
as "$admin"
call POST /api/admin/services '{"name":"Tap repair","price":299,"description":"A dripping tap is mended.","time_required":45}'
expect 201
service=$(value .id)
as ''
call POST /api/auth/register/professional "{\"email\":\"ravi@example.com\",\"password\":\"amber-ridge-44\",\"first_name\":\"Ravi\",\"last_name\":\"Das\",
    \"service_id\":$service,\"experience_years\":7,\"description\":\"Plumber.\",\"pin_codes\":[\"560001\"]}"
expect 201
has .access_token .refresh_token .user_id .professional_id
field '.documents | length' 0
ravi=$(value .access_token) ravi_renewal=$(value .refresh_token) ravi_id=$(value .professional_id)
is "$(claims "$ravi" | jq -r '.role + " " + (.is_verified | tostring)')" 'PROFESSIONAL false'
printf '%%PDF-1.4\nlicence\n%%%%EOF\n' >"$scratch/licence.pdf"
printf '\x89PNG\r\n\x1a\npicture' >"$scratch/portrait.png"
call POST /api/auth/register/professional -F email=tara@example.com -F password=birch-tunnel-9 -F first_name=Tara -F "service_id=$service" \
    -F experience_years=2 -F "documents=@$scratch/licence.pdf" -F "documents=@$scratch/portrait.png" -F document_type=licence
expect 201
field '.documents | length' 2
field '.documents[0].name' licence.pdf
field '.documents[1].type' image/png
tara=$(value .access_token) tara_id=$(value .professional_id)

# ---- Auth: POST /refresh (JWT: a refresh token as Bearer gives a new access token)

as "$ravi_renewal"
call POST /api/auth/refresh
expect 200
has .access_token .refresh_token
ravi=$(value .access_token)
as "$ravi"
call GET /api/users/profile
expect 200
call POST /api/auth/refresh
expect 401

# ---- Auth: POST /change-password

call POST /api/auth/change-password '{"old_password":"amber-ridge-44","new_password":"amber-ridge-45"}'
expect 200
as ''
call POST /api/auth/login '{"email":"ravi@example.com","password":"amber-ridge-44"}'
expect 401 wrong-credentials
call POST /api/auth/login '{"email":"ravi@example.com","password":"amber-ridge-45"}'
expect 200
ravi=$(value .access_token)

# ---- Users: GET /profile

call GET /api/users/profile "${page[@]}"
expect 401
header WWW-Authenticate 'Bearer*'
header Access-Control-Allow-Origin http://localhost:5173
as "$customer"
call GET /api/users/profile
expect 200
field .id "$customer_id"
field .email mira@example.com
field .first_name Mira

# ---- Users: PUT /profile

call PUT /api/users/profile '{"last_name":"Rao Iyer","city":"Bengaluru"}'
expect 200
field .last_name 'Rao Iyer'
field .first_name Mira
call PUT /api/users/profile '{"password":"cedar-canyon-12"}'
expect 422
field '.errors[0].field' password

# ---- Users: GET /:user_id

call GET "/api/users/$customer_id"
expect 403 insufficient-scope
as "$admin"
call GET "/api/users/$customer_id"
expect 200
field .email mira@example.com

# ---- Users: POST /deactivate

as ''
call POST /api/auth/register '{"email":"gone@example.com","password":"maple-orbit-38"}'
expect 201
as "$(value .access_token)"
call POST /api/users/deactivate
expect 200
call GET /api/users/profile
expect 401
as ''
call POST /api/auth/login '{"email":"gone@example.com","password":"maple-orbit-38"}'
expect 403 account-deactivated

# ---- Professionals: GET /profile, PUT /profile

as "$ravi"
call GET /api/professionals/profile
expect 200
field .id "$ravi_id"
field .status pending
field .is_active false
call PUT /api/professionals/profile '{"experience_years":8,"company_name":"Das and Daughters"}'
expect 200
field .experience_years 8
field .company_name 'Das and Daughters'
call PUT /api/professionals/profile '{"status":"verified"}'
expect 422

# ---- Professionals: GET /:professional_id

as "$customer"
call GET "/api/professionals/$ravi_id"
expect 200
field .name 'Ravi Das'
field .email null

# ---- Professionals: GET /service/:service_id?pincode=

# Only who is verified is listed; the route's own place is Admin, below.
as "$admin"
call POST "/api/admin/professionals/verify/$ravi_id"
expect 200
as ''
call GET "/api/professionals/service/$service?pincode=560001"
expect 200
field '[.items[].professional_id] | @json' "[$ravi_id]"
call GET "/api/professionals/service/$service?pincode=560099"
expect 200
field '.items | length' 0

# ---- Professionals: POST /documents

as "$tara"
call POST /api/professionals/documents -F "documents=@$scratch/portrait.png" -F "documents=@$scratch/licence.pdf" -F document_type=identity
expect 201
field '.documents | length' 4
field '.documents[3].document_type' identity
document=$(value '.documents[3].id')

# ---- Service Requests: POST /

as "$customer"
order="{\"service_id\":$service,\"location\":\"12 Lake Road\",\"pin_code\":\"560001\"}"
call POST /api/service-requests/ "$order"
expect 201
has .id
field .status requested
field .service_id "$service"
field .location '12 Lake Road'
first=$(value .id)
call POST /api/service-requests/ '{"location":"12 Lake Road","pin_code":"560001"}'
expect 422
field '.errors[0].field' service_id
as "$ravi"
call POST /api/service-requests/ "$order"
expect 403

# ---- Service Requests: GET /:request_id

call GET "/api/service-requests/$first"
expect 404
as "$customer"
call GET "/api/service-requests/$first"
expect 200
field .customer_id "$customer_id"
as "$admin"
call GET "/api/service-requests/$first"
expect 200

# ---- Service Requests: GET /customer, GET /professional, GET /available

as "$customer"
call GET /api/service-requests/customer
expect 200
field '[.items[].id] | @json' "[$first]"
as "$ravi"
call GET /api/service-requests/professional
expect 200
field '.items | length' 0
call GET /api/service-requests/available
expect 200
field '[.items[].id] | @json' "[$first]"
as "$tara"
call GET /api/service-requests/available
expect 403 not-verified

# ---- Service Requests: POST /:request_id/assign

as "$customer"
call POST "/api/service-requests/$first/assign" "{\"professional_id\":$ravi_id}"
expect 403
as "$admin"
call POST "/api/service-requests/$first/assign" "{\"professional_id\":$ravi_id}"
expect 200
field .status assigned
field .professional_id "$ravi_id"
as "$ravi"
call GET /api/service-requests/professional
expect 200
field '[.items[].id] | @json' "[$first]"

# ---- Service Requests: POST /:request_id/start, POST /:request_id/complete

# The document starts what was assigned; in the contract the professional accepts it first.
call POST "/api/service-requests/$first/start"
expect 409 state-conflict
call POST "/api/service-requests/$first/accept"
expect 200
call POST "/api/service-requests/$first/start"
expect 200
field .status in_progress
as "$customer"
call POST "/api/service-requests/$first/complete" '{"rating":5,"comment":"Dry at last."}'
expect 200
field .status closed
field .rating 5
field .comment 'Dry at last.'

# ---- Service Requests: POST /:request_id/cancel

call POST "/api/service-requests/$first/cancel"
expect 409 state-conflict
call POST /api/service-requests "$order"
expect 201
second=$(value .id)
call POST "/api/service-requests/$second/cancel"
expect 200
field .status cancelled

# ---- Admin: GET /users, POST /users/:user_id/block

call GET /api/admin/users
expect 403 insufficient-scope
as "$admin"
call GET /api/admin/users
expect 200
field '[.items[].email] | contains(["admin@example.com", "mira@example.com", "ravi@example.com"])' true
call GET '/api/admin/users?role=CUSTOMER&active=false'
expect 200
field '[.items[].email] | @json' '["gone@example.com"]'
call POST "/api/admin/users/$customer_id/block" '{"reason":"Never at home."}'
expect 200
field .is_blocked true
field .block_reason 'Never at home.'
as "$customer"
call GET /api/users/profile
expect 401
as ''
call POST /api/auth/login '{"email":"mira@example.com","password":"copper-lake-71"}'
expect 403 account-blocked

# ---- Admin: GET /services, POST /services

call GET /api/admin/services
expect 200
field '[.items[].name] | @json' '["Tap repair"]'
text '"price":299.00'
call POST /api/admin/services '{"name":"Lock change","price":649,"description":"One door.","time_required":60}'
expect 401
as "$admin"
call POST /api/admin/services '{"name":"Lock change","price":649,"description":"One door.","time_required":60}'
expect 201
field .name 'Lock change'
field .is_active true

# ---- Admin: GET /professionals, POST /professionals/verify|reject|reset/:professional_id

call GET /api/admin/professionals
expect 200
field '[.items[].id] | sort | @json' "[$ravi_id,$tara_id]"
call GET "/api/professionals/$tara_id/documents/$document"
expect 200
header Content-Type application/pdf
header Content-Disposition 'attachment*'
header X-Content-Type-Options nosniff
same "$scratch/licence.pdf"
call POST "/api/admin/professionals/reject/$tara_id" '{"reason":"The licence is not readable."}'
expect 200
field .status rejected
field .is_active false
call POST "/api/admin/professionals/reset/$tara_id"
expect 200
field .status pending
call POST "/api/admin/professionals/verify/$tara_id"
expect 200
field .status verified
field .is_active true
as "$tara"
call POST "/api/admin/professionals/verify/$tara_id"
expect 403 insufficient-scope

# ---- Admin: GET /customers

as "$admin"
call GET /api/admin/customers
expect 200
field '[.items[].email] | contains(["mira@example.com"])' true
field '[.items[].email] | contains(["ravi@example.com"])' false

# ---- Admin: GET /dashboard

call GET /api/admin/dashboard
expect 200
field '.figures[] | select(.group == "users" and .name == "CUSTOMER") | .count' 2
field '.figures[] | select(.group == "professionals" and .name == "verified") | .count' 2
field '.figures[] | select(.group == "requests" and .name == "closed") | .count' 1
as "$tara"
call GET /api/admin/dashboard
expect 403 insufficient-scope

# ---- Status Codes & Errors

call POST /api/auth/login '{"email":'
expect 400
call POST /api/auth/login '{"email":"tara@example.com"}'
expect 422
field '.errors[0].field' password
as nonsense
call GET /api/users/profile
expect 401
as "$admin"
call GET /api/users/999999
expect 404
call GET /api/nowhere
expect 404

# The database lies where DATABASE_URL says.
is "$(head -c 15 "$scratch/project_database.db")" 'SQLite format 3'
finished
# Answered by exports, later: Admin POST /export/service-requests, GET /export/status/:job_id, GET /export/download/:filename.
# Answered by notifications, later: Celery Jobs, the daily reminders and monthly reports (this host needs no worker to run beside it).
