/**
 * Sends with the clients that others publish, unmodified: `node send.js pagerduty|opsgenie`, with SENDER_HOST
 * (host:port, https) and SENDER_KEY. Calls come as JSON lines on stdin, `{"call": "trigger", "with": [...]}`;
 * each is answered by a JSON line before the next one is read.
 */

import { createInterface } from "node:readline";

const { SENDER_HOST: host = "", SENDER_KEY: key = "" } = process.env;

/** @type {Record<string, () => Promise<(call: string, args: any[]) => Promise<unknown>>>} */
const CLIENTS = {
  async pagerduty() {
    const { default: pagerduty } = await import("@pagerduty/pdjs");
    return async (call, [event]) => {
      const data = { routing_key: key, ...event };
      const { status, data: answer } = await pagerduty[call]({ server: host, data });
      return { status, answer };
    };
  },
  async opsgenie() {
    const { default: opsgenie } = await import("opsgenie-sdk");
    opsgenie.configure({ api_key: key, host: `https://${host}` });
    return (call, args) =>
      new Promise((resolve) => {
        /** @param {unknown} error @param {unknown} answer */
        const answered = (error, answer) => resolve(error === null ? { answer } : { error });
        opsgenie.alertV2[call](...args, answered);
      });
  },
};

const send = await CLIENTS[process.argv[2] ?? ""]?.();
for await (const line of createInterface({ input: process.stdin })) {
  const { call, with: args } = JSON.parse(line);
  console.log(JSON.stringify(await send?.(call, args)));
}
