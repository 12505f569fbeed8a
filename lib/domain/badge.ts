/**
 * The code of a badge: a text of ours that names the meeting, the site and a secret of the person there. It is no link and
 * opens nothing; it belongs to a person at a site, so whoever moves or is replaced gets another one.
 */
const head = "HLIDKA";
/** Letters of the secret. */
export const badgeSecretLength = 16;

export type Badge = { meeting: string; site: string; secret: string };

/** The text that is drawn as the QR code of a badge. */
export const badgeText = ({ meeting, site, secret }: Badge) => `${head}/${meeting}/${site}/${secret}`;

/** What a scanned text is: a badge, one of ours that was read in part, or nothing of ours. */
export function readBadge(text: string): Badge | "cut" | "foreign" {
  const [first, meeting, site, secret, ...more] = text.trim().split("/");
  if (first !== head || more.length > 0) return "foreign";
  if (!meeting || !site || !secret || !/^[\w-]+$/.test(secret) || secret.length !== badgeSecretLength) return "cut";
  return { meeting, site, secret };
}

/** What a phone holds of a site: who sits there, and whose codes hold no longer. */
export type DoorList = {
  meeting: string;
  site: string;
  /** Every site of the meeting: to say where a badge belongs. */
  sites: readonly { code: string; name: string; days: string }[];
  people: readonly { id: string; name: string; secret: string }[];
  ended: readonly { secret: string; why: EndedBadge }[];
};
export type EndedBadge = "replaced" | "moved" | "withdrawn" | "no-seat";

export type Scan =
  | { kind: "person"; id: string; name: string }
  | { kind: "foreign" | "cut" | "other-meeting" | "unknown" }
  | { kind: "other-site"; site: string; days: string }
  | { kind: EndedBadge };

/** What a scanned text says at this site. */
export function scanned(text: string, list: DoorList): Scan {
  const badge = readBadge(text);
  if (badge === "foreign" || badge === "cut") return { kind: badge };
  if (badge.meeting !== list.meeting) return { kind: "other-meeting" };
  if (badge.site !== list.site) {
    const there = list.sites.find(({ code }) => code === badge.site);
    return there ? { kind: "other-site", site: there.name, days: there.days } : { kind: "unknown" };
  }
  const person = list.people.find(({ secret }) => secret === badge.secret);
  if (person) return { kind: "person", id: person.id, name: person.name };
  return { kind: list.ended.find(({ secret }) => secret === badge.secret)?.why ?? "unknown" };
}
