# The peers' database: the same rows by the same numbers, in their tables, and tokens for the same callers.
import os
import sqlite3
import sys
import time
from datetime import datetime, timezone

import dataset

SECRET = "a secret of the benchmark's peers, 48 characters long"
HERE = os.path.dirname(os.path.abspath(__file__))


def token(user):
    import jwt
    now = int(time.time())
    return jwt.encode({"sub": str(user), "iss": "bench", "aud": "bench", "iat": now, "exp": now + 7200}, SECRET, "HS256")


def when(milliseconds):
    """As SQLAlchemy keeps a DateTime in SQLite."""
    return milliseconds and datetime.fromtimestamp(milliseconds / 1000, timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f")


def fill(path, requests):
    os.environ["BENCH_DATABASE"] = path
    sys.path.insert(0, HERE)
    import tables
    engine = tables.engine(1)
    tables.Base.metadata.create_all(engine)
    engine.dispose()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN")
    db.executemany("INSERT INTO users VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (
        (user, dataset.email_of(user), *dataset.name_of(user), dataset.phone_of(user), dataset.address_of(user),
         dataset.pin_of(user), "CUSTOMER" if user <= dataset.CUSTOMERS else "PROFESSIONAL")
        for user in range(1, dataset.CUSTOMERS + dataset.PROFESSIONALS + 1)))
    db.executemany("INSERT INTO categories VALUES (?, ?, ?)", dataset.categories())
    db.executemany("INSERT INTO services VALUES (?, ?, ?, ?, ?, ?, 1, 0, 0, ?)", (
        (*row[:6], when(row[6])) for row in dataset.services()))
    columns = ["price_minor" if name == "price" else name for name in dataset.REQUEST_COLUMNS]
    times = [name in dataset.TIMES for name in dataset.REQUEST_COLUMNS]
    db.executemany(f"INSERT INTO service_requests ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", (
        tuple(when(value) if is_time else value for value, is_time in zip(row, times)) for row in dataset.requests(requests)))
    db.execute("INSERT INTO history (request_id, seq, to_status, action, actor, at)"
               " SELECT id, 1, 'requested', 'create', customer_id, created_at FROM service_requests")
    db.executemany("INSERT INTO reviews (request_id, rating, comment)"
                   " SELECT id, ?2, ?3 FROM service_requests WHERE id = ?1 AND status = 'closed'", dataset.reviews(requests))
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def count_requests(path):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    (count,) = db.execute("SELECT count(*) FROM service_requests").fetchone()
    db.close()
    return count
