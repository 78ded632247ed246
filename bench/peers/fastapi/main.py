"""The peer of `./dev bench http`: list and detail of consultants and tenders with FastAPI and SQLAlchemy, over the same tables, with the same
statements and the same JSON, and the same question who asks (one look at the session a request)."""

import os
from datetime import date, datetime
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException, Query, Response
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

engine = create_async_engine(
    os.environ["DATABASE_URL"].replace("postgres://", "postgresql+asyncpg://", 1).replace("postgresql://", "postgresql+asyncpg://", 1),
    pool_size=16,
    max_overflow=0,
)
app = FastAPI()


class Skill(BaseModel):
    skill_id: int
    name: str
    category: str


class ConsultantSkill(Skill):
    consultant_id: int
    proficiency_level: str
    years_experience: float | None
    details: str | None


class TenderSkill(Skill):
    tender_id: int
    importance: str
    min_level: str | None
    details: str | None


class Consultant(BaseModel):
    id: int
    user_id: int | None
    company_id: int
    first_name: str | None
    last_name: str | None
    title: str
    bio: str | None
    years_experience: float | None
    hourly_rate: float | None
    daily_rate: float | None
    currency: str
    availability_date: date | None
    status: str
    location: str | None
    latitude: float | None
    longitude: float | None
    remote_work: bool
    max_travel_distance: int | None
    cv_url: str | None
    linkedin_url: str | None
    github_url: str | None
    photo_url: str | None
    skills: list[ConsultantSkill]
    created_at: datetime
    updated_at: datetime | None


class Tender(BaseModel):
    id: int
    company_id: int
    title: str
    client_name: str | None
    description: str | None
    start_date: date | None
    end_date: date | None
    location: str | None
    latitude: float | None
    longitude: float | None
    remote_allowed: bool
    min_years_experience: float | None
    status: str
    budget_min: float | None
    budget_max: float | None
    currency: str
    required_consultants: int
    skills: list[TenderSkill]
    created_at: datetime
    updated_at: datetime | None


PARTNERS = """(SELECT CASE WHEN ps.initiator_company_id = :company THEN ps.partner_company_id ELSE ps.initiator_company_id END FROM partnerships ps
    WHERE ps.status = 'active' AND :company IN (ps.initiator_company_id, ps.partner_company_id)
    AND coalesce(ps.start_date <= current_date, true) AND coalesce(ps.end_date >= current_date, true))"""
CONSULTANTS = """SELECT c.*, c.hourly_rate::float8 AS hourly_rate, c.daily_rate::float8 AS daily_rate, coalesce((SELECT jsonb_agg(jsonb_build_object('consultant_id', cs.consultant_id, 'skill_id', s.id,
    'name', s.name, 'category', s.category, 'proficiency_level', cs.proficiency_level, 'years_experience', cs.years_experience,
    'details', cs.details) ORDER BY s.name, s.id) FROM consultant_skills cs JOIN skills s ON s.id = cs.skill_id
    WHERE cs.consultant_id = c.id), '[]') AS skills FROM consultants c WHERE true"""
TENDERS = """SELECT t.*, t.budget_min::float8 AS budget_min, t.budget_max::float8 AS budget_max, coalesce((SELECT jsonb_agg(jsonb_build_object('tender_id', ts.tender_id, 'skill_id', s.id, 'name', s.name,
    'category', s.category, 'importance', ts.importance, 'min_level', ts.min_level, 'details', ts.details)
    ORDER BY array_position(ARRAY['required', 'preferred', 'nice_to_have'], ts.importance), s.name, s.id)
    FROM tender_skills ts JOIN skills s ON s.id = ts.skill_id WHERE ts.tender_id = t.id), '[]') AS skills FROM tenders t WHERE true"""
OF_CONSULTANTS = f" AND c.company_id = ANY(ARRAY(SELECT CAST(:company AS bigint) UNION ALL {PARTNERS}))"
OF_TENDERS = f" AND t.company_id = ANY(ARRAY(SELECT CAST(:company AS bigint) UNION ALL {PARTNERS})) AND (t.status = 'open' OR t.company_id = :company)"


async def company(authorization: Annotated[str, Header()]) -> int:
    """Who asks now, as the session says."""
    claims = jwt.decode(authorization.removeprefix("Bearer "), os.environ["SECRET_KEY"], algorithms=["HS256"], audience="talentmatch-api", issuer="talentmatch")
    async with engine.connect() as connection:
        row = (await connection.execute(
            text("""SELECT u.role, u.company_id FROM user_sessions s JOIN users u ON u.id = s.user_id
                WHERE s.id = CAST(CAST(:session AS text) AS uuid) AND s.revoked_at IS NULL AND u.id = :user AND u.token_version = :version AND u.is_active"""),
            {"session": claims["sid"], "user": int(claims["sub"]), "version": claims["ver"]},
        )).first()
    if row is None:
        raise HTTPException(401)
    return row.company_id


Company = Annotated[int, Depends(company)]


async def listing(select: str, scope: str, table: str, response: Response, values: dict) -> list[dict]:
    async with engine.connect() as connection:
        rows = (await connection.execute(text(f"{select}{scope} ORDER BY {table[0]}.id LIMIT :limit OFFSET :offset"), values)).mappings().all()
        total = (await connection.execute(text(f"SELECT count(*), max({table[0]}.id) FROM {table} {table[0]} WHERE true{scope}"), values)).first()
    response.headers["X-Total-Count"] = str(total[0])
    return [dict(row) for row in rows]


async def one(select: str, scope: str, table: str, values: dict) -> dict:
    async with engine.connect() as connection:
        row = (await connection.execute(text(f"{select}{scope} AND {table[0]}.id = :id"), values)).mappings().first()
    if row is None:
        raise HTTPException(404)
    return dict(row)


@app.get("/api/v1/consultants", response_model=list[Consultant])
async def consultants(company: Company, response: Response, limit: Annotated[int, Query(ge=1, le=200)] = 100, offset: Annotated[int, Query(ge=0)] = 0):
    return await listing(CONSULTANTS, OF_CONSULTANTS, "consultants", response, {"company": company, "limit": limit, "offset": offset})


@app.get("/api/v1/consultants/{id}", response_model=Consultant)
async def consultant(company: Company, id: int):
    return await one(CONSULTANTS, OF_CONSULTANTS, "consultants", {"company": company, "id": id})


@app.get("/api/v1/tenders", response_model=list[Tender])
async def tenders(company: Company, response: Response, limit: Annotated[int, Query(ge=1, le=200)] = 100, offset: Annotated[int, Query(ge=0)] = 0):
    return await listing(TENDERS, OF_TENDERS, "tenders", response, {"company": company, "limit": limit, "offset": offset})


@app.get("/api/v1/tenders/{id}", response_model=Tender)
async def tender(company: Company, id: int):
    return await one(TENDERS, OF_TENDERS, "tenders", {"company": company, "id": id})
