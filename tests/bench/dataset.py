# What every contender serves: the same people, services and requests, by the same numbers, drawn with the same seed.
import random
import time

SERVICES, CATEGORIES, PROFESSIONALS = 400, 12, 300
CUSTOMERS = 4000
CALLERS = 128  # customers who are logged in
PASSWORD = "marble-canoe-17"

DAY = 86_400_000
NOW = int(time.time() * 1000)

FIRST = "Asha Bert Chitra Dev Esha Farid Gita Hari Indu Jai Kiran Lata Mohan Nila Om Priya Ravi Sita Tara Uma".split()
LAST = "Rao Iyer Das Nair Menon Khan Bose Sen Gupta Joshi Kulkarni Pillai Reddy Shah Verma Yadav".split()
WORDS = "kitchen sofa window tap fan lock filter washing lamp door floor carpet garden paint boiler oven".split()
REMARKS = ["Ring twice.", None, "The dog is friendly.", "Second floor, no lift.", None, "Call before you come.", None]
# How many in a hundred are in which state. What is open looks recent, or the product's own clockwork would end it.
STATES = (["closed"] * 70 + ["cancelled"] * 10 + ["expired"] * 3 + ["requested"] * 8 + ["accepted"] * 5
          + ["in_progress"] * 2 + ["completed"] * 2)
ACTIONS = {"requested": ["edit", "cancel"], "assigned": ["edit", "cancel"], "accepted": ["edit", "cancel"],
           "in_progress": ["complete"], "completed": ["complete"], "closed": [], "cancelled": [], "expired": []}

REQUEST_COLUMNS = """id status service_id service_name price time_required customer_id customer_name customer_phone location
    pin_code date_of_request remarks professional_id professional_user_id professional_name professional_phone
    professional_remarks created_at requested_at offered_at accepted_at started_at completed_at ended_at""".split()
TIMES = "date_of_request created_at requested_at offered_at accepted_at started_at completed_at ended_at".split()


def customers_of(requests):
    """How many customers a table of that size has: 25 requests each, until there are as many as this product has."""
    return min(CUSTOMERS, max(40, requests // 25))


def name_of(user):
    return FIRST[user % len(FIRST)], LAST[user // len(FIRST) % len(LAST)]


def email_of(user):
    return f"customer{user}@bench.test"


def phone_of(user):
    return f"+9198{user:08d}"


def address_of(user):
    return f"{user % 90 + 1} Hill Road, floor {user % 7}"


def pin_of(user):
    return str(560001 + user % 60)


def professional_user(professional):
    return CUSTOMERS + professional


def categories():
    return [(number, f"Category {number}", f"What belongs to {WORDS[number]}.") for number in range(1, CATEGORIES + 1)]


def services():
    """(id, name, description, price, minutes, category, created_at); all are offered everywhere."""
    dice = random.Random(1)
    text = "We come with tools, mend or clean it, and leave no trace. " * 3
    return [(number, f"{dice.choice(WORDS).title()} service {number}", text, dice.randrange(199_00, 4999_00, 50),
             dice.choice((45, 60, 90, 120)), 1 + number % CATEGORIES, NOW - 900 * DAY + number * 1000)
            for number in range(1, SERVICES + 1)]


def requests(count):
    """One tuple of REQUEST_COLUMNS each, the oldest first; every customer has about as many as another."""
    dice = random.Random(count)
    sold = services()
    customers = customers_of(count)
    owners = [1 + number % customers for number in range(count)]
    dice.shuffle(owners)
    step = 700 * DAY // count
    for number, owner in enumerate(owners, 1):
        id_, name, _, price, minutes, *_ = sold[dice.randrange(SERVICES)]
        state = STATES[dice.randrange(100)]
        created = NOW - DAY - (count - number) * step
        is_open = state in ("requested", "accepted", "in_progress", "completed")
        wanted = NOW + dice.randrange(1, 50 * DAY) if is_open else created + 3 * DAY
        worker = dice.randrange(1, PROFESSIONALS + 1) if state in ("accepted", "in_progress", "completed", "closed") else None
        yield (number, state, id_, name, price, minutes, owner, " ".join(name_of(owner)), phone_of(owner), address_of(owner),
               pin_of(owner), wanted, REMARKS[number % 7], worker, worker and professional_user(worker),
               worker and " ".join(name_of(professional_user(worker))), worker and phone_of(professional_user(worker)),
               "All done." if state in ("completed", "closed") else None, created, created,
               None, worker and created + 3_600_000,
               created + 2 * DAY if state in ("in_progress", "completed", "closed") else None,
               NOW - 3_600_000 if state == "completed" else created + 3 * DAY if state == "closed" else None,
               created + 3 * DAY if state in ("closed", "cancelled", "expired") else None)


def reviews(count):
    """(request, rating, comment) of every second request's number that is divisible by four, roughly the closed ones."""
    return ((number, 1 + number % 5, "Spotless." if number % 3 else None) for number in range(4, count + 1, 4))
