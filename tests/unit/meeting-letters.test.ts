import { expect, test } from "vitest";
import type { Meeting } from "@/db/queries/meetings";
import {
  isSeated,
  type MailedSeat,
  type MailedSite,
  meetingMails,
  placeLine,
  seatNews,
} from "@/lib/domain/meeting-mail";
import { locales } from "@/lib/domain/preference";
import { dayRange } from "@/lib/format";
import { toHtml, toText } from "@/server/mail/layout";
import { mailWords } from "@/server/mail/letter";
import { letterOf } from "@/server/mail/meeting-sample";

const site = (name: string, startsOn: string, endsOn: string, id: string): MailedSite => ({
  id: `00000000-0000-4000-8000-00000000000${id}`,
  name,
  venueCs: "Školicí středisko",
  venueEn: "Training centre",
  address: "Dlouhá 25",
  startsOn,
  endsOn,
  arrivalBy: "09:30",
  firstMeal: "lunch",
  endsAt: "12:00",
  lastMeal: "lunch",
});
const decided = site("Červená nad Vltavou", "2025-03-10", "2025-03-12", "1");
const other = site("Kutná Hora", "2025-05-14", "2025-05-16", "2");
const facts: MailedSeat = {
  registrationId: "00000000-0000-4000-8000-000000000009",
  slug: "setkani",
  titleCs: "Setkání asistentů",
  titleEn: "Meeting of assistants",
  contactName: "Mgr. Hana Bílková",
  contactEmail: "bilkova@mesto.example",
  contactPhone: "",
  linkId: "00000000-0000-4000-8000-000000000008",
  name: "Řehoř Ďáblík",
  role: "assistant",
  locale: "cs",
  site: decided,
  wished: [other],
  minds: true,
  reason: "",
};
const block = {
  id: "1",
  version: "1",
  lecturer: "Mgr. Jan Šťastný",
  providerCs: "",
  providerEn: "",
  startsAt: "13:00",
  minutes: 90,
};
const words = {
  invitation: "",
  legal: "",
  paid: "Strava, hotel.",
  unpaid: "",
  parking: "",
  registration: "",
  programme: "",
};
const texts = Object.entries({ ...words, team: "", closing: "" }).flatMap(([key, text]) => [
  [`${key}Cs`, text],
  [`${key}En`, ""],
]);
const meeting = {
  ...Object.fromEntries(texts),
  blocks: [
    { ...block, number: 1, siteId: null, titleCs: "Krizová komunikace", titleEn: "Crisis talk", dayNumber: 1 },
    { ...block, number: 2, siteId: other.id, titleCs: "Jen jinde", titleEn: "Elsewhere only", dayNumber: 2 },
  ],
} as unknown as Meeting;

const address = (path: string) => `https://hlidka.example${path}`;
function rendered(
  mail: (typeof meetingMails)[number],
  locale: (typeof locales)[number],
  more: Partial<MailedSeat> = {},
) {
  const letter = letterOf(mail, { ...facts, ...more }, meeting, locale, address);
  if (!letter) throw new Error(`no ${mail}`);
  const t = mailWords(locale);
  const frame = { letter, locale, t, greeting: t("greeting"), origin: "https://hlidka.example" };
  return { letter, text: toText(frame), html: toHtml(frame) };
}

const every = meetingMails.flatMap((mail) => locales.map((locale) => [mail, locale] as const));
const czech =
  /ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince|setkání|místo|přáli|dotazy|odkaz/i;

test.each(every)(
  "%s in %s names the decided place and its days, another one only as what was asked for",
  (mail, locale) => {
    const { letter, text, html } = rendered(mail, locale);
    const days = dayRange(decided.startsOn, decided.endsOn, locale);
    const wish = locale === "cs" ? "Přáli jste si: " : "You asked for: ";
    for (const body of [text, html]) {
      expect(body).toContain(locale === "cs" ? "Setkání asistentů" : "Meeting of assistants");
      expect(body).toContain("Řehoř Ďáblík");
      expect(body.includes("Kutná Hora")).toBe(!["programme", "reminder", "unlisted"].includes(mail));
      expect(
        body
          .split("Kutná Hora")[0]
          ?.replace(/<[^>]*>/g, "")
          .endsWith(wish) ?? false,
      ).toBe(body.includes("Kutná Hora"));
      expect(body.split("Kutná Hora").length).toBeLessThanOrEqual(2);
    }
    if (mail === "queued") expect(text).toContain(dayRange(other.startsOn, other.endsOn, locale));
    if (mail === "queued" || mail === "unlisted") {
      expect(text).not.toContain("Červená");
      return;
    }
    for (const body of [letter.subject, text, html]) {
      expect(body).toContain("Červená nad Vltavou");
      expect(body).toContain(days);
    }
    expect(text).toContain(
      locale === "cs" ? "Školicí středisko, Dlouhá 25, Červená nad Vltavou" : "Training centre, Dlouhá 25",
    );
  },
);

test.each(every)("%s in %s is in one language, down to its event", (mail, locale) => {
  const { letter, text } = rendered(mail, locale, { titleCs: "Setkání", titleEn: "Meeting" });
  const said = [letter.subject, text, JSON.stringify(letter.invite)].join("\n").replace(/https:[^\s"]*/g, "");
  if (locale === "en") expect(said).not.toMatch(czech);
  else expect(said).not.toMatch(/\bmeeting|\bplace|\blink|March|May \d/i);
});

test.each(locales)("who has a seat is told that his calendar withdraws nobody, in %s", (locale) => {
  const sentence = locale === "cs" ? "v\u00a0kalendáři se k\u00a0nám nedostane" : "in your calendar does not reach us";
  for (const news of seatNews) {
    const { letter, text } = rendered(news, locale);
    expect([news, text.includes(sentence)]).toEqual([news, isSeated(news)]);
    if (isSeated(news))
      expect(letter.invite).toMatchObject({ method: "REQUEST", description: expect.stringContaining(sentence) });
    else expect(letter.invite).toEqual({ method: "CANCEL" });
  }
});

test("the programme has the blocks of the own site with their days, and a wish that came true is not told", () => {
  const { text } = rendered("programme", "cs");
  expect(text).toContain("Program, 10.\u00a0března\u00a02025");
  expect(text).toContain("- 13:00 Krizová komunikace (Mgr. Jan Šťastný)");
  expect(text).toContain("Strava, hotel.");
  expect(text).not.toContain("Jen jinde");
  expect(rendered("programme", "en").text).not.toContain("Strava");
  expect(rendered("placed", "cs", { wished: [decided] }).text).not.toContain("Přáli");
  expect(rendered("placed", "cs", { minds: false, wished: [decided, other] }).text).not.toContain("Přáli");
  expect(rendered("queued", "cs", { minds: false, wished: [decided, other] }).text).toContain(" nebo Kutná Hora");
  expect(rendered("moved", "cs", { reason: "Oprava střechy" }).text).toContain("Důvod: Oprava střechy");
});

test("a place is one line with its town, said once", () => {
  expect(placeLine({ ...decided, address: "Dlouhá 25,\nČervená nad Vltavou" }, "")).toBe(
    "Dlouhá 25, Červená nad Vltavou",
  );
  expect(placeLine(decided, "Hotel")).toBe("Hotel, Dlouhá 25, Červená nad Vltavou");
});
