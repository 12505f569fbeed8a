import { useTranslations } from "next-intl";
import { DelegationList } from "@/app/(office)/delegation-list";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import type { DelegationRow, DeputyChoice } from "@/db/queries/people";

type Props = { userId: string; delegations: readonly DelegationRow[]; choices: readonly DeputyChoice[]; today: string };

/** Who stands in while one is away, and whom one stands in for. */
export function DelegationsCard({ userId, delegations, choices, today }: Props) {
  const t = useTranslations("people");
  return (
    <Card id="delegations" note={t("ownDelegationsNote")} title={t("delegations")}>
      <DelegationList begins delegations={delegations} own={userId} />
      {choices
        .filter(({ people }) => people.length > 0)
        .map(({ organisationId, organisation, people }) => (
          <details className="mt-4 border-t border-line pt-2" key={organisationId}>
            <summary className="py-2.5 text-link">{t("askDeputy", { organisation })}</summary>
            <CommandForm
              className="mt-2 max-w-2xl"
              fixed={{ organisationId, principalId: userId }}
              name="delegation.add"
              resets
              submitLabel={t("delegationAdd")}
            >
              <div className="grid items-end gap-4 md:grid-cols-2">
                <Select
                  label={t("deputy")}
                  name="deputyId"
                  options={people.map(({ id, name }) => ({ value: id, label: name }))}
                  placeholder={t("choose")}
                />
                <TextField
                  autoComplete="off"
                  hint={t("reasonHint")}
                  label={t("reason")}
                  maxLength={500}
                  name="reason"
                />
                <DateField label={t("firstDay")} min={today} name="validFrom" today={today} />
                <DateField label={t("lastDay")} min={today} name="validTo" today={today} />
              </div>
            </CommandForm>
          </details>
        ))}
    </Card>
  );
}
