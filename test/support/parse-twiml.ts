/** Reads TwiML as strictly as Twilio does: only the verbs and attributes that we use, well nested. */

interface TwimlVerb {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: TwimlVerb[];
  text: string;
}

const VERBS: Readonly<Record<string, readonly string[]>> = {
  Response: [],
  Gather: ["action", "method", "numDigits", "timeout"],
  Say: ["loop"],
  Hangup: [],
  Message: [],
};

export interface Twiml {
  /** Everything that is said, each text once. */
  readonly said: string;
  /** Where a key goes; undefined when none is waited for. */
  readonly action: string | undefined;
  readonly hangsUp: boolean;
  /** What is written back. */
  readonly message: string | undefined;
}

/** @throws when it is not TwiML, which Twilio would tell the person who is called */
export function parseTwiml(xml: string): Twiml {
  const verbs = flat(parse(xml));
  const named = (name: string): readonly TwimlVerb[] => verbs.filter((verb) => verb.name === name);
  return {
    said: named("Say")
      .map(({ text }) => text)
      .join(" "),
    action: named("Gather")[0]?.attributes["action"],
    hangsUp: named("Hangup").length > 0,
    message: named("Message")[0]?.text,
  };
}

function parse(xml: string): TwimlVerb {
  const root: TwimlVerb = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>/u, "");
  for (const [token, closes, name, attributes, empty, text] of body.matchAll(
    /<(\/?)([A-Za-z]+)((?:\s+[A-Za-z]+="[^"<]*")*)\s*(\/?)>|([^<]+)|</gu,
  )) {
    const current = open.at(-1) ?? root;
    if (text !== undefined) current.text += unescaped(text);
    else if (name === undefined) throw new Error(`a stray "<" in TwiML: ${xml}`);
    else if (closes === "/") {
      if (open.pop()?.name !== name) throw new Error(`${token} closes nothing: ${xml}`);
    } else {
      const verb = {
        name,
        attributes: attributesOf(name, attributes ?? ""),
        children: [],
        text: "",
      };
      current.children.push(verb);
      if (empty !== "/") open.push(verb);
    }
  }
  const [response, ...more] = root.children;
  if (open.length > 1 || response?.name !== "Response" || more.length > 0) {
    throw new Error(`not one whole <Response>: ${xml}`);
  }
  return response;
}

function attributesOf(name: string, text: string): Record<string, string> {
  const known = VERBS[name];
  if (known === undefined) throw new Error(`<${name}> is not expected in TwiML`);
  const found = [...text.matchAll(/([A-Za-z]+)="([^"]*)"/gu)].map(
    ([, key = "", value = ""]) => [key, unescaped(value)] as const,
  );
  for (const [key] of found) {
    if (!known.includes(key)) throw new Error(`<${name} ${key}> is not expected in TwiML`);
  }
  return Object.fromEntries(found);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

function unescaped(text: string): string {
  return text.replace(/&[^;]*;?/gu, (entity) => {
    const meant = ENTITIES[entity];
    if (meant === undefined) throw new Error(`"${entity}" is not XML`);
    return meant;
  });
}

function flat(verb: TwimlVerb): readonly TwimlVerb[] {
  return [verb, ...verb.children.flatMap(flat)];
}
