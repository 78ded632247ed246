"""The peer of `./dev bench http`: list and detail of consultants and tenders with FastAPI and SQLAlchemy, over the same tables, with the same
statements and the same JSON, and the same question who asks (one look at the session a request). Written to be fast: asyncpg under uvloop,
statements prepared once a connection, no transaction around reads, the columns named, orjson for what goes out, and no second validation
of rows that the database typed already."""

import os
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException, Query
from fastapi.responses import ORJSONResponse, Response
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSON, UUID
from sqlalchemy.ext.asyncio import create_async_engine

engine = create_async_engine(
    os.environ["DATABASE_URL"].replace("postgres://", "postgresql+asyncpg://", 1).replace("postgresql://", "postgresql+asyncpg://", 1),
    pool_size=16,
    max_overflow=0,
    isolation_level="AUTOCOMMIT",
)
app = FastAPI(default_response_class=ORJSONResponse)
SECRET_KEY = os.environ["SECRET_KEY"]

PARTNERS = """(SELECT CASE WHEN ps.initiator_company_id = :company THEN ps.partner_company_id ELSE ps.initiator_company_id END FROM partnerships ps
    WHERE ps.status = 'active' AND :company IN (ps.initiator_company_id, ps.partner_company_id)
    AND coalesce(ps.start_date <= current_date, true) AND coalesce(ps.end_date >= current_date, true))"""
CONSULTANTS = """c.id, c.user_id, c.company_id, c.first_name, c.last_name, c.title, c.bio, c.years_experience, {hourly_rate}, {daily_rate}, c.currency,
    c.availability_date, c.status, c.location, c.latitude, c.longitude, c.remote_work, c.max_travel_distance, c.cv_url, c.linkedin_url, c.github_url,
    c.photo_url, c.skills_json AS skills, {created_at}, {updated_at}"""
TENDERS = """t.id, t.company_id, t.title, t.client_name, t.description, t.start_date, t.end_date, t.location, t.latitude, t.longitude,
    t.remote_allowed, t.min_years_experience, t.status, {budget_min}, {budget_max}, t.currency, t.required_consultants,
    t.skills_json AS skills, {created_at}, {updated_at}"""
MONEY = {"consultants": ["hourly_rate", "daily_rate"], "tenders": ["budget_min", "budget_max"]}


def typed(columns: str, table: str) -> str:
    """With values that Python has types for."""
    row = table[0]
    money = {name: f"{row}.{name}::float8 AS {name}" for name in MONEY[table]}
    return columns.format(**money, created_at=f"{row}.created_at", updated_at=f"{row}.updated_at")


def as_json(columns: str, table: str) -> str:
    """With values as JSON has them."""
    row = table[0]
    instant = {n: f"""to_char({row}.{n} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24\\:MI\\:SS.US"Z"') AS {n}""" for n in ("created_at", "updated_at")}
    return columns.format(**{name: f"{row}.{name}" for name in MONEY[table]}, **instant)


OURS = f"SELECT CAST(:company AS bigint) UNION {PARTNERS}"
OF_CONSULTANTS = f" AND c.company_id = ANY(ARRAY({OURS}))"
OPEN_OR_OURS = " AND (t.status = 'open' OR t.company_id = :company)"
OF_TENDERS = f" AND t.company_id = ANY(ARRAY({OURS})){OPEN_OR_OURS}"
# Parsed once: SQLAlchemy keeps the compiled form, asyncpg the prepared statement.
SESSION = text("""SELECT u.role, u.company_id FROM user_sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = :session AND s.revoked_at IS NULL AND u.id = :user AND u.token_version = :version AND u.is_active""").bindparams(
    bindparam("session", type_=UUID(as_uuid=False)))


def of_page(scope: str, table: str) -> tuple[str, str]:
    """The ids of a page's rows, and how many there are in all: company by company, as the api reads them."""
    row = table[0]
    where = f"FROM {table} {row} WHERE true AND {row}.company_id = companies.id{scope}"
    page = f"""WITH companies (id) AS MATERIALIZED ({OURS}), page AS MATERIALIZED (
        SELECT {row}.id FROM companies CROSS JOIN LATERAL (SELECT {row}.id {where} ORDER BY {row}.id ASC LIMIT :most) {row}
        ORDER BY {row}.id ASC LIMIT :limit OFFSET :offset)"""
    total = f"(SELECT coalesce(sum(counted.n), 0)::bigint FROM companies CROSS JOIN LATERAL (SELECT count(*) AS n {where}) counted) AS total"
    return page, total


