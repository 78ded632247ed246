// Writes api.d.ts from the description: node generate.mjs OPENAPI_JSON
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

// What a file is in a form and in an answer; a string unless one says so (openapi-typescript's own example).
const BLOB = ts.factory.createTypeReferenceNode(ts.factory.createIdentifier("Blob"));

const description = JSON.parse(readFileSync(process.argv[2], "utf8"));
const types = await openapiTS(description, {
  transform: (schema) => (schema.format === "binary" ? BLOB : undefined),
});
writeFileSync("api.d.ts", astToString(types));
