#!/usr/bin/env bash
# Document 003, the short routes and "Core Functionalities", section by section: each route called as it describes it.
#   003.sh PROGRAM SOURCE_FOLDER
# shellcheck source=tests/end_to_end/documents/call.sh
. "${BASH_SOURCE[0]%/*}/call.sh"

serve ADMIN_EMAIL=admin@example.com ADMIN_PASSWORD=quartz-meadow-60 --set 'http.cors.origins=http://localhost:5173' --set cache.ttl=1s
page=(-H 'Origin: http://localhost:5173')

# ---- /add_customer

call OPTIONS /add_customer "${page[@]}" -H 'Access-Control-Request-Method: POST' -H 'Access-Control-Request-Headers: content-type'
expect 204
header Access-Control-Allow-Origin http://localhost:5173
call POST /add_customer '{"password":"copper-lake-71","firstname":"Nila","lastname":"Bose","address":"3 River Walk","pincode":"560001",
    "username":"nila","email":"nila@example.com"}' "${page[@]}"
expect 201
header Access-Control-Allow-Origin http://localhost:5173
has .access_token .user_id .customer_id
field .user.role CUSTOMER
field .user.first_name Nila
field .user.pin_code 560001
nila_id=$(value .user_id)
call POST /add_customer '{"password":"copper-lake-71","firstname":"Nila","lastname":"Bose","address":"3 River Walk","pincode":"560001",
    "username":"Nila","email":"other@example.com"}'
expect 409 duplicate
call POST /add_customer '{"password":"copper-lake-71","firstname":"Nila","username":"nila2","email":"nila2@example.com"}'
expect 422
field '[.errors[].field] | sort | @json' '["address","pincode"]'

# ---- /add_professional

call POST /add_professional '{"password":"amber-ridge-44","firstname":"Arun","lastname":"Pai","address":"9 Mill Lane","pincode":"560001",
    "username":"arun","email":"arun@example.com","exp":6,"compname":"Pai Works"}'
expect 201
has .access_token .user_id .professional_id
arun_id=$(value .professional_id) arun_user=$(value .user_id)
call POST /add_professional '{"password":"amber-ridge-44","firstname":"Lila","lastname":"Jain","address":"4 Mill Lane","pincode":"560001",
    "username":"lila","email":"lila@example.com","exp":-1}'
expect 422
field '.errors[0].field' exp

# ---- /check

call POST /check '{"username":"nila","password":"copper-lake-71"}' "${page[@]}"
expect 200
has .access_token .refresh_token
field .email nila@example.com
nila=$(value .access_token) nila_renewal=$(value .refresh_token)
call POST /check '{"username":"nila","password":"copper-lake-72"}'
expect 401 wrong-credentials
call POST /check '{"username":"nobody","password":"copper-lake-72"}'
expect 401 wrong-credentials
call POST /api/auth/refresh "{\"refresh_token\":\"$nila_renewal\"}"
expect 200
has .access_token .refresh_token
nila=$(value .access_token)

# ---- Initially every seller has isactive = 0, until the administrator approves the document; does "add professional" work?

call POST /check '{"username":"arun","password":"amber-ridge-44"}'
expect 200
field .user.role PROFESSIONAL
arun=$(value .access_token)
as "$arun"
call GET /api/professionals/profile
expect 200
field .id "$arun_id"
field .is_active false
field .status pending
field .experience_years 6
field .company_name 'Pai Works'
call GET /api/task-requests/available
expect 403 not-verified

# ---- A service is called a task; Core Functionalities: token based, role-based access

# The words are those of the contract: task_id and task_name, under the base path.
call POST /api/tasks '{"name":"Fan installation","price":349,"description":"A ceiling fan.","time_required":60}'
expect 403 insufficient-scope
as ''
call POST /api/tasks '{"name":"Fan installation","price":349,"description":"A ceiling fan.","time_required":60}'
expect 401
call GET /api/tasks
expect 200
field '.items | length' 0
as "$arun"
call GET /api/auth/me
expect 200
field .role PROFESSIONAL
field '.scopes | contains(["READ:WORK", "WRITE:WORK"])' true
field '.scopes | contains(["WRITE:SERVICES"])' false

# ---- 2. Admin Dashboard: log-in, all the users

as ''
call POST /check '{"username":"admin@example.com","password":"quartz-meadow-60"}'
expect 200
field .user.role ADMIN
admin=$(value .access_token)
as "$admin"
call GET /api/admin/dashboard
expect 200
field '.figures[] | select(.group == "professionals" and .name == "pending") | .count' 1
call GET /api/admin/users
expect 200
field '[.items[].email] | sort | @json' '["admin@example.com","arun@example.com","nila@example.com"]'

# ---- 3. Service Management: create, update, delete

# Before the approval, which needs a task that the professional offers.
call POST /api/tasks '{"name":"Fan installation","price":349,"description":"A ceiling fan is fitted and tried.","time_required":60}'
expect 201
text '"price":349.00'
task=$(value .id)
call PUT "/api/tasks/$task" '{"name":"Ceiling fan","price":399.5,"time_required":75}'
expect 200
field .name 'Ceiling fan'
text '"price":399.50'
field .time_required 75
call PUT /api/tasks "{\"task_id\":$task,\"price\":389}"
expect 200
text '"price":389.00'
call POST /api/tasks '{"name":"Brief","price":1,"description":"Soon gone.","time_required":1}'
expect 201
brief=$(value .id)
call DELETE "/api/tasks/$brief"
expect 204
call GET "/api/tasks/$brief"
expect 404
call POST /api/tasks '{"name":"Brief","price":1,"description":"Soon gone.","time_required":1}'
expect 201
call DELETE /api/tasks "{\"task_id\":$(value .id)}"
expect 204

