import { expect, it } from "vitest";
import { toUtf8 } from "../../utf8.ts";
import { openSource } from "../open-source.ts";
import { openRows } from "./prepare-rows.ts";

const given = (text: string) => [{ path: "people.csv", read: async () => toUtf8(text) }] as const;
const heights = ["1.6,a", "1.7,b", "1.8,a", "1.75,b"].join("\n");
const { preparation } = (await openSource(given(`height,kind\n${heights}\n`))).training;
const remarksOn = async (text: string) => (await openRows(given(text)[0], preparation)).remarks;

it("says that rows are in other units than those that a network learned from, and is silent on the usual", async () => {
  expect(await remarksOn("height\n1.6\n2.1\n1.2\n")).toEqual([]);
  const [remark, ...more] = await remarksOn("height\n1.7\n160\n175\n");
  expect(more).toEqual([]);
  expect(remark).toMatchObject({ code: "table.unlike" });
  expect(remark!.what).toMatch(
    /"height" has 160 in row 2, and 1 more like it; the network learned from numbers around 1.71/,
  );
});

it("says so of whole tables as well", async () => {
  const { remarks } = await openSource(given("height,kind\n170,a\n160,b\n"), { preparation });
  expect(remarks.map(({ code }) => code)).toEqual(["table.unlike"]);
});
