import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextArea } from "@/components/ui/text-field";
import * as format from "@/lib/format";
import { type DeskView, deskAddress } from "./desk-view";

/** Tells everybody his place, as one batch, after saying how many it is and when mails leave; undoes it until then. */
export function PublishCard(view: DeskView) {
  const t = useTranslations("allocation.desk");
  const { meeting, chosen, shown, form, stale } = view;
  if (meeting.state === "published") return <Published {...view} />;
  if (meeting.state !== "allocated" || !chosen || shown !== chosen) return null;
  const seen = { meetingId: meeting.id, version: meeting.wholeVersion };
  const sites = view.board?.sites ?? [];
  const placed = sites.reduce((sum, { taken }) => sum + taken, 0);
  const waiting = view.board?.queue.length ?? 0;
  return (
    <Card id="publish" note={t("publishNote")} title={t("publishCard")}>
      {form !== "publish" && form !== "discard" && (
        <div className="flex flex-wrap gap-3">
          {!stale && (
            <LinkButton href={deskAddress(view, { form: "publish" }, "form")} icon="check">
              {t("publish")}
            </LinkButton>
          )}
          <LinkButton href={deskAddress(view, { form: "discard" }, "form")} icon="returned" variant="secondary">
            {t("discard")}
          </LinkButton>
        </div>
      )}
      {form === "publish" && !stale && (
        <Panel
          back={view.path}
          fixed={{ ...seen, runId: chosen.id }}
          name="meeting.publish"
          submit={t("publishSubmit")}
          title={t("publishTitle", { count: placed })}
        >
          <ul className="list-disc pl-5">
            {sites.map((site) => (
              <li key={site.code}>{t("publishSite", { site: site.name, count: site.taken })}</li>
            ))}
            <li>{t("publishWaiting", { count: waiting })}</li>
          </ul>
          <p>{t("publishMails", { minutes: view.waitMinutes })}</p>
          <TextArea label={t("note")} maxLength={2000} name="note" optional rows={2} />
        </Panel>
      )}
      {form === "discard" && (
        <Panel
          back={view.path}
          cancel={t("discardKeep")}
          danger
          fixed={seen}
          name="meeting.discard"
          submit={t("discard")}
          title={t("discardTitle")}
        >
          <p>{t("discardText")}</p>
          <TextArea label={t("note")} maxLength={2000} name="note" optional rows={2} />
        </Panel>
      )}
    </Card>
  );
}

function Published(view: DeskView) {
  const t = useTranslations("allocation.desk");
  const locale = useLocale();
  const { publication, form } = view;
  if (!publication) return null;
  return (
    <Card
      actions={
        <LinkButton href={`/meetings/${view.meeting.slug}/seats`} icon="users" size="sm" variant="secondary">
          {t("toSeats")}
        </LinkButton>
      }
      id="publish"
      note={t("publishedAt", { at: format.instant(publication.decidedAt, locale), by: publication.decidedBy ?? "–" })}
      title={t("published")}
    >
      {publication.left ? (
        <p>{t("mailsLeft", { at: format.instant(publication.mailsFrom, locale) })}</p>
      ) : (
        <Alert
          action={
            form !== "undo" && (
              <LinkButton href={deskAddress(view, { form: "undo" }, "form")} icon="returned" variant="secondary">
                {t("undo")}
              </LinkButton>
            )
          }
          tone="active"
        >
          {t("mailsWait", { at: format.timeOfDay(publication.mailsFrom) })}
        </Alert>
      )}
      {form === "undo" && !publication.left && (
        <Panel
          back={view.path}
          cancel={t("undoKeep")}
          danger
          fixed={{ publicationId: publication.id }}
          name="publication.undo"
          submit={t("undo")}
          title={t("undoTitle")}
        >
          <TextArea label={t("undoReason")} maxLength={500} name="note" rows={2} />
        </Panel>
      )}
    </Card>
  );
}
