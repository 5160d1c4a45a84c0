# The FastAPI peer: dependencies, pydantic models, plain `def` endpoints on the thread pool, as SQLAlchemy's sessions want them.
from datetime import datetime
from typing import List, Optional

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException, Query
from pydantic import BaseModel
from sqlalchemy.orm import Session, sessionmaker

import lists
from tables import Service, engine

app = FastAPI()
make_session = sessionmaker(engine(40), expire_on_commit=False)  # the thread pool has 40 threads


class ServiceOut(BaseModel):
    id: int
    name: str
    description: str
    price: float
    time_required: int
    category_id: Optional[int]
    category: Optional[str]
    is_active: bool
    pin_codes: List[str]
    rating_average: float
    rating_count: int
    created_at: datetime

    class Config:
        orm_mode = True


class RequestOut(BaseModel):
    id: int
    status: str
    service_id: int
    service_name: str
    price: float
    time_required: int
    customer_id: int
    customer_name: Optional[str]
    customer_phone: Optional[str]
    professional_id: Optional[int]
    professional_user_id: Optional[int]
    professional_name: Optional[str]
    professional_phone: Optional[str]
    location: Optional[str]
    pin_code: str
    date_of_request: Optional[datetime]
    remarks: Optional[str]
    professional_remarks: Optional[str]
    created_at: datetime
    accepted_at: Optional[datetime]
    started_at: Optional[datetime]
    completed_at: Optional[datetime]
    ended_at: Optional[datetime]
    rating: Optional[int]
    comment: Optional[str]
    allowed_actions: List[str]

    class Config:
        orm_mode = True


class RequestPage(BaseModel):
    items: List[RequestOut]
    next_cursor: Optional[str]


def database():
    with make_session() as session:
        yield session


async def caller(authorization: Optional[str] = Header(None)):
    try:
        return lists.caller_of(authorization)
    except jwt.InvalidTokenError:
        raise HTTPException(401, "not authenticated")


@app.get("/health")
async def health():
    return lists.HEALTH


@app.get("/api/services/{service_id}", response_model=ServiceOut)
def show_service(service_id: int, user: int = Depends(caller), db: Session = Depends(database)):
    service = db.get(Service, service_id)
    if service is None:
        raise HTTPException(404, "no such service")
    return service


@app.get("/api/service-requests", response_model=RequestPage)
def list_requests(limit: int = Query(50, ge=1, le=200), cursor: Optional[str] = None, user: int = Depends(caller),
                  db: Session = Depends(database)):
    items, following = lists.page_of_requests(db, user, limit, cursor)
    return {"items": items, "next_cursor": following}


@app.post("/api/service-requests", response_model=RequestOut, status_code=201)
def order(wish: lists.RequestIn, user: int = Depends(caller), db: Session = Depends(database)):
    request = lists.place(db, user, wish.dict())
    if request is None:
        raise HTTPException(422, "no such service")
    return request
