# The tables of both peers, as SQLAlchemy describes them, and the engine that opens them.
import os
from datetime import datetime

from sqlalchemy import Boolean, Column, DateTime, Float, ForeignKey, Index, Integer, String, create_engine, event
from sqlalchemy.orm import declarative_base, relationship
from sqlalchemy.pool import QueuePool

Base = declarative_base()

ALLOWED_ACTIONS = {"requested": ["edit", "cancel"], "assigned": ["edit", "cancel"], "accepted": ["edit", "cancel"],
                   "in_progress": ["complete"], "completed": ["complete"]}


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    email = Column(String, nullable=False, unique=True)
    first_name = Column(String, nullable=False)
    last_name = Column(String, nullable=False)
    phone = Column(String)
    address = Column(String)
    pin_code = Column(String)
    role = Column(String, nullable=False)

    @property
    def full_name(self):
        return f"{self.first_name} {self.last_name}"


class Category(Base):
    __tablename__ = "categories"
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False, unique=True)
    description = Column(String)


class Service(Base):
    __tablename__ = "services"
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    description = Column(String, nullable=False)
    price_minor = Column(Integer, nullable=False)
    time_required = Column(Integer, nullable=False)
    category_id = Column(ForeignKey("categories.id"))
    is_active = Column(Boolean, nullable=False, default=True)
    rating_average = Column(Float, nullable=False, default=0)
    rating_count = Column(Integer, nullable=False, default=0)
    created_at = Column(DateTime, nullable=False)
    category_row = relationship(Category, lazy="joined")

    @property
    def category(self):
        return self.category_row.name if self.category_row else None

    @property
    def price(self):
        return self.price_minor / 100

    @property
    def pin_codes(self):
        return []


class ServiceRequest(Base):
    __tablename__ = "service_requests"
    id = Column(Integer, primary_key=True)
    status = Column(String, nullable=False)
    service_id = Column(ForeignKey("services.id"), nullable=False)
    service_name = Column(String, nullable=False)
    price_minor = Column(Integer, nullable=False)
    time_required = Column(Integer, nullable=False)
    customer_id = Column(ForeignKey("users.id"), nullable=False)
    customer_name = Column(String, nullable=False)
    customer_phone = Column(String)
    location = Column(String, nullable=False)
    pin_code = Column(String, nullable=False)
    date_of_request = Column(DateTime)
    remarks = Column(String)
    professional_id = Column(Integer)
    professional_user_id = Column(Integer)
    professional_name = Column(String)
    professional_phone = Column(String)
    professional_remarks = Column(String)
    created_at = Column(DateTime, nullable=False, default=datetime.utcnow)
    requested_at = Column(DateTime, nullable=False, default=datetime.utcnow)
    offered_at = Column(DateTime)
    accepted_at = Column(DateTime)
    started_at = Column(DateTime)
    completed_at = Column(DateTime)
    ended_at = Column(DateTime)
    review = relationship("Review", uselist=False)
    history = relationship("History")

    __table_args__ = (Index("requests_of_customer", "customer_id", "created_at"),
                      Index("requests_in_state", "status", "created_at"),
                      Index("requests_of_professional", "professional_id", "status"))

    @property
    def price(self):
        return self.price_minor / 100

    @property
    def rating(self):
        return self.review.rating if self.review else None

    @property
    def comment(self):
        return self.review.comment if self.review else None

    @property
    def allowed_actions(self):
        return ALLOWED_ACTIONS.get(self.status, [])


class History(Base):
    __tablename__ = "history"
    id = Column(Integer, primary_key=True)
    request_id = Column(ForeignKey("service_requests.id"), nullable=False, index=True)
    seq = Column(Integer, nullable=False)
    from_status = Column(String)
    to_status = Column(String, nullable=False)
    action = Column(String, nullable=False)
    actor = Column(Integer)
    at = Column(DateTime, nullable=False, default=datetime.utcnow)


class Review(Base):
    __tablename__ = "reviews"
    id = Column(Integer, primary_key=True)
    request_id = Column(ForeignKey("service_requests.id"), nullable=False, unique=True)
    rating = Column(Integer, nullable=False)
    comment = Column(String)


def engine(connections):
    """As durable as the host that they are compared with: write-ahead log, synchronous FULL."""
    out = create_engine(f"sqlite:///{os.environ['BENCH_DATABASE']}", poolclass=QueuePool, pool_size=connections, max_overflow=0,
                        connect_args={"timeout": 60, "check_same_thread": False})

    @event.listens_for(out, "connect")
    def prepare(connection, _):
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute("PRAGMA " + pragma)

    return out
