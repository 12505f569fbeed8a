import type { Env } from "@/lib/env";

export type SsoProvider = {
  id: "oidc" | "entra" | "caais";
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
};

/** The providers of single sign-on that the settings name, complete ones only (lib/env.ts refuses halves). */
export function ssoProviders(of: Env): SsoProvider[] {
  const providers = [
    {
      id: "oidc",
      name: of.HLIDKA_OIDC_NAME,
      issuer: of.HLIDKA_OIDC_ISSUER,
      clientId: of.HLIDKA_OIDC_CLIENT_ID,
      clientSecret: of.HLIDKA_OIDC_CLIENT_SECRET,
    },
    {
      id: "entra",
      name: "Microsoft Entra ID",
      issuer: of.HLIDKA_ENTRA_TENANT_ID && `https://login.microsoftonline.com/${of.HLIDKA_ENTRA_TENANT_ID}/v2.0`,
      clientId: of.HLIDKA_ENTRA_CLIENT_ID,
      clientSecret: of.HLIDKA_ENTRA_CLIENT_SECRET,
    },
    {
      id: "caais",
      name: "CAAIS",
      issuer: of.HLIDKA_CAAIS_ISSUER,
      clientId: of.HLIDKA_CAAIS_CLIENT_ID,
      clientSecret: of.HLIDKA_CAAIS_CLIENT_SECRET,
    },
  ] as const;
  return providers.flatMap(({ id, name, issuer, clientId, clientSecret }) =>
    issuer && clientId && clientSecret ? [{ id, name, issuer, clientId, clientSecret }] : [],
  );
}