# ---- 2. Admin Dashboard: approval after verification of the profile's documents

as "$arun"
call PUT /api/professionals/profile "{\"service_ids\":[$task],\"pin_codes\":[\"560001\"]}"
expect 200
printf '%%PDF-1.4\nlicence\n%%%%EOF\n' >"$scratch/licence.pdf"
call POST /api/professionals/documents -F "documents=@$scratch/licence.pdf"
expect 201
as "$admin"
call GET '/api/admin/professionals?status=pending'
expect 200
field '[.items[].id] | @json' "[$arun_id]"
call GET "/api/professionals/$arun_id/documents"
expect 200
call GET "/api/professionals/$arun_id/documents/$(value '.documents[0].id')"
expect 200
same "$scratch/licence.pdf"
call POST "/api/admin/professionals/verify/$arun_id"
expect 200
field .is_active true

# ---- 4. Service Request: create

as "$nila"
call POST /api/task-requests "{\"task_id\":$task,\"date_of_request\":\"2031-03-04T10:00:00Z\",\"remarks\":\"Bring a ladder.\"}"
expect 201
field .task_id "$task"
field .task_name 'Ceiling fan'
field .status requested
field .date_of_request 2031-03-04T10:00:00Z
field .service_id null
first=$(value .id)
call POST /api/task-requests "{\"service_id\":$task}"
expect 422

# ---- 4. Service Request: edit

call PUT "/api/task-requests/$first" '{"date_of_request":"2031-03-05T10:00:00Z","remarks":"A ladder is here."}'
expect 200
field .date_of_request 2031-03-05T10:00:00Z
field .remarks 'A ladder is here.'

# ---- 5. Search: customers by name, location, pin code

as ''
call GET '/api/tasks?q=fan'
expect 200
field '[.items[].id] | @json' "[$task]"
call GET '/api/tasks?pin_code=560001'
expect 200
field '[.items[].id] | @json' "[$task]"
call GET '/api/tasks?location=Nowhere'
expect 200
field '.items | length' 0
call GET "/api/tasks/$task"
expect 200
field .name 'Ceiling fan'

# ---- 5. Search: the administrator finds a professional to block, unblock or review

as "$admin"
call GET '/api/admin/professionals?q=Pai&max_rating=5'
expect 200
field '[.items[].id] | @json' "[$arun_id]"
call GET '/api/admin/users?q=arun'
expect 200
field '[.items[].id] | @json' "[$arun_user]"

# ---- 6. Action of the professional: all the requests of all the customers

# In the contract: his own and the open pool; strangers' addresses are nobody's business.
as "$arun"
call GET /api/task-requests
expect 200
field '[.items[].task_name] | @json' '["Ceiling fan"]'
field '.items[0].location' null
call GET "/api/task-requests?task_id=$task"
expect 200
field '[.items[].id] | @json' "[$first]"
call GET /api/task-requests/available
expect 200
field '[.items[].id] | @json' "[$first]"

# ---- 6. Action of the professional: accept, reject

call POST "/api/task-requests/$first/claim"
expect 200
field .status accepted
field .task_id "$task"
as "$nila"
call POST /api/task-requests "{\"task_id\":$task,\"professional_id\":$arun_id}"
expect 201
second=$(value .id)
as "$arun"
call POST "/api/task-requests/$second/reject"
expect 200
field .status requested
as "$nila"
call POST /api/task-requests "{\"task_id\":$task,\"professional_id\":$arun_id}"
expect 201
third=$(value .id)
as "$arun"
call PATCH /api/task-requests "{\"request_id\":$third,\"status\":\"accept\"}"
expect 200
field .status accepted

# ---- 6. Action of the professional: close once completed; 4. Service Request: close

call POST "/api/task-requests/$first/start"
expect 200
call POST "/api/task-requests/$first/close" '{"remarks":"It turns."}'
expect 200
field .status completed
as "$nila"
call POST "/api/task-requests/$first/close" '{"rating":1,"comment":"It fell down."}'
expect 200
field .status closed
field .task_name 'Ceiling fan'
call GET "/api/task-requests/$first"
expect 200
field '[.history[].action] | @json' '["create","edit","claim","start","finish","complete"]'
as ''
call GET "/api/tasks/$task/reviews"
expect 200
field '.items[0].rating' 1
field '.items[0].task_id' "$task"

# ---- 2. Admin Dashboard: block for fraudulent activity or poor reviews

as "$admin"
call GET '/api/admin/professionals?max_rating=2&q=Pai'
expect 200
field '[.items[].rating_average] | @json' '[1]'
call POST "/api/admin/users/$arun_user/block" '{"reason":"Poor reviews."}'
expect 200
soon "/api/task-requests/$third" .status requested
as ''
call POST /check '{"username":"arun","password":"amber-ridge-44"}'
expect 403 account-blocked
as "$admin"
call POST "/api/admin/users/$arun_user/unblock"
expect 200
call POST "/api/admin/users/$nila_id/block" '{"reason":"Fraud."}'
expect 200
soon "/api/task-requests/$third" .status cancelled

# ---- 8. Performance and Caching: a cache and its expiry

as ''
call GET /api/tasks
call GET /api/tasks
expect 200
header X-Cache hit
sleep 1.1
call GET /api/tasks
expect 200
header X-Cache miss

finished
# Answered by notifications and exports, later: 7. Backend Jobs, the daily reminder, the monthly report and the CSV export.
