/** Shifts that people take, and offer to each other. */

import type { SwapJson } from "../../contract/swap.ts";
import { MS } from "../../domain/duration.ts";
import type { ApiClient } from "../api-client.ts";
import type { Command } from "../command.ts";
import { listSwaps, offerSwap, readPlan, takeShift, takeSwap, withdrawSwap } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { instantOption, JSON_OPTION } from "../options.ts";
import { pickByName } from "../pick-by-name.ts";
import type { Terminal } from "../terminal.ts";
import { showInstant } from "../when.ts";

export const shiftTake: Command = {
  name: "oncall take",
  takes: "SCHEDULE",
  summary: "Take a shift: you are on call, whoever was",
  about: ["From now until the shift changes hands when no time is given. Whoever had it is told."],
  example: "tocsin oncall take Primary --until 2026-12-24T18:00",
  options: {
    from: { type: "string", value: "TIME", help: "When it begins; now when left out" },
    until: { type: "string", value: "TIME", help: "When it ends; with the shift when left out" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const { id, name } = await scheduleCalled(api, args.positionals[0] ?? "", terminal);
    const override = await takeShift(api, { scheduleId: id, ...timesOf(args, terminal) });
    if (args.flag("json")) terminal.json(override);
    else {
      const { startsAt, endsAt } = override;
      terminal.print(
        `You are on call in ${name} from ${showInstant(startsAt, terminal.viewer)}` +
          ` until ${showInstant(endsAt, terminal.viewer)}.`,
      );
    }
    return 0;
  },
};

export const swapOffer: Command = {
  name: "oncall swap",
  takes: "SCHEDULE",
  summary: "Offer your shift, or a part of it, to somebody or anybody",
  about: [
    "The shift you have, or have next, when no time is given.",
    "With --for, --for-from and --for-until only for a shift that whoever takes it gives in return.",
  ],
  example: "tocsin oncall swap Primary --to Ben",
  options: {
    from: { type: "string", value: "TIME", help: "When the part begins" },
    until: { type: "string", value: "TIME", help: "When the part ends" },
    to: { type: "string", value: "PERSON", help: "Only to this person, who is told" },
    for: { type: "string", value: "SCHEDULE", help: "What you want in return is in it" },
    "for-from": { type: "string", value: "TIME", help: "When that begins" },
    "for-until": { type: "string", value: "TIME", help: "When that ends" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const { zone } = terminal.viewer;
    const { id: scheduleId } = await scheduleCalled(api, args.positionals[0] ?? "", terminal);
    const to = args.text("to");
    const wanted = args.text("for");
    const startsAt = instantOption(args, "for-from", zone);
    const endsAt = instantOption(args, "for-until", zone);
    if (wanted !== undefined && (startsAt === undefined || endsAt === undefined)) {
      throw usageFailure("--for needs --for-from TIME and --for-until TIME");
    }
    const swap = await offerSwap(api, {
      scheduleId,
      ...timesOf(args, terminal),
      ...(to === undefined ? {} : { to }),
      ...(wanted === undefined || startsAt === undefined || endsAt === undefined
        ? {}
        : {
            inReturn: {
              scheduleId: (await scheduleCalled(api, wanted, terminal)).id,
              startsAt,
              endsAt,
            },
          }),
    });
    if (args.flag("json")) terminal.json(swap);
    else {
      terminal.print(`Offered to ${swap.offeredTo ?? "anybody"}: ${givenText(swap, terminal)}.`, {
        text: `They take it: tocsin oncall swap take ${swap.id}`,
        style: "dim",
      });
    }
    return 0;
  },
};

export const swapList: Command = {
  name: "oncall swap list",
  summary: "Shifts that are offered, and those that were taken and have not ended",
  example: "tocsin oncall swap list",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const found = await listSwaps(api);
    if (args.flag("json")) terminal.json(found);
    else if (found.swaps.length === 0) terminal.print("No swap.");
    else {
      terminal.table({
        headings: ["By", "To", "What", "For", "State", "Id"],
        rows: found.swaps.map((swap) => [
          { text: swap.offeredBy, style: "bold" },
          swap.takenBy ?? swap.offeredTo ?? "anybody",
          givenText(swap, terminal),
          swap.inReturn === null ? "" : stretchText(swap.inReturn, terminal),
          swap.state,
          { text: swap.id, style: "dim" },
        ]),
      });
    }
    return 0;
  },
};

export const swapTake: Command = {
  name: "oncall swap take",
  takes: "ID",
  summary: "Take a shift that somebody offers, and give what is wanted for it",
  example: "tocsin oncall swap take 01JD…",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const swap = await takeSwap(api, args.positionals[0] ?? "");
    if (args.flag("json")) terminal.json(swap);
    else terminal.print(`Yours: ${givenText(swap, terminal)}. ${swap.offeredBy} is told.`);
    return 0;
  },
};

export const swapWithdraw: Command = {
  name: "oncall swap withdraw",
  takes: "ID",
  summary: "Withdraw an offer of yours, or as a manager anybody's",
  example: "tocsin oncall swap withdraw 01JD…",
  async run({ api, args, terminal }) {
    await withdrawSwap(api, args.positionals[0] ?? "");
    terminal.print("It is offered no longer.");
    return 0;
  },
};

async function scheduleCalled(api: ApiClient, written: string, { viewer }: Terminal) {
  const at = (ms: number): string => new Date(ms).toISOString();
  const { schedules } = await readPlan(api, { from: at(viewer.now), to: at(viewer.now + MS.day) });
  return pickByName(schedules, written, "schedule");
}

function timesOf(
  args: Parameters<Command["run"]>[0]["args"],
  { viewer }: Terminal,
): { readonly startsAt?: string; readonly endsAt?: string } {
  const startsAt = instantOption(args, "from", viewer.zone);
  const endsAt = instantOption(args, "until", viewer.zone);
  return {
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(endsAt === undefined ? {} : { endsAt }),
  };
}

function givenText({ given }: SwapJson, terminal: Terminal): string {
  return stretchText(given, terminal);
}

function stretchText(
  { scheduleId, startsAt, endsAt }: SwapJson["given"],
  { viewer }: Terminal,
): string {
  return `${scheduleId} from ${showInstant(startsAt, viewer)} until ${showInstant(endsAt, viewer)}`;
}
