import { getLocale, getTranslations } from "next-intl/server";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CommandForm } from "@/components/ui/command-form";
import type { DelegationRow } from "@/db/queries/people";
import { day } from "@/lib/format";

/** Whom this person stands in for today, with the button that begins to act for him. */
export async function HomeStandsIn({ delegations }: { delegations: readonly DelegationRow[] }) {
  const [t, tPeople, locale] = await Promise.all([getTranslations("home"), getTranslations("people"), getLocale()]);
  return delegations.map(({ id, principal, organisation, validTo }) => (
    <Alert
      action={
        <CommandForm fixed={{ delegationId: id }} doneLabel={null} name="view.stand-in" redirectTo="/">
          <Button size="sm" type="submit">
            {tPeople("standIn")}
            <span className="sr-only"> {principal}</span>
          </Button>
        </CommandForm>
      }
      key={id}
      title={t("standsIn", { day: day(validTo, locale), name: principal, organisation })}
    />
  ));
}
