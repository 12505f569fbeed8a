import { createHash, randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codesIn, pdfPicture, pdfText } from "../support/pdf";
import { get } from "../support/server";
import { asSuperOperator } from "../support/superuser";

const slug = "setkani-apk-2025";
const name = "Řehoř Ďáblík-Łoziński";
const codes = [randomBytes(12).toString("hex"), randomBytes(12).toString("hex")];
const [linkId, token] = [randomUUID(), randomBytes(32).toString("base64url")];
const link = `/m/${slug}/r/${linkId}.${token}`;
const blocks = JSON.stringify([
  { number: 3, titleCs: "Krizová komunikace", titleEn: "Crisis communication", day: "2025-03-11", minutes: 90 },
]);

/** Somebody of the demo's meeting has two issues of a certificate, and a private link. */
beforeAll(async () => {
  const [person] = await asSuperOperator(sql`
    select r.id, r.organisation_id, r.meeting_id, s.id as site, (select u.id from users u where u.email = 'organiser@mv.example') as organiser
    from registrations r join meetings m on m.id = r.meeting_id join meeting_sites s on s.meeting_id = m.id
    where m.slug = ${slug} and r.confirmed_at is not null and r.withdrawn_at is null order by r.id, s.starts_on limit 1`);
  for (const [at, code] of codes.entries())
    await asSuperOperator(sql`
      insert into certificates (organisation_id, meeting_id, site_id, registration_id, number, issue, code, name, blocks, minutes, issued_by, ended_at)
      values (${person?.organisation_id}, ${person?.meeting_id}, ${person?.site}, ${person?.id}, 900, ${at + 1}, ${code},
        ${at === 0 ? "Řehoř Dáblík" : name}, ${blocks}::jsonb, 90, ${person?.organiser}, ${at === 0 ? sql`now()` : null})`);
  await asSuperOperator(sql`
    insert into registration_links (id, organisation_id, meeting_id, registration_id, token_hash)
    values (${linkId}, ${person?.organisation_id}, ${person?.meeting_id}, ${person?.id}, ${createHash("sha256").update(token).digest()})`);
});
afterAll(async () => {
  await asSuperOperator(sql`delete from certificates where code in (${codes[0]}, ${codes[1]})`);
  await asSuperOperator(sql`delete from registration_links where id = ${linkId}`);
});

const page = async (path: string, locale = "cs") => {
  const answer = await get(path, null, { "accept-language": locale });
  return { status: answer.status, text: (await answer.text()).replaceAll("<!-- -->", "") };
};

test("the page of a code shows the name, the meeting, the blocks and the hours; that of the first issue says replaced", async () => {
  const valid = await page(`/m/${slug}/certificate/${codes[1]}`);
  expect(valid.status).toBe(200);
  for (const said of ["Osvědčení platí", name, "Krizová komunikace", "1,5", "900/2", "Celostátní pracovní setkání"])
    expect(valid.text).toContain(said);
  const replaced = await page(`/m/${slug}/certificate/${codes[0]}`);
  for (const said of ["Nahrazeno", "Řehoř Dáblík", "900/1"]) expect(replaced.text).toContain(said);
  expect(replaced.text).not.toContain("Osvědčení platí");
  expect((await page(`/m/${slug}/certificate/${codes[1]}`, "en")).text).toContain("Crisis communication");
  for (const other of ["0".repeat(24), "nic", `${codes[1]}0`])
    expect((await page(`/m/${slug}/certificate/${other}`)).status).toBe(404);
});

test("who has the private link downloads the last issue, whose code leads to its page", async () => {
  const answer = await get(`${link}/certificate`, null, { "accept-language": "cs" });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/pdf");
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="osvedceni.pdf"/);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(pdfText(bytes)).toContain(name.replace(" ", ""));
  const [address = ""] = await codesIn(pdfPicture(bytes, 1, 150));
  expect(new URL(address).pathname).toBe(`/m/${slug}/certificate/${codes[1]}`);
  expect((await page(link)).text).toContain(`${link}/certificate`);
  expect((await get(`${link.slice(0, -1)}x/certificate`, null)).status).toBe(404);
});

test("lists are asked for by a kind, a site and a format that there are", async () => {
  const ask = (query: string) => get(`/meetings/${slug}/papers/export?${query}`, "organiser@mv.example");
  for (const query of [
    "",
    "kind=rooms&site=cervena&format=doc",
    "kind=badges&site=cervena&format=csv",
    "kind=x&site=cervena&format=pdf",
  ])
    expect((await ask(query)).status, query).toBe(400);
  expect((await ask("kind=rooms&site=nikde&format=csv")).status).toBe(404);
});
