import { noModuleMocks } from "./no-module-mocks.ts";
import { tester } from "./tester.ts";

tester.run("no-module-mocks", noModuleMocks, {
  valid: [
    { name: "time may be set", code: 'import { vi } from "vitest"; vi.useFakeTimers();' },
    { name: "a method of another thing", code: "clock.mock(); stream.hoisted();" },
    { name: "a fake that is handed in", code: "const room = openRoom({ clock: fakeClock() });" },
  ],
  invalid: [
    {
      name: "vi.mock",
      code: 'vi.mock("./client");',
      errors: [{ messageId: "mock", data: { name: "vi.mock" } }],
    },
    {
      name: "jest.mock and its brackets",
      code: 'jest.mock("./client"); vi["doMock"]("./client");',
      errors: [{ messageId: "mock" }, { messageId: "mock" }],
    },
    {
      name: "the runner under another name",
      code: 'import { vi as v } from "vitest"; v.mock("./client");',
      errors: [{ messageId: "mock", data: { name: "v.mock" } }],
    },
    {
      name: "taking the function without calling it",
      code: "const replace = vi.mock;",
      errors: [{ messageId: "mock" }],
    },
  ],
});
