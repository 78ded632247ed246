// The main job through the generated types: log in, list, clear a field with null, upload, poll, download.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Execution = components["schemas"]["Execution"];

const ENDED: readonly Execution["status"][] = ["success", "error", "cancelled"];

function setting(name: string): string {
  const value = process.env[name];
  assert(value, `${name} is not set`);
  return value;
}

/** The data of an answer that must be a good one. */
function good<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  const { data, error, response } = answer;
  assert(data !== undefined, `${response.url} answered ${response.status}: ${JSON.stringify(error)}`);
  return data;
}

const client = createClient<paths>({ baseUrl: setting("API_URL") });

const session = good(
  await client.POST("/api/v1/auth/login", {
    body: { email: setting("EMAIL"), password: setting("PASSWORD") },
  }),
);
client.use({
  onRequest({ request }) {
    request.headers.set("Authorization", `Bearer ${session.access_token}`);
    return request;
  },
});

const page = await client.GET("/api/v1/consultants", { params: { query: { limit: 2, sort: "-id", status: ["available"] } } });
const rows = good(page);
const total = Number(page.response.headers.get("X-Total-Count"));
assert(rows.length > 0 && rows.length <= 2 && total >= rows.length, `${rows.length} rows of ${total}`);
for (const row of rows) {
  assert.equal(row.status, "available");
}

const made = good(
  await client.POST("/api/v1/consultants", {
    body: { title: "Ingénieure DevOps", last_name: "Fontanel", location: "Nantes", daily_rate: 580 },
  }),
);
assert.equal(made.location, "Nantes");
const one = { params: { path: { id: made.id } } };
const changed = good(await client.PATCH("/api/v1/consultants/{id}", { ...one, body: { location: null, daily_rate: 600 } }));
assert.equal(changed.location ?? null, null);
const read = good(await client.GET("/api/v1/consultants/{id}", one));
assert.equal(read.location ?? null, null);
assert.equal(read.daily_rate, 600);
assert.equal(read.last_name, "Fontanel");

const bytes = readFileSync(setting("CV"));
let execution: Execution = good(
  await client.POST("/api/v1/consultants/{id}/cv", {
    ...one,
    body: { file: new Blob([bytes], { type: "text/plain" }) },
    bodySerializer(form) {
      const multipart = new FormData();
      multipart.append("file", form.file, "cv.txt");
      return multipart;
    },
  }),
);
const resumeId = execution.subject?.id;
assert(resumeId !== undefined, "the analysis names its resume");

for (let polls = 0; !ENDED.includes(execution.status); polls += 1) {
  assert(polls < 50, `still ${execution.status}`);
  const params = { path: { id: execution.id }, query: { wait: 20 } };
  execution = good(await client.GET("/api/v1/executions/{id}", { params }));
}
assert.equal(execution.status, "success", execution.error_message ?? "no message");
const facts: Record<string, unknown> | null | undefined = execution.result;
assert(facts, "a success has a result");

const results = good(
  await client.GET("/api/v1/cv_analysis/results/{resume_id}", { params: { path: { resume_id: resumeId } } }),
);
assert.equal(results.parsed_data?.personal.full_name, "Aurélie Fontanel");
assert.equal(results.analyses[0]?.parsed_data.personal.emails[0], "aurelie.fontanel@exemple.fr");

const resume = { params: { path: { id: resumeId } } };
const file = await client.GET("/api/v1/resumes/{id}/file", { ...resume, parseAs: "blob" });
const blob: Blob = good(file);
assert.deepEqual(Buffer.from(await blob.arrayBuffer()), bytes);
assert.match(file.response.headers.get("Content-Disposition") ?? "", /attachment.*cv\.txt/);

good(await client.GET("/api/v1/resumes/{id}", resume));
console.log(`  TypeScript: ${total} consultants, resume ${resumeId} read and downloaded (${bytes.length} bytes)`);
