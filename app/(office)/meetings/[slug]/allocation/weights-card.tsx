import { useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/text-field";
import { attendeeRoles } from "@/lib/domain/registration";
import { type DeskView, deskAddress } from "./desk-view";

/** What each role weighs here, and the form in which the organiser says otherwise, until places are told. */
export function WeightsCard(view: DeskView) {
  const t = useTranslations("allocation.desk");
  const tRole = useTranslations("registration.roles");
  const { meeting, roles, ownWeights, form } = view;
  return (
    <Card
      actions={
        form !== "weights" && (
          <LinkButton
            aria-label={t("weighTitle")}
            href={deskAddress(view, { form: "weights" }, "form")}
            icon="pen"
            size="sm"
            variant="secondary"
          >
            {t("weigh")}
          </LinkButton>
        )
      }
      id="weights"
      note={t("roleWeightsNote")}
      title={t("roleWeights")}
    >
      {form === "weights" ? (
        <Panel
          back={deskAddress(view, {}, "weights")}
          fixed={{ meetingId: meeting.id, version: meeting.version }}
          name="allocation.weigh"
          submit={t("weighSubmit")}
          title={t("weighTitle")}
        >
          <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
            {attendeeRoles.map((role) => (
              <TextField defaultValue={roles[role]} key={role} kind="number" label={tRole(role)} name={role} />
            ))}
          </div>
          <p className="text-sm text-soft">{t("weighHint")}</p>
        </Panel>
      ) : (
        <>
          <ul className="flex flex-wrap gap-x-6 gap-y-1">
            {attendeeRoles.map((role) => (
              <li key={role}>
                {tRole(role)} <b className="font-semibold tabular-nums">{roles[role]}</b>
              </li>
            ))}
          </ul>
          <p className="mt-2 text-sm text-soft">{t(ownWeights ? "weightsOwn" : "weightsUsual")}</p>
        </>
      )}
    </Card>
  );
}
