import { getTranslations } from "next-intl/server";
import { Alert } from "@/components/ui/alert";
import { Button, LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextArea } from "@/components/ui/text-field";
import type { ActivityDetail } from "@/db/queries/activities";
import type { Offer } from "@/db/queries/settings";
import { isEditable } from "@/lib/domain/activity";

/** What this person may do with the record in its state; nothing is shown when it is nothing. */
export async function ActivityActions({
  activity,
  logs,
  decides,
  reasons,
  path,
  next,
}: {
  activity: ActivityDetail;
  logs: boolean;
  decides: boolean;
  /** Why a record may be returned, by the catalogue. */
  reasons: readonly Offer[];
  path: string;
  /** The page of the next record that waits for a decision; null: none does. */
  next: string | null;
}) {
  const t = await getTranslations("activity");
  const editable = logs && isEditable(activity.state);
  const decidable = decides && activity.state === "submitted";
  const withdrawable = logs && activity.own && activity.state === "submitted";
  if (!editable && !decidable && !withdrawable) return null;
  const seen = { activityId: activity.id, version: activity.version };
  return (
    <Card className="no-print" id="actions" title={t(decidable ? "toDecide" : "toDo")}>
      {editable && (
        <div className="flex flex-col gap-3">
          <CommandForm doneLabel={t("decided.submitted")} fixed={seen} name="activity.submit">
            <Button className="w-full" icon="check" type="submit">
              {t("submit")}
            </Button>
          </CommandForm>
          <LinkButton href={`${path}/${activity.id}/edit`} icon="pen" variant="secondary">
            {t("edit")}
          </LinkButton>
          {activity.state === "draft" && activity.decisions.length === 0 && (
            <CommandForm fixed={seen} name="activity.delete" redirectTo={path}>
              <Button className="w-full" size="sm" type="submit" variant="quiet">
                {t("delete")}
              </Button>
            </CommandForm>
          )}
        </div>
      )}
      {withdrawable && (
        <CommandForm
          className={decidable ? "mb-6" : undefined}
          doneLabel={t("decided.draft")}
          fixed={seen}
          name="activity.withdraw"
        >
          <p className="text-sm text-soft">{t("withdrawHint")}</p>
          <Button className="w-full" icon="returned" type="submit" variant="secondary">
            {t("withdraw")}
          </Button>
        </CommandForm>
      )}
      {decidable && (
        <div className="flex flex-col gap-6">
          {next && <p className="text-sm text-soft">{t("nextFollows")}</p>}
          {activity.own ? (
            <Alert title={t("ownWaits")}>
              {t("decideInstead", { count: activity.deciders.length, names: activity.deciders.join(", ") })}
            </Alert>
          ) : (
            <CommandForm doneLabel={t("decided.approved")} name="activity.approve" redirectTo={next ?? undefined}>
              <input data-kind="json" name="activities[]" type="hidden" value={JSON.stringify(seen)} />
              <Button className="w-full" icon="check" type="submit">
                {t("approve")}
              </Button>
            </CommandForm>
          )}
          <CommandForm
            fixed={seen}
            doneLabel={t("decided.returned")}
            name="activity.return"
            redirectTo={next ?? undefined}
            submit={{ variant: "secondary", icon: "returned" }}
            submitLabel={t("return")}
          >
            <Select
              label={t("returnReason")}
              name="reason"
              options={reasons.map(({ code, name }) => ({ value: code, label: name }))}
              placeholder={t("chooseReason")}
            />
            <TextArea hint={t("returnHint")} label={t("returnNote")} maxLength={2000} name="note" rows={3} />
          </CommandForm>
        </div>
      )}
    </Card>
  );
}
