"""The main job through the generated package: log in, list, clear a field with null, upload, poll, download."""

import os
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import httpx
from talentmatch_client import AuthenticatedClient, Client
from talentmatch_client.api.auth import log_in
from talentmatch_client.api.consultants import (
    create_consultant,
    get_consultant,
    list_consultants,
    patch_consultant,
)
from talentmatch_client.api.executions import get_execution
from talentmatch_client.api.resumes import (
    download_resume,
    get_cv_results,
    upload_cv,
)
from talentmatch_client.models import (
    ConsultantFields,
    ConsultantStatus,
    CvForm,
    Execution,
    ExecutionResultType0,
    ListConsultantsSort,
    ListConsultantsStatusItem,
    LogIn,
    NewConsultantFields,
    ParsedData,
    Problem,
    Status,
    Subject,
)
from talentmatch_client.types import File, Response

ENDED = {Status.SUCCESS, Status.ERROR, Status.CANCELLED}
T = TypeVar("T")


def good(answer: Response[T | Problem], status: HTTPStatus = HTTPStatus.OK) -> T:
    """The body of an answer that must be a good one."""
    body = answer.parsed
    assert answer.status_code == status, f"{answer.status_code}: {answer.content!r}"
    assert body is not None and not isinstance(body, Problem), f"{answer.status_code}: {answer.content!r}"
    return body


def given(value: object, kind: type[T]) -> T:
    """A value that must be there."""
    assert isinstance(value, kind), f"not a {kind.__name__}: {value!r}"
    return value


def log_in_as(base_url: str, email: str, password: str) -> AuthenticatedClient:
    """A client with the token of a session."""
    with Client(base_url=base_url) as anonymous:
        session = good(log_in.sync_detailed(client=anonymous, body=LogIn(email=email, password=password)))
    return AuthenticatedClient(base_url=base_url, token=session.access_token)


def list_some(client: AuthenticatedClient) -> int:
    """Typed rows, and how many there are in all."""
    page = list_consultants.sync_detailed(
        client=client, limit=2, sort=ListConsultantsSort("-id"), status=[ListConsultantsStatusItem.AVAILABLE]
    )
    rows = good(page)
    total = int(page.headers["X-Total-Count"])
    assert 0 < len(rows) <= 2 and len(rows) <= total, f"{len(rows)} rows of {total}"
    assert all(row.status == ConsultantStatus.AVAILABLE for row in rows)
    return total


def make_and_clear(client: AuthenticatedClient) -> int:
    """A new consultant whose location null has cleared."""
    fields = NewConsultantFields(title="Ingénieure DevOps", last_name="Fontanel", location="Nantes", daily_rate=580)
    made = good(create_consultant.sync_detailed(client=client, body=fields), HTTPStatus.CREATED)
    assert made.location == "Nantes"
    changes = ConsultantFields(location=None, daily_rate=600)
    changed = good(patch_consultant.sync_detailed(made.id, client=client, body=changes))
    assert not changed.location
    read = good(get_consultant.sync_detailed(made.id, client=client))
    assert not read.location
    assert (read.daily_rate, read.last_name) == (600, "Fontanel")
    return read.id


def upload(client: AuthenticatedClient, consultant: int, content: bytes) -> Execution:
    """The analysis of a CV, as it stands when it is enqueued."""
    form = CvForm(file=File(BytesIO(content), "cv.txt", "text/plain"))
    answer = upload_cv.sync_detailed(consultant, client=client, body=form)
    return good(answer, HTTPStatus.ACCEPTED)


def wait_for(client: AuthenticatedClient, execution: Execution) -> Execution:
    """The execution when it has ended well; the server holds each question back until there is news."""
    for _ in range(50):
        if execution.status in ENDED:
            break
        execution = good(get_execution.sync_detailed(execution.id, client=client, wait=20))
    assert execution.status == Status.SUCCESS, f"{execution.status}: {execution.error_message}"
    given(execution.result, ExecutionResultType0)
    return execution


def main() -> None:
    """The flow."""
    content = Path(os.environ["CV"]).read_bytes()
    client = log_in_as(os.environ["API_URL"], os.environ["EMAIL"], os.environ["PASSWORD"])
    # Longer than a question is held back.
    with client.with_timeout(httpx.Timeout(60)) as client:
        total = list_some(client)
        consultant = make_and_clear(client)
        execution = wait_for(client, upload(client, consultant, content))
        resume = given(execution.subject, Subject).id

        results = good(get_cv_results.sync_detailed(resume, client=client))
        assert given(results.parsed_data, ParsedData).personal.full_name == "Aurélie Fontanel"
        assert results.analyses[0].parsed_data.personal.emails == ["aurelie.fontanel@exemple.fr"]

        answer = download_resume.sync_detailed(resume, client=client)
        assert good(answer).payload.read() == content
        disposition = answer.headers["Content-Disposition"]
        assert "attachment" in disposition and "cv.txt" in disposition, disposition
    print(f"  Python: {total} consultants, resume {resume} read and downloaded ({len(content)} bytes)")


if __name__ == "__main__":
    main()
