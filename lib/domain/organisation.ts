import { z } from "zod";
import type { Role } from "./actor";
import { emailInput, projectRoles } from "./user";
import { versionInput } from "./version";

export const organisationKinds = ["city", "ministry", "operator"] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** The roles that people of a kind of organisation hold: a city runs projects, the ministry looks, the operator serves. */
export const rolesOfKind: Record<OrganisationKind, readonly Role[]> = {
  city: ["mentor", "manager", "finance", "dpo"],
  ministry: ["auditor", "organiser", "dpo"],
  operator: ["admin", "dpo"],
};

/** The roles that may be given in organisations of these kinds; only an administrator gives other ones than a city's daily roles. */
export function rolesToGive(kinds: readonly OrganisationKind[], admin: boolean): readonly Role[] {
  if (!admin) return projectRoles;
  return [...new Set(organisationKinds.filter((kind) => kinds.includes(kind)).flatMap((kind) => rolesOfKind[kind]))];
}

/**
 * Whether eight digits are an identification number of a Czech organisation: the last one is the check digit, eleven
 * less the weighted sum of the others modulo eleven, taken modulo ten (Czech Statistical Office, weights 8 to 2).
 */
export function isIco(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const digits = [...text].map(Number);
  const sum = digits.slice(0, 7).reduce((total, digit, index) => total + digit * (8 - index), 0);
  return digits[7] === (11 - (sum % 11)) % 10;
}

/** The number without the spaces that people group its digits by: "002 59 586". */
export const bareIco = (text: string) => text.replace(/\s/g, "");

/** What stands for a name in addresses: lower-case letters, digits and hyphens between them. */
export const shortName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .refine((slug) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug), "badSlug");

export const addOrganisationInput = z.strictObject({
  kind: z.enum(organisationKinds),
  slug: shortName,
  name: z.string().trim().min(1).max(200),
  ico: z.string().transform(bareIco).refine(isIco, "badIco").nullish(),
  municipalityCode: z
    .string()
    .regex(/^\d{6}$/)
    .nullish(),
});

/** The largest emblem, in bytes. */
export const maxEmblemBytes = 500_000;
/** What an emblem may be: pictures that every browser draws and that run nothing. */
export const emblemTypes = ["image/png", "image/jpeg"] as const;

const line = (limit: number) => z.string().trim().max(limit).default("");
export const changeOrganisationInput = z.strictObject({
  organisationId: z.uuid(),
  name: z.string().trim().min(1).max(200),
  ico: z
    .string()
    .transform(bareIco)
    .refine((text) => text === "" || isIco(text), "badIco")
    .nullish()
    .transform((text) => text || null),
  /** The code, or (a form without scripts) the label that ends by it: "Sokolov (560286)". */
  municipalityCode: z
    .string()
    .trim()
    .transform((text) => /\((\d{6})\)$/.exec(text)?.[1] ?? text)
    .refine((code) => code === "" || /^\d{6}$/.test(code), "municipalityUnknown")
    .nullish()
    .transform((code) => code || null),
  officeName: line(200),
  officeAddress: line(300),
  officePhone: z
    .string()
    .trim()
    .regex(/^[0-9+() -]{0,40}$/)
    .default(""),
  officeEmail: z.union([z.literal(""), emailInput]).default(""),
  version: versionInput,
});
/** A picture that was stored; without one the emblem is taken away. */
export const setEmblemInput = z.strictObject({
  organisationId: z.uuid(),
  emblem: z.strictObject({ sha256: z.string(), mediaType: z.enum(emblemTypes) }).nullable(),
});
export const removeEmblemInput = z.strictObject({ organisationId: z.uuid() });
