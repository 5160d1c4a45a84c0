# What both peers do alike: verify a token, page by keyset, check and place a request.
import base64
import json
import os
from datetime import datetime
from typing import Optional

import jwt
from pydantic import BaseModel, Field
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from tables import History, Service, ServiceRequest, User

SECRET = os.environ["BENCH_SECRET"]
HEALTH = {"name": "Mortise", "version": "0.1.0", "message": "Mortise is running."}


class RequestIn(BaseModel):
    service_id: int
    location: Optional[str] = Field(None, max_length=300)
    pin_code: Optional[str] = Field(None, regex="^[1-9][0-9]{5}$")
    date_of_request: Optional[datetime]
    remarks: Optional[str] = Field(None, max_length=2000)


def caller_of(authorization):
    """The user's id in a header of the form "Bearer …". Throws jwt.InvalidTokenError."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer":
        raise jwt.InvalidTokenError("no bearer")
    return int(jwt.decode(token, SECRET, algorithms=["HS256"], audience="bench", issuer="bench")["sub"])


def page_of_requests(session, customer, limit, cursor):
    """The newest of a customer's first: at most `limit`, and the cursor of the next page."""
    query = (select(ServiceRequest).options(joinedload(ServiceRequest.review)).where(ServiceRequest.customer_id == customer)
             .order_by(ServiceRequest.created_at.desc(), ServiceRequest.id.desc()).limit(limit + 1))
    if cursor:
        at, last = json.loads(base64.urlsafe_b64decode(cursor))
        at = datetime.fromisoformat(at)
        query = query.where(or_(ServiceRequest.created_at < at, and_(ServiceRequest.created_at == at, ServiceRequest.id < last)))
    rows = session.execute(query).scalars().all()
    following = None
    if len(rows) > limit:
        mark = [rows[limit - 1].created_at.isoformat(), rows[limit - 1].id]
        following = base64.urlsafe_b64encode(json.dumps(mark).encode()).decode()
    return rows[:limit], following


def place(session, customer, wish):
    """Adds a request and its history; None when there is no such service."""
    service = session.get(Service, wish["service_id"])
    if service is None or not service.is_active:
        return None
    user = session.get(User, customer)
    request = ServiceRequest(
        status="requested", service_id=service.id, service_name=service.name, price_minor=service.price_minor,
        time_required=service.time_required, customer_id=user.id, customer_name=user.full_name, customer_phone=user.phone,
        location=wish.get("location") or user.address, pin_code=wish.get("pin_code") or user.pin_code,
        date_of_request=wish.get("date_of_request"), remarks=wish.get("remarks"))
    request.history.append(History(seq=1, to_status="requested", action="create", actor=user.id))
    request.review = None
    session.add(request)
    session.commit()
    return request
