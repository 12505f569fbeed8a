import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { TextField } from "@/components/ui/text-field";
import type { OwnRole } from "@/db/queries/account";
import { type Actor, roles as knownRoles } from "@/lib/domain/actor";
import { pickFrom } from "@/lib/domain/preference";
import * as format from "@/lib/format";

/** Who one is here: of it only the name is one's own to change. */
export function DetailsCard({ me, roles }: { me: Actor; roles: readonly OwnRole[] }) {
  const t = useTranslations("account");
  const tRoles = useTranslations("roles");
  const locale = useLocale();
  const days = ({ validFrom, validTo }: OwnRole) =>
    validTo
      ? t("between", { from: format.day(validFrom, locale), to: format.day(validTo, locale) })
      : t("since", { day: format.day(validFrom, locale) });
  return (
    <Card id="details" note={t("detailsNote")} title={t("details")}>
      <CommandForm className="max-w-md" name="account.rename" submitLabel={t("save")}>
        <TextField
          autoComplete="name"
          defaultValue={me.name}
          hint={t("nameHint")}
          label={t("name")}
          maxLength={200}
          name="name"
        />
      </CommandForm>
      <dl className="mt-6 grid gap-x-6 gap-y-2 border-t border-line pt-4 sm:grid-cols-[10rem_1fr]">
        <dt className="text-soft">{t("email")}</dt>
        <dd className="break-all">{me.email}</dd>
        <dt className="text-soft">{t("organisation")}</dt>
        <dd>{me.organisationName}</dd>
        <dt className="text-soft">{t("roles")}</dt>
        <dd>
          {roles.length === 0 && t("noRoles")}
          <ul>
            {roles.map((held) => {
              const role = pickFrom(knownRoles, held.role);
              return (
                <li key={`${held.role} ${held.organisation} ${held.validFrom}`}>
                  {role ? tRoles(role) : held.role} · {held.organisation}{" "}
                  <span className="text-sm text-soft">({days(held)})</span>
                </li>
              );
            })}
          </ul>
        </dd>
      </dl>
    </Card>
  );
}
