import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CommandForm } from "@/components/ui/command-form";
import type { DelegationRow } from "@/db/queries/people";
import * as format from "@/lib/format";

type Props = {
  delegations: readonly DelegationRow[];
  /** Whose list it is. */
  own: string;
  /** It is one's own list: who is a deputy begins from here. */
  begins?: boolean;
};

/** Who stands in for whom, from when to when, why; each can be ended. */
export function DelegationList({ delegations, own, begins }: Props) {
  const t = useTranslations("people");
  const locale = useLocale();
  if (delegations.length === 0) return <p className="text-soft">{t("noDelegation")}</p>;
  return (
    <ul className="divide-y divide-line">
      {delegations.map((delegation) => {
        const deputises = delegation.deputyId === own;
        const { validFrom, validTo, principal, deputy, organisation, reason } = delegation;
        return (
          <li className="flex flex-wrap items-center justify-between gap-3 py-2" key={delegation.id}>
            <span>
              {t(deputises ? "deputises" : "isDeputised", { name: deputises ? principal : deputy, organisation })}{" "}
              {delegation.holds && <StatePill tone="active">{t("holds")}</StatePill>}
              <span className="block text-sm text-soft">
                {t("between", { from: format.day(validFrom, locale), to: format.day(validTo, locale) })} · {reason}
              </span>
            </span>
            <span className="flex flex-wrap gap-2">
              {begins && deputises && delegation.holds && (
                <CommandForm
                  fixed={{ delegationId: delegation.id }}
                  doneLabel={null}
                  name="view.stand-in"
                  redirectTo="/"
                >
                  <Button size="sm" type="submit">
                    {t("standIn")}
                    <span className="sr-only"> {principal}</span>
                  </Button>
                </CommandForm>
              )}
              <CommandForm fixed={{ delegationId: delegation.id }} name="delegation.end">
                <Button size="sm" type="submit" variant="secondary">
                  {t("endDelegation")}
                </Button>
              </CommandForm>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
