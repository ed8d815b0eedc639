import { expect, test } from "vitest";
import { Ledger } from "./ledger";

test("an edit counts until the message that carries it is acknowledged", () => {
  const ledger = new Ledger();
  ledger.edited(2);
  ledger.sent();
  ledger.edited(1);
  expect(ledger.edits).toBe(3);
  ledger.acknowledged(1);
  expect(ledger.edits).toBe(1);
  ledger.sent();
  ledger.acknowledged(2);
  expect(ledger.settled).toBe(true);
});

test("a message without edits still has to be acknowledged", () => {
  const ledger = new Ledger();
  ledger.sent();
  expect(ledger.edits).toBe(0);
  expect(ledger.settled).toBe(false);
});

test("an acknowledgement heard twice settles nothing twice", () => {
  const ledger = new Ledger();
  ledger.edited(1);
  ledger.sent();
  ledger.acknowledged(1);
  ledger.edited(1);
  ledger.sent();
  ledger.acknowledged(1);
  expect(ledger.edits).toBe(1);
});

test("what was on its way when the line broke waits again, and counts start anew", () => {
  const ledger = new Ledger();
  ledger.edited(2);
  ledger.sent();
  ledger.edited(1);
  ledger.disconnected();
  expect(ledger.edits).toBe(3);
  expect(ledger.inFlight).toBe(0);
  ledger.sent();
  ledger.acknowledged(1);
  expect(ledger.settled).toBe(true);
});
