import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateReadings, dayNumber, readDates } from "./read-date.ts";

describe("dateReadings", () => {
  it.each([
    ["2027-03-01", ["2027-03-01"]],
    ["2027/3/1", ["2027-03-01"]],
    ["01.03.2027", ["2027-03-01"]],
    ["Mar 1, 2027", ["2027-03-01"]],
    ["March 1st 2027", ["2027-03-01"]],
    ["1 March 2027", ["2027-03-01"]],
    ["1-Mar-2027", ["2027-03-01"]],
    ["Week of Mon, Mar 1, 2027", ["2027-03-01"]],
    ["Mar 1 – 7, 2027", ["2027-03-01"]],
    ["Feb 22 - Mar 1, 2027", ["2027-02-22"]],
    ["22–28 February 2027", ["2027-02-22"]],
    ["2027-03-01 to 2027-03-07", ["2027-03-01"]],
    ["2027-W09", ["2027-03-01"]],
    ["2026-W53", ["2026-12-28"]],
    ["2027-W53", []],
    ["03/01/2027", ["2027-03-01", "2027-01-03"]],
    ["13/01/2027", ["2027-01-13"]],
    ["05/05/2027", ["2027-05-05"]],
    ["1 Mar – 7 Mar 2027", ["2027-03-01"]],
    ["W09 2027", ["2027-03-01"]],
    ["Week 9 (2027-03-01)", ["2027-03-01"]],
    ["Week 9: Mar 1, 2027", ["2027-03-01"]],
    ["13/1/27", ["2027-01-13"]],
    ["Week 9", []],
    ["2027-02-29", []],
    ["2028-02-29", ["2028-02-29"]],
    ["2027-13-01", []],
    ["March 1", []],
    ["Primary", []],
    ["", []],
  ])("reads %j as %j", (text, dates) => {
    expect(dateReadings(text)).toEqual(dates);
  });

  it("reads back every date it could have written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (day) => {
        const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
        expect(dateReadings(date)).toEqual([date]);
        expect(dayNumber(date)).toBe(day);
      }),
    );
  });
});

describe("readDates", () => {
  it("takes the year of the title where the cells have none, and of several none", () => {
    expect(readDates(["Mar 1", "8 March", "Mar 15 - Mar 21"], "Rota 2027")).toEqual([
      "2027-03-01",
      "2027-03-08",
      "2027-03-15",
    ]);
    expect(readDates(["Mar 1"], "Rota 2026/2027")).toEqual([undefined]);
    expect(readDates(["Mar 1, 2026"], "Rota 2027")).toEqual(["2026-03-01"]);
  });

  it("lets one plain cell decide the column", () => {
    expect(readDates(["03/01/2027", "03/15/2027"])).toEqual(["2027-03-01", "2027-03-15"]);
    expect(readDates(["01/03/2027", "15/03/2027"])).toEqual(["2027-03-01", "2027-03-15"]);
  });

  it("lets equal steps decide where no cell is plain", () => {
    expect(readDates(["01/02/2027", "08/02/2027", "01/03/2027"])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(readDates(["05/04/2027", "12/04/2027", "03/05/2027"])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(readDates(["03/05/2027", "10/05/2027", "17/05/2027"])).toEqual([
      "2027-05-03",
      "2027-05-10",
      "2027-05-17",
    ]);
    expect(readDates(["01/04/2027", "01/05/2027", "01/06/2027"])).toEqual([
      "2027-01-04",
      "2027-01-05",
      "2027-01-06",
    ]);
  });

  it("gives no date where two are possible", () => {
    expect(readDates(["03/02/2027"])).toEqual([undefined]);
  });
});
