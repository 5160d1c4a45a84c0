# Mortise's data folder: made by its own migrations, filled by rows while no host runs, its callers logged in by REST.
import os
import shutil
import sqlite3

import dataset
from client import Client
from dataset import CUSTOMERS, DAY, NOW, PROFESSIONALS

def opened(folder):
    db = sqlite3.connect(os.path.join(folder, "mortise.db"), isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")  # thrown away when it fails; the hosts themselves run with FULL
    db.execute("BEGIN")
    return db


def closed(db):
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def fill_people(folder, customers=CUSTOMERS):
    """Customer 1 registered by REST; the others get his password's hash, which is as good as any."""
    db = opened(folder)
    (hashed,) = db.execute("SELECT password_hash FROM auth_users WHERE id = 1").fetchone()
    for user in [*range(2, customers + 1), *range(CUSTOMERS + 1, CUSTOMERS + PROFESSIONALS + 1)]:
        first, last = dataset.name_of(user)
        role = "CUSTOMER" if user <= CUSTOMERS else "PROFESSIONAL"
        db.execute("INSERT INTO auth_users (id, email, phone, first_name, last_name, address, city, pin_code, role,"
                   " password_hash, created_at) VALUES (?, ?, ?, ?, ?, ?, 'Bengaluru', ?, ?, ?, ?)",
                   (user, dataset.email_of(user), dataset.phone_of(user), first, last, dataset.address_of(user),
                    dataset.pin_of(user), role, hashed, NOW - 800 * DAY + user))
        db.executemany("INSERT INTO auth_names (name, user_id) VALUES (?, ?)",
                       [(dataset.email_of(user), user), (dataset.phone_of(user), user)])
    db.executemany("INSERT INTO services_categories VALUES (?, ?, ?)", dataset.categories())
    for id_, name, description, price, minutes, category, created in dataset.services():
        db.execute("INSERT INTO services_services (id, name, description, price, time_required, category_id, is_active,"
                   " pin_codes, created_at) VALUES (?, ?, ?, ?, ?, ?, 1, '[]', ?)",
                   (id_, name, description, price, minutes, category, created))
        db.execute("INSERT INTO services_search (rowid, name, description) VALUES (?, ?, ?)", (id_, name, description))
    for one in range(1, PROFESSIONALS + 1):
        db.execute("INSERT INTO services_professionals (id, user_id, experience_years, description, city, pin_codes, status,"
                   " is_active, created_at) VALUES (?, ?, ?, 'Knows the trade.', 'Bengaluru', '[]', 'verified', 1, ?)",
                   (one, dataset.professional_user(one), one % 30, NOW - 700 * DAY))
        db.executemany("INSERT INTO services_offers VALUES (?, ?)",
                       [(one, 1 + (one * 7 + step * 31) % dataset.SERVICES) for step in range(4)])
    closed(db)


def fill_requests(folder, count):
    db = opened(folder)
    columns = dataset.REQUEST_COLUMNS
    db.executemany(f"INSERT INTO requests_requests ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
                   dataset.requests(count))
    db.execute("INSERT INTO requests_history (request_id, seq, to_status, action, actor, at)"
               " SELECT id, 1, 'requested', 'create', customer_id, created_at FROM requests_requests")
    db.executemany("INSERT INTO requests_ratings (request_id, rating, comment, rated_at)"
                   " SELECT id, ?2, ?3, ended_at FROM requests_requests"
                   " WHERE id = ?1 AND status = 'closed'", dataset.reviews(count))
    closed(db)


def count_requests(folder):
    db = sqlite3.connect(f"file:{folder}/mortise.db?mode=ro", uri=True)
    (count,) = db.execute("SELECT count(*) FROM requests_requests").fetchone()
    db.close()
    return count


def log_in(client, user):
    reply = client.post("/api/auth/login", {"username": dataset.email_of(user), "password": dataset.PASSWORD})
    return reply.expect(200)["access_token"]


class Household:
    """Data folders below `root`, all with the same people and signing key, so that a token made once is good in each."""

    def __init__(self, root, start, customers=CUSTOMERS, callers=dataset.CALLERS):
        """`start(folder)` runs a host as a context."""
        self.root, self.callers = root, callers
        self.people = os.path.join(root, "people")
        shutil.rmtree(root, ignore_errors=True)
        os.makedirs(root)
        with start(self.people) as host, Client(host.address) as client:
            client.post("/api/auth/register/customer",
                        {"email": dataset.email_of(1), "phone": dataset.phone_of(1), "password": dataset.PASSWORD,
                         "first_name": dataset.name_of(1)[0], "last_name": dataset.name_of(1)[1], "city": "Bengaluru",
                         "address": dataset.address_of(1), "pin_code": dataset.pin_of(1)}).expect(201)
        fill_people(self.people, customers)
        with start(self.people) as host, Client(host.address) as client:
            # The first forty have requests in the smallest table too.
            users = [*range(1, 41), *range(41, customers, max(1, customers // callers))][:callers]
            self.tokens = {user: log_in(client, user) for user in users}

    def folder(self, requests):
        """The folder with that many requests, made when it is first asked for."""
        folder = os.path.join(self.root, f"requests-{requests}")
        if not os.path.exists(folder):
            shutil.copytree(self.people, folder, ignore=shutil.ignore_patterns("*.sock", "*.lock"))
            fill_requests(folder, requests)
            os.sync()
        return folder

    def copy(self, requests):
        """A copy that may be written to, in place of the copy before."""
        folder = os.path.join(self.root, "copy")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder(requests), folder, ignore=shutil.ignore_patterns("*.sock", "*.lock"))
        os.sync()  # what was copied is not to be written while something is measured
        return folder
