import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox, RadioGroup } from "@/components/ui/choice";
import { CommandForm } from "@/components/ui/command-form";
import { CopyButton } from "@/components/ui/copy-button";
import { digestRhythms } from "@/lib/domain/subscription";

/** How often a mail says what waits. */
export function DigestCard({ every, email }: { every: "day" | "week" | null; email: string }) {
  const t = useTranslations("account");
  return (
    <Card id="digest" note={t("digestNote", { email })} title={t("digest")}>
      <CommandForm name="account.digest" submitLabel={t("digestSave")}>
        <RadioGroup
          defaultValue={every ?? "off"}
          label={t("digestEvery")}
          name="every"
          options={digestRhythms.map((value) => ({
            value,
            label: t(`digestRhythms.${value}`),
            hint: t(`digestHints.${value}`),
          }))}
        />
      </CommandForm>
    </Card>
  );
}

/** Whether a mail says at once that a shift was returned. */
export function ReturnedCard({ on }: { on: boolean }) {
  const t = useTranslations("account");
  return (
    <Card id="returned-mail" title={t("returnedMail")}>
      <CommandForm name="account.returned-mail" submitLabel={t("returnedMailSave")}>
        <Checkbox defaultChecked={on} hint={t("returnedMailHint")} label={t("returnedMailLabel")} name="returned" />
      </CommandForm>
    </Card>
  );
}

/** The secret address of one's calendar of deadlines. */
export function CalendarCard({ address }: { address: string | null }) {
  const t = useTranslations("account");
  return (
    <Card id="calendar" note={t("calendarNote")} title={t("calendar")}>
      {address && (
        <p className="mb-4 flex items-center gap-2 rounded-sm bg-raised p-3">
          <code className="min-w-0 flex-1 text-sm break-all">{address}</code>
          <CopyButton label={t("calendarAddress")} text={address} />
        </p>
      )}
      <div className="flex flex-wrap items-start gap-3">
        <CommandForm fixed={{ address: "new" }} name="account.calendar">
          <Button type="submit" variant="secondary">
            {t(address ? "calendarRenew" : "calendarOn")}
          </Button>
        </CommandForm>
        {address && (
          <CommandForm fixed={{ address: "off" }} name="account.calendar">
            <Button type="submit" variant="secondary">
              {t("calendarOff")}
            </Button>
          </CommandForm>
        )}
      </div>
      {address && <p className="mt-3 text-sm text-soft">{t("calendarSecret")}</p>}
    </Card>
  );
}
