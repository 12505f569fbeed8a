import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import type { OwnIdentity } from "@/db/queries/account";
import * as format from "@/lib/format";
import type { SsoProvider } from "@/server/session/sso-providers";

type SsoCardProps = { providers: readonly SsoProvider[]; identities: readonly OwnIdentity[]; linkingToken: string };

/** Single sign-on of the office: what this account is linked with, and the links that begin it. */
export function SsoCard({ providers, identities, linkingToken }: SsoCardProps) {
  const t = useTranslations("account");
  const locale = useLocale();
  const nameOf = ({ provider, issuer }: OwnIdentity) => providers.find(({ id }) => id === provider)?.name ?? issuer;
  return (
    <Card id="sso" note={t("ssoNote")} title={t("sso")}>
      {identities.length > 0 && (
        <ul className="mb-4 grid gap-3">
          {identities.map((identity) => (
            <li className="flex flex-wrap items-center gap-x-4 gap-y-2" key={identity.id}>
              <span>
                {nameOf(identity)}{" "}
                <span className="text-sm text-soft">
                  {t("ssoSince", { at: format.instant(identity.createdAt, locale) })}
                </span>
              </span>
              <CommandForm fixed={{ identityId: identity.id }} name="identity.unlink">
                <Button size="sm" type="submit" variant="secondary">
                  {t("ssoUnlink")}
                  <span className="sr-only"> {nameOf(identity)}</span>
                </Button>
              </CommandForm>
            </li>
          ))}
        </ul>
      )}
      <ul className="flex flex-wrap gap-3">
        {providers.map(({ id, name }) => (
          <li key={id}>
            <a className={buttonClass("secondary")} href={`/api/sso/${id}?link=${linkingToken}`}>
              {t("ssoLink", { name })}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
