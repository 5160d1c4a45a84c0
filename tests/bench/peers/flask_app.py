# The Flask peer: a scoped session, a decorator for the token, pydantic for the body, dictionaries for the answers.
import functools
from datetime import datetime

import jwt
from flask import Flask, abort, jsonify, request
from pydantic import ValidationError
from sqlalchemy.orm import scoped_session, sessionmaker

import lists
from tables import Service, engine

app = Flask(__name__)
db = scoped_session(sessionmaker(engine(4), expire_on_commit=False))

SERVICE = """id name description price time_required category_id category is_active pin_codes rating_average rating_count
    created_at""".split()
REQUEST = """id status service_id service_name price time_required customer_id customer_name customer_phone professional_id
    professional_user_id professional_name professional_phone location pin_code date_of_request remarks professional_remarks
    created_at accepted_at started_at completed_at ended_at rating comment allowed_actions""".split()


def shown(row, names):
    out = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in out.items()}


def signed_in(handler):
    @functools.wraps(handler)
    def guarded(**words):
        try:
            user = lists.caller_of(request.headers.get("Authorization"))
        except jwt.InvalidTokenError:
            abort(401)
        return handler(user=user, **words)
    return guarded


@app.teardown_appcontext
def forget_session(_):
    db.remove()


@app.get("/health")
def health():
    return jsonify(lists.HEALTH)


@app.get("/api/services/<int:service_id>")
@signed_in
def show_service(user, service_id):
    service = db.get(Service, service_id)
    return jsonify(shown(service, SERVICE)) if service else abort(404)


@app.get("/api/service-requests")
@signed_in
def list_requests(user):
    limit = request.args.get("limit", 50, int)
    if not 1 <= limit <= 200:
        abort(400)
    items, following = lists.page_of_requests(db, user, limit, request.args.get("cursor"))
    return jsonify({"items": [shown(item, REQUEST) for item in items], "next_cursor": following})


@app.post("/api/service-requests")
@signed_in
def order(user):
    try:
        wish = lists.RequestIn(**request.get_json())
    except ValidationError as fault:
        return jsonify(fault.errors()), 422
    placed = lists.place(db, user, wish.dict())
    return (jsonify(shown(placed, REQUEST)), 201) if placed else abort(422)
