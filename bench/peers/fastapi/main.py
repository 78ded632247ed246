"""The peer of `./dev bench http`: list and detail of consultants and tenders with FastAPI and SQLAlchemy, over the same tables, with the same
statements and the same JSON, and the same question who asks (one look at the session a request). Written to be fast: asyncpg under uvloop,
statements prepared once a connection, no transaction around reads, the columns named, orjson for what goes out, and no second validation
of rows that the database typed already."""

import os
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException, Query
from fastapi.responses import ORJSONResponse
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB, UUID
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
CONSULTANTS = """SELECT c.id, c.user_id, c.company_id, c.first_name, c.last_name, c.title, c.bio, c.years_experience, c.hourly_rate::float8 AS hourly_rate,
    c.daily_rate::float8 AS daily_rate, c.currency, c.availability_date, c.status, c.location, c.latitude, c.longitude, c.remote_work,
    c.max_travel_distance, c.cv_url, c.linkedin_url, c.github_url, c.photo_url, coalesce((SELECT jsonb_agg(jsonb_build_object(
    'consultant_id', cs.consultant_id, 'skill_id', s.id, 'name', s.name, 'category', s.category, 'proficiency_level', cs.proficiency_level,
    'years_experience', cs.years_experience, 'details', cs.details) ORDER BY s.name, s.id) FROM consultant_skills cs
    JOIN skills s ON s.id = cs.skill_id WHERE cs.consultant_id = c.id), '[]') AS skills, c.created_at, c.updated_at FROM consultants c WHERE true"""
TENDERS = """SELECT t.id, t.company_id, t.title, t.client_name, t.description, t.start_date, t.end_date, t.location, t.latitude, t.longitude,
    t.remote_allowed, t.min_years_experience, t.status, t.budget_min::float8 AS budget_min, t.budget_max::float8 AS budget_max, t.currency,
    t.required_consultants, coalesce((SELECT jsonb_agg(jsonb_build_object('tender_id', ts.tender_id, 'skill_id', s.id, 'name', s.name,
    'category', s.category, 'importance', ts.importance, 'min_level', ts.min_level, 'details', ts.details)
    ORDER BY array_position(ARRAY['required', 'preferred', 'nice_to_have'], ts.importance), s.name, s.id)
    FROM tender_skills ts JOIN skills s ON s.id = ts.skill_id WHERE ts.tender_id = t.id), '[]') AS skills, t.created_at, t.updated_at
    FROM tenders t WHERE true"""
OF_CONSULTANTS = f" AND c.company_id = ANY(ARRAY(SELECT CAST(:company AS bigint) UNION ALL {PARTNERS}))"
OF_TENDERS = f" AND t.company_id = ANY(ARRAY(SELECT CAST(:company AS bigint) UNION ALL {PARTNERS})) AND (t.status = 'open' OR t.company_id = :company)"
# Parsed once: SQLAlchemy keeps the compiled form, asyncpg the prepared statement.
SESSION = text("""SELECT u.role, u.company_id FROM user_sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = :session AND s.revoked_at IS NULL AND u.id = :user AND u.token_version = :version AND u.is_active""").bindparams(
    bindparam("session", type_=UUID(as_uuid=False)))


def listing(select: str, scope: str, table: str):
    rows = text(f"{select}{scope} ORDER BY {table[0]}.id LIMIT :limit OFFSET :offset").columns(skills=JSONB)
    return rows, text(f"SELECT count(*) FROM {table} {table[0]} WHERE true{scope}")


def one(select: str, scope: str, table: str):
    return text(f"{select}{scope} AND {table[0]}.id = :id").columns(skills=JSONB)


LIST_CONSULTANTS, ONE_CONSULTANT = listing(CONSULTANTS, OF_CONSULTANTS, "consultants"), one(CONSULTANTS, OF_CONSULTANTS, "consultants")
LIST_TENDERS, ONE_TENDER = listing(TENDERS, OF_TENDERS, "tenders"), one(TENDERS, OF_TENDERS, "tenders")


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


async def page(statements, company: int, limit: int, offset: int) -> ORJSONResponse:
    rows, count = statements
    async with engine.connect() as connection:
        found = (await connection.execute(rows, {"company": company, "limit": limit, "offset": offset})).mappings().all()
        total = (await connection.execute(count, {"company": company})).scalar_one()
    return ORJSONResponse([dict(row) for row in found], headers={"X-Total-Count": str(total)})


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
