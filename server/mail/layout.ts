import type { Locale } from "@/lib/domain/preference";
import type { Block, Letter, MailWords } from "./letter";

type Frame = { letter: Letter; locale: Locale; t: MailWords; greeting: string; origin: string };

const blue = "#2362a2";
const font = "font-family:Roboto,'Segoe UI',Helvetica,Arial,sans-serif";
/** The emblem's place in the mail, filled by an inline attachment. */
export const emblemCid = "eu-emblem@hlidka";

/** The mail as HTML: one column of tables with styles on the elements, which is what mail programs keep. */
export function toHtml({ letter, locale, t, greeting, origin }: Frame): string {
  const body = letter.body.map(htmlBlock).join("\n");
  const off = letter.off ? ` ${link(letter.off.page, t("off"))}` : "";
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(letter.subject)}</title>
</head>
<body style="margin:0;padding:0;background-color:#f3f5f8">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f3f5f8">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background-color:#ffffff;border:1px solid #d6dce4">
<tr><td style="padding:20px 24px;border-bottom:3px solid ${blue};${font};font-size:20px;font-weight:700;color:#1b1b1b">${escapeHtml(t("product"))} <span style="font-size:14px;font-weight:400;color:#515a66">${escapeHtml(t("tagline"))}</span></td></tr>
<tr><td style="padding:24px;${font};font-size:16px;line-height:1.5;color:#1b1b1b">
<p style="margin:0 0 16px">${escapeHtml(greeting)}</p>
${body}
</td></tr>
<tr><td style="padding:16px 24px;border-top:1px solid #d6dce4;${font};font-size:13px;line-height:1.5;color:#515a66">
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px"><tr>
<td style="padding:6px 12px 6px 6px;background-color:#ffffff"><img src="cid:${emblemCid}" width="54" height="36" alt="${escapeHtml(t("emblem"))}" style="display:block;border:0"></td>
<td style="${font};font-size:14px;font-weight:500;color:#1b1b1b">${escapeHtml(t("euFunded"))}</td>
</tr></table>
<p style="margin:0 0 8px">${escapeHtml(letter.why)}${off}</p>
<p style="margin:0">${escapeHtml(answersOf(letter, t))} ${link(origin, origin.replace(/^https?:\/\//, ""))}</p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function htmlBlock(block: Block): string {
  if ("text" in block) return `<p style="margin:0 0 16px">${escapeHtml(block.text)}</p>`;
  if ("heading" in block)
    return `<h2 style="margin:24px 0 8px;font-size:17px;line-height:1.3;color:#1b1b1b">${escapeHtml(block.heading)}</h2>`;
  if ("items" in block) {
    const items = block.items.map(
      ({ text, href }) => `<li style="margin:0 0 6px">${href ? link(href, text) : escapeHtml(text)}</li>`,
    );
    return `<ul style="margin:0 0 16px;padding:0 0 0 22px">${items.join("")}</ul>`;
  }
  const { button, href } = block;
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 8px"><tr><td style="background-color:${blue};border-radius:6px"><a href="${escapeHtml(href)}" style="display:inline-block;padding:12px 24px;${font};font-size:16px;font-weight:500;color:#ffffff;text-decoration:none">${escapeHtml(button)}</a></td></tr></table>
<p style="margin:0 0 16px;font-size:13px;color:#515a66;word-break:break-all">${escapeHtml(href)}</p>`;
}

/** The same mail as plain text. */
export function toText({ letter, t, greeting, origin }: Frame): string {
  const body = letter.body.map((block) => {
    if ("text" in block) return block.text;
    if ("heading" in block) return `${block.heading}\n${"-".repeat(Math.min(block.heading.length, 60))}`;
    if ("items" in block)
      return block.items.map(({ text, href }) => `- ${text}${href ? `\n  ${href}` : ""}`).join("\n");
    return `${block.button}:\n${block.href}`;
  });
  const off = letter.off ? `${t("off")}: ${letter.off.page}` : null;
  const foot = ["-- ", t("euFunded"), letter.why, off, answersOf(letter, t), origin].filter((line) => line !== null);
  return `${[greeting, ...body].join("\n\n")}\n\n${foot.join("\n")}\n`;
}

/** Who reads answers to a mail. */
const answersOf = ({ replyTo }: Letter, t: MailWords) =>
  replyTo ? t("replies", { address: replyTo }) : t("automatic");

const link = (href: string, text: string) =>
  `<a href="${escapeHtml(href)}" style="color:${blue}">${escapeHtml(text)}</a>`;

const marks: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
