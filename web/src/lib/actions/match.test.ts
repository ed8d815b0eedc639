import { expect, test } from "vitest";
import { matchText, rank } from "./match";

test("letters match in order and say where", () => {
  expect(matchText("wpy", "windows.py")?.positions).toEqual([0, 8, 9]);
  expect(matchText("ypw", "windows.py")).toBeUndefined();
});

test("the beginning of a word beats the middle of one", () => {
  expect(matchText("t", "gate test")?.positions).toEqual([5]);
});

test("a run of letters beats the same letters apart", () => {
  const files = [{ label: "a_t_i_d_e_s" }, { label: "harbour/tides.py" }];
  expect(rank("tides", files)[0]?.item.label).toBe("harbour/tides.py");
});

test("Thai is found by its own letters", () => {
  expect(matchText("เปิด", "เปิดไฟล์")?.positions).toEqual([0, 1, 2, 3]);
});

test("other words find an action without being highlighted", () => {
  const [found] = rank("night", [{ label: "Use the dark theme", also: "night black" }]);
  expect(found?.positions).toEqual([]);
  expect(rank("dark", [{ label: "Night", also: "dark" }, { label: "dark" }])[0]?.item.label).toBe(
    "dark",
  );
});

test("an empty query keeps everything in its order", () => {
  const items = [{ label: "b" }, { label: "a" }];
  expect(rank(" ", items).map(({ item }) => item.label)).toEqual(["b", "a"]);
});
