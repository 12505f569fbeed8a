import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import type { MailBatch } from "@/db/queries/meeting-mail-desk";
import { batchTotal } from "@/lib/domain/meeting-mail";
import * as format from "@/lib/format";
import type { MeetingMailDesk } from "@/server/views/meeting-mails";

/** How far what was sent to everybody is, and the buttons that stop it and let it go on. */
export function Batches({ meeting, batches, stop, none }: MeetingMailDesk & { none: string }) {
  const t = useTranslations("meetingMail");
  const locale = useLocale();
  const fixed = { meetingId: meeting.id };
  const waits = batches.some(({ waiting }) => waiting > 0);
  return (
    <Card id="batches" title={t("batches")}>
      {batches.length === 0 && <p>{t("noBatches")}</p>}
      <ul className="grid gap-4">
        {batches.map((batch) => (
          <Batch batch={batch} key={batch.id} none={none} />
        ))}
      </ul>
      {stop && (
        <Alert className="mt-4" title={t(stop.decision === "refused" ? "refusedTitle" : "stoppedTitle")} tone="warn">
          <p>
            {stop.decision === "refused"
              ? t("refusedText", { codes: stop.codes })
              : t("stoppedText", { by: stop.by ?? "", at: format.instant(stop.at, locale) })}
          </p>
          <CommandForm
            className="mt-3"
            doneLabel={t("resumed")}
            fixed={fixed}
            name="meeting-mail.resume"
            submitLabel={t("resume")}
          />
        </Alert>
      )}
      {!stop && waits && (
        <CommandForm
          className="mt-4"
          doneLabel={t("stopped")}
          fixed={fixed}
          name="meeting-mail.stop"
          submit={{ variant: "secondary", icon: "stop" }}
          submitLabel={t("stop")}
        />
      )}
    </Card>
  );
}

/** none: why there may be no mail of it. */
function Batch({ batch, none }: { batch: MailBatch; none: string }) {
  const t = useTranslations("meetingMail");
  const locale = useLocale();
  const total = batchTotal(batch);
  const begun = batch.sent + batch.failed > 0;
  const title = `${t(`kinds.${batch.kind}`)}${batch.site ? `: ${batch.site}` : ""}`;
  return (
    <li>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <strong>{title}</strong>
        <span className="text-sm text-soft">
          {format.instant(batch.at, locale)}
          {batch.by && ` · ${batch.by}`}
        </span>
      </p>
      {batch.undone || total === 0 ? (
        <p className="text-soft">{batch.undone ? t("undone") : none}</p>
      ) : (
        <>
          <p>
            {t("progress", { sent: batch.sent, total })}
            {batch.failed > 0 && ` · ${t("failed", { failed: batch.failed })}`}
            {!begun && batch.waiting > 0 && batch.kind === "publication" && (
              <span className="text-soft"> · {t("from", { at: format.instant(batch.from, locale) })}</span>
            )}
          </p>
          <progress
            aria-label={title}
            className="mt-1 h-2 w-full accent-action"
            max={Math.max(total, 1)}
            value={batch.sent}
          />
        </>
      )}
    </li>
  );
}
