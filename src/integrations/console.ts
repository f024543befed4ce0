/** The console: what a page looks like without any provider, for first steps, demonstrations and drills. */

import type { Message } from "../domain/message.ts";
import type { Channel, OutboundRequest } from "./channel.ts";
import { interpretHttp } from "./interpret-response.ts";
import { messageText, plainMessage } from "./message-text.ts";

export const consoleChannel: Channel = {
  kind: "console",
  title: "Console",
  loud: false,
  checkAddress: (address) => (address === "" ? undefined : "must be empty"),
  render,
  // Whoever prints it answers 200.
  interpret: interpretHttp,
};

const RULE = "─".repeat(60);

function render(message: Message): OutboundRequest {
  return {
    transport: "console",
    text: `${RULE}\n${plainMessage(messageText(message))}${RULE}\n`,
  };
}