def listing(select: str, scope: str, table: str):
    row = table[0]
    page, total = of_page(scope, table)
    rows = f"SELECT {typed(select, table)}, {total} FROM {table} {row} WHERE {row}.id = ANY(ARRAY(SELECT id FROM page)) ORDER BY {row}.id ASC"
    return text(f"{page} {rows}").columns(skills=JSON)


def passing(select: str, scope: str, table: str):
    """The api's own statement: a page is one row, the JSON of its rows, which goes out as it is."""
    row = table[0]
    page, total = of_page(scope, table)
    return text(f"""{page}, rows AS (SELECT row_to_json(r)::text AS json FROM (SELECT {as_json(select, table)} FROM {table} {row}
            WHERE true AND {row}.id = ANY(ARRAY(SELECT id FROM page LIMIT :shown)) ORDER BY {row}.id ASC) r)
        SELECT coalesce((SELECT '[' || string_agg(json, ',') || ']' FROM rows), '[]') AS rows, {total},
            (SELECT row_to_json(p)::text FROM page p WHERE (SELECT count(*) FROM page) > :shown OFFSET :shown - 1 LIMIT 1) AS last""")


def one(select: str, scope: str, table: str):
    return text(f"SELECT {typed(select, table)} FROM {table} {table[0]} WHERE true{scope} AND {table[0]}.id = :id").columns(skills=JSON)


LIST_CONSULTANTS, ONE_CONSULTANT = listing(CONSULTANTS, "", "consultants"), one(CONSULTANTS, OF_CONSULTANTS, "consultants")
LIST_TENDERS, ONE_TENDER = listing(TENDERS, OPEN_OR_OURS, "tenders"), one(TENDERS, OF_TENDERS, "tenders")
PASS_CONSULTANTS, PASS_TENDERS = passing(CONSULTANTS, "", "consultants"), passing(TENDERS, OPEN_OR_OURS, "tenders")


async def company(authorization: Annotated[str, Header()]) -> int:
    """Who asks now, as the session says."""
    claims = jwt.decode(authorization.removeprefix("Bearer "), SECRET_KEY, algorithms=["HS256"], audience="talentmatch-api", issuer="talentmatch")
    async with engine.connect() as connection:
        values = {"session": claims["sid"], "user": int(claims["sub"]), "version": claims["ver"]}
        row = (await connection.execute(SESSION, values)).first()
    if row is None:
        raise HTTPException(401)
    return row.company_id


Company = Annotated[int, Depends(company)]
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0)]


async def rows_of(statement, company: int, limit: int, offset: int):
    # One more than the page holds tells whether others follow.
    values = {"company": company, "limit": limit + 1, "most": limit + 1 + offset, "offset": offset, "shown": limit}
    async with engine.connect() as connection:
        return (await connection.execute(statement, values)).mappings().all()


async def page(statement, company: int, limit: int, offset: int) -> ORJSONResponse:
    found = [dict(row) for row in await rows_of(statement, company, limit, offset)]
    total = found[0]["total"] if found else 0
    for row in found:
        del row["total"]
    return ORJSONResponse(found[:limit], headers={"X-Total-Count": str(total)})


async def passed(statement, company: int, limit: int, offset: int) -> Response:
    row = (await rows_of(statement, company, limit, offset))[0]
    return Response(row["rows"], media_type="application/json", headers={"X-Total-Count": str(row["total"])})


async def detail(statement, company: int, id: int) -> ORJSONResponse:
    async with engine.connect() as connection:
        row = (await connection.execute(statement, {"company": company, "id": id})).mappings().first()
    if row is None:
        raise HTTPException(404)
    return ORJSONResponse(dict(row))


@app.get("/api/v1/consultants")
async def consultants(company: Company, limit: Limit = 100, offset: Offset = 0):
    return await page(LIST_CONSULTANTS, company, limit, offset)


@app.get("/api/v1/consultants/{id}")
async def consultant(company: Company, id: int):
    return await detail(ONE_CONSULTANT, company, id)


@app.get("/api/v1/tenders")
async def tenders(company: Company, limit: Limit = 100, offset: Offset = 0):
    return await page(LIST_TENDERS, company, limit, offset)


@app.get("/api/v1/tenders/{id}")
async def tender(company: Company, id: int):
    return await detail(ONE_TENDER, company, id)


@app.get("/passing/api/v1/consultants")
async def passed_consultants(company: Company, limit: Limit = 100, offset: Offset = 0):
    return await passed(PASS_CONSULTANTS, company, limit, offset)


@app.get("/passing/api/v1/tenders")
async def passed_tenders(company: Company, limit: Limit = 100, offset: Offset = 0):
    return await passed(PASS_TENDERS, company, limit, offset)
