import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { readProblem, readProblemBody } from "./problem";

const refusal = {
  type: "about:blank",
  title: "Somebody here already uses this email address",
  status: 409,
  code: "identity.email_taken",
  detail: "Somebody here already uses this email address",
  fields: { email: "taken" },
  request: "7f3a",
};

test("problem+json is read as it stands", () => {
  expect(readProblemBody(refusal)).toEqual({
    status: 409,
    code: "identity.email_taken",
    title: refusal.title,
    detail: refusal.detail,
    fields: { email: "taken" },
    request: "7f3a",
  });
});

test("a tRPC error carries the same refusal inside its data", () => {
  const error = TRPCClientError.from({
    error: {
      message: refusal.title,
      code: -32009,
      data: {
        code: "CONFLICT",
        httpStatus: 409,
        path: "identity.join",
        refusal: "identity.email_taken",
        detail: refusal.detail,
        fields: { email: "taken" },
        request: "7f3a",
      },
    },
  } as never);
  expect(readProblem(error)).toEqual(readProblemBody(refusal));
});

test("a dropped connection is unreachable, not unknown", () => {
  const error = TRPCClientError.from(new TypeError("Failed to fetch"));
  expect(readProblem(error).code).toBe("sala.unreachable");
  expect(readProblem(new Error("a bug")).code).toBe("sala.unreachable");
});

test("nonsense in place of a problem harms nothing", () => {
  expect(readProblemBody("<html>", 502)).toMatchObject({
    status: 502,
    code: "sala.unknown",
    fields: {},
  });
  expect(readProblemBody({ fields: { name: 3 } }).fields).toEqual({});
});
