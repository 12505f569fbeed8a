import { badgeSecretLength } from "@/lib/domain/badge";
import { linkToken } from "./link-token";

/** The secret of a badge: of a person at a site, derived, so that it is kept nowhere and opens no link. */
export const badgeSecret = (siteId: string, registrationId: string): string =>
  linkToken("badge", `${siteId} ${registrationId}`).slice(0, badgeSecretLength);
