import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { isHeld } from "@/lib/domain/meeting";
import * as format from "@/lib/format";
import type { MeetingMailDesk } from "@/server/views/meeting-mails";

/**
 * The programme and the reminder of each site that was not held yet, sent by a button; the reminder goes by itself a week
 * before as well.
 */
export function SendCard({ meeting, batches, counts, today }: MeetingMailDesk & { today: string }) {
  const t = useTranslations("meetingMail");
  const locale = useLocale();
  const sites = meeting.sites.filter((site) => !isHeld(site, today));
  if (sites.length === 0) return null;
  return (
    <Card id="send" note={t("sendNote")} title={t("send")}>
      <ul className="grid gap-5">
        {sites.map((site) => {
          const seated = counts.find(({ siteId }) => siteId === site.id)?.taken ?? 0;
          const reminded = batches.some((batch) => batch.kind === "reminder" && batch.site === site.name);
          return (
            <li key={site.id}>
              <p>
                <strong>{site.name}</strong>{" "}
                <span className="text-soft">
                  {format.dayRange(site.startsOn, site.endsOn, locale)} · {t("people", { count: seated })}
                </span>
              </p>
              {seated > 0 && (
                <div className="mt-2 flex flex-wrap gap-3">
                  <CommandForm
                    doneLabel={t("sent")}
                    fixed={{ siteId: site.id }}
                    name="meeting-mail.programme"
                    submit={{ variant: "secondary" }}
                    submitLabel={t("sendProgramme", { site: site.name })}
                  />
                  {reminded ? (
                    <p className="self-center text-soft">{t("reminded")}</p>
                  ) : (
                    <CommandForm
                      doneLabel={t("sent")}
                      fixed={{ siteId: site.id }}
                      name="meeting-mail.remind"
                      submit={{ variant: "secondary" }}
                      submitLabel={t("sendReminder", { site: site.name })}
                    />
                  )}
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
