import ICAL from "ical.js";
import { afterEach, expect, test } from "vitest";
import { type Invite, toCalendar } from "@/lib/export/invite";

const invite: Invite = {
  uid: "9f1c@hlidka.example",
  method: "REQUEST",
  sequence: 0,
  startsOn: "2025-03-10",
  startsAt: "11:30",
  endsOn: "2025-03-12",
  endsAt: "12:00",
  summary: "Setkání APK: Červená nad Vltavou",
  description: "Odhlásit se jde jen odkazem z e-mailu.\nDotazy: podatelna@mesto.example",
  location: "Rekreační středisko, Červená nad Vltavou 25",
  url: "https://hlidka.example/m/setkani",
  organizer: { name: "Hlídka", email: "hlidka@mesto.example" },
  attendee: { name: "Řehoř Ďáblík", email: "rehor@mesto.example" },
};
const stamp = new Date("2025-02-25T08:00:00Z");

/** The one event as a stranger's reader understands it. */
function readBack(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const found of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(found);
  const events = calendar.getAllSubcomponents("vevent");
  expect(events).toHaveLength(1);
  const [component] = events;
  if (!component) throw new Error("no event");
  const attendees = component.getAllProperties("attendee");
  expect(attendees).toHaveLength(1);
  const organizer = component.getFirstProperty("organizer");
  return {
    event: new ICAL.Event(component),
    method: calendar.getFirstPropertyValue("method"),
    status: component.getFirstPropertyValue("status"),
    stamp: component.getFirstPropertyValue("dtstamp")?.toString(),
    attendee: {
      name: attendees[0]?.getFirstParameter("cn"),
      email: attendees[0]?.getFirstValue()?.toString().toLowerCase(),
      rsvp: attendees[0]?.getFirstParameter("rsvp"),
    },
    organizer: { name: organizer?.getFirstParameter("cn"), email: organizer?.getFirstValue()?.toString() },
  };
}

const ownZone = process.env.TZ;
afterEach(() => {
  if (ownZone === undefined) delete process.env.TZ;
  else process.env.TZ = ownZone;
});

test.each(["UTC", "Europe/Prague", "Pacific/Kiritimati"])(
  "the hours are those of Prague, whatever zone the process runs in: %s",
  (zone) => {
    process.env.TZ = zone;
    const { event, stamp: stamped, method, status } = readBack(toCalendar(invite, stamp));
    expect(event.startDate.toJSDate().toISOString()).toBe("2025-03-10T10:30:00.000Z");
    expect(event.endDate.toJSDate().toISOString()).toBe("2025-03-12T11:00:00.000Z");
    expect(event.startDate.zone.tzid).toBe("Europe/Prague");
    expect([stamped, method, status]).toEqual(["2025-02-25T08:00:00Z", "REQUEST", "CONFIRMED"]);
    const summer = readBack(toCalendar({ ...invite, startsOn: "2025-05-14", endsOn: "2025-05-16" }, stamp));
    expect(summer.event.startDate.toJSDate().toISOString()).toBe("2025-05-14T09:30:00.000Z");
  },
);

test.each(["UTC", "Europe/Prague", "America/Los_Angeles"])(
  "without hours it takes whole days, the last one too: %s",
  (zone) => {
    process.env.TZ = zone;
    const { event } = readBack(toCalendar({ ...invite, startsAt: null }, stamp));
    expect([event.startDate.isDate, event.startDate.toString(), event.endDate.toString()]).toEqual([
      true,
      "2025-03-10",
      "2025-03-13",
    ]);
  },
);

test("what is said is read back, one line where one is meant, and nobody is asked to answer", () => {
  const { event, attendee, organizer } = readBack(
    toCalendar({ ...invite, location: "Rekreační středisko,\nČervená; 25", sequence: 7 }, stamp),
  );
  expect(event.uid).toBe(invite.uid);
  expect(event.sequence).toBe(7);
  expect(event.summary).toBe(invite.summary);
  expect(event.description).toBe(invite.description);
  expect(event.location).toBe("Rekreační středisko, Červená; 25");
  expect(attendee).toEqual({ name: invite.attendee.name, email: "mailto:rehor@mesto.example", rsvp: "FALSE" });
  expect(organizer).toEqual({ name: "Hlídka", email: "mailto:hlidka@mesto.example" });
});

test.each([
  ["Řehoř; Žižka", "Řehoř; Žižka"],
  ["Odbor „OPK“", "Odbor 'OPK'"],
  ['O"K', "O'K"],
  ['Odbor "OPK"', "Odbor 'OPK'"],
  ["Jan\r\nATTENDEE:mailto:jiny@mesto.example", "Jan ATTENDEE:mailto:jiny@mesto.example"],
  ["back\\", "back/"],
])("a name comes back whole and harmless: %j", (name, harmless) => {
  const read = readBack(
    toCalendar({ ...invite, organizer: { ...invite.organizer, name }, attendee: { ...invite.attendee, name } }, stamp),
  );
  expect([read.organizer.name, read.attendee.name]).toEqual([harmless, harmless]);
  expect(read.attendee.email).toBe("mailto:rehor@mesto.example");
});

test("a cancellation says so itself, of the same event, and no line is longer than 75 octets", () => {
  const text = toCalendar({ ...invite, method: "CANCEL", sequence: 2, summary: "Setkání, ".repeat(30) }, stamp);
  const { event, method, status, organizer, attendee } = readBack(text);
  expect([method, status, event.uid, event.sequence]).toEqual(["CANCEL", "CANCELLED", invite.uid, 2]);
  expect(event.startDate.toString()).toBe("2025-03-10T11:30:00");
  expect([organizer.email, attendee.email]).toEqual(["mailto:hlidka@mesto.example", "mailto:rehor@mesto.example"]);
  expect(Math.max(...text.split("\r\n").map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
});
