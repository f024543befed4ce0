/**
 * A message as an HTML mail: no image, no script, no style sheet, nothing fetched. Text and background
 * keep the reader's own colours, light or dark; only the button brings its own, with enough contrast on
 * either. Everything from outside is escaped and isolated in its writing direction.
 */

import { escapeHtml } from "./display-text.ts";
import {
  ACTIONS_HEADING,
  ALERTS_HEADING,
  ANSWER_HINT,
  INCIDENT_LABEL,
  type MessageText,
} from "./message-text.ts";

const BODY_STYLE =
  "margin:0;padding:16px;font-family:system-ui,-apple-system,Segoe UI,Roboto,sans-serif;font-size:16px;line-height:1.5";
/** White on this red has a contrast of 6.5 to 1. */
const BUTTON_COLOUR = "#b3261e";
const BUTTON_STYLE = `display:inline-block;padding:16px 32px;border:2px solid ${BUTTON_COLOUR};border-radius:8px;background-color:${BUTTON_COLOUR};color:#ffffff;font-size:20px;font-weight:bold;text-decoration:none`;

export function htmlMessage(text: MessageText): string {
  const sections = [
    `<h1 style="font-size:22px;line-height:1.3;margin:0 0 12px">${isolated(text.headline)}</h1>`,
    paragraph(isolated(text.why)),
    text.next === "" ? "" : paragraph(`If nobody answers: <b>${isolated(text.next)}</b>`),
    text.answer === undefined ? "" : button(text.answer),
    text.repeatNote === "" ? "" : paragraph(escapeHtml(text.repeatNote)),
    paragraph(
      text.facts
        .map(({ label, text: fact }) => `${escapeHtml(label)}: ${isolated(fact)}`)
        .join("<br>\n"),
    ),
    list(ALERTS_HEADING, text.alerts),
    list(ACTIONS_HEADING, text.actions),
    text.incidentUrl === "" ? "" : paragraph(link(text.incidentUrl, INCIDENT_LABEL)),
  ];
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(text.headline)}</title>
</head>
<body style="${BODY_STYLE}">
<div style="max-width:600px;margin:0 auto;overflow-wrap:anywhere">
${sections.filter((section) => section !== "").join("\n")}
</div>
</body>
</html>
`;
}

/** The padding stands on a table cell as well as on the link: Outlook on Windows heeds only the cell's. */
function button(answer: { readonly label: string; readonly url: string }): string {
  const href = escapeHtml(answer.url);
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="${BUTTON_COLOUR}" style="border-radius:8px"><a href="${href}" style="${BUTTON_STYLE}">${escapeHtml(answer.label)}</a></td></tr></table>
<p style="margin:8px 0 16px;font-size:14px">${ANSWER_HINT} If the button does not work: <a href="${href}">${href}</a></p>`;
}

function paragraph(html: string): string {
  return `<p style="margin:0 0 16px">${html}</p>`;
}

function list(heading: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  const rows = items.map((item) => `<li>${isolated(item)}</li>`).join("\n");
  return `<h2 style="font-size:18px;margin:0 0 4px">${escapeHtml(heading)}</h2>
<ul style="margin:0 0 16px;padding-left:20px">
${rows}
</ul>`;
}

function link(url: string, label: string): string {
  const href = escapeHtml(url);
  return `${escapeHtml(label)}: <a href="${href}">${href}</a>`;
}

function isolated(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`;
}
