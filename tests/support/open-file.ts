import { createHash } from "node:crypto";
import Papa from "papaparse";
import PostalMime from "postal-mime";
import readXlsxFile from "read-excel-file/node";
import { expect } from "vitest";
import { pdfInfo } from "./pdf";

/** The bytes of a download read by a reader that is not the product's; throws, or fails the test, when they are not whole. */
export const openers: Readonly<Record<string, (bytes: Buffer) => unknown>> = {
  "text/csv": openCsv,
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": openXlsx,
  "application/json": (bytes) => expect(Object.keys(JSON.parse(bytes.toString("utf8"))).length).toBeGreaterThan(3),
  "text/calendar": openCalendar,
  "message/rfc822": openMail,
  "application/pdf": (bytes) => expect(pdfInfo(bytes)).toMatchObject({ Tagged: "yes" }),
  "image/png": (bytes) => expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG"),
};

export const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** The headings of a CSV, whose rows up to the first empty line are as wide as they are. */
export function openCsv(bytes: Buffer): string[] {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  expect(text.startsWith("\ufeff")).toBe(true);
  const { data, errors } = Papa.parse<string[]>(text.slice(1), { delimiter: ";", newline: "\r\n" });
  expect(errors).toEqual([]);
  const table = data.slice(
    0,
    data.findIndex((row) => row.length === 1),
  );
  expect(new Set(table.map((row) => row.length)).size).toBe(1);
  return data[0] ?? [];
}

/** The headings of a workbook, all of whose sheets have rows. */
export async function openXlsx(bytes: Buffer): Promise<string[]> {
  const sheets = await readXlsxFile(bytes);
  for (const { sheet, data } of sheets) expect(data.length, sheet).toBeGreaterThan(0);
  const headings = sheets[0]?.data[0] ?? [];
  expect(headings.length).toBeGreaterThan(1);
  return headings.map((heading) => {
    if (typeof heading !== "string") throw new Error(`a heading is ${heading}`);
    return heading;
  });
}

/** A calendar by the rules of RFC 5545 that programs break on: line ends, length of lines, pairs, what an event needs. */
function openCalendar(bytes: Buffer): void {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  expect(text.endsWith("\r\n")).toBe(true);
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  const lines = text.split("\r\n").slice(0, -1);
  expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  const whole = text.replaceAll("\r\n ", "").split("\r\n").slice(0, -1);
  const open: string[] = [];
  const uids: string[] = [];
  let names: string[] = [];
  for (const line of whole) {
    const [, name, value] = /^([A-Z-]+)(?:;[^:]+)?:(.*)$/.exec(line) ?? [];
    expect(name, line).toBeDefined();
    if (name === "BEGIN") open.push(value ?? "");
    if (name === "BEGIN") names = [];
    else names.push(name ?? "");
    if (name === "UID") uids.push(value ?? "");
    if (name !== "END") continue;
    expect(open.pop()).toBe(value);
    if (value === "VEVENT") expect(names).toEqual(expect.arrayContaining(["UID", "DTSTAMP", "DTSTART", "SUMMARY"]));
  }
  expect(open).toEqual([]);
  expect(whole.slice(0, 1)).toEqual(["BEGIN:VCALENDAR"]);
  expect(whole).toContain("VERSION:2.0");
  expect(uids.length).toBeGreaterThan(0);
  expect(new Set(uids).size).toBe(uids.length);
}

async function openMail(bytes: Buffer): Promise<void> {
  expect(bytes.toString("latin1").replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  const mail = await PostalMime.parse(bytes);
  expect(mail.from?.address).toContain("@");
  expect(mail.to?.[0]?.address).toContain("@");
  expect(mail.subject).not.toBe("");
  expect(mail.text).not.toBe("");
}
