import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextArea } from "@/components/ui/text-field";
import * as format from "@/lib/format";
import type { SeatsShown } from "@/server/views/seats";

/** When places were told and by whom, and the way back while no mail has left. */
export function PublicationCard({ publication, meeting, edits, edit, path }: SeatsShown) {
  const t = useTranslations("seats.desk");
  const tMeetings = useTranslations("meetings");
  const locale = useLocale();
  if (!publication)
    return (
      <Card id="publication" title={t("publication")}>
        <p>
          {tMeetings(`stateText.${meeting.state === "open" || meeting.state === "draft" ? "closed" : meeting.state}`)}
        </p>
      </Card>
    );
  const { id, decidedAt, decidedBy, mailsFrom, note, left } = publication;
  return (
    <Card id="publication" title={t("publication")}>
      <p>{t("publishedBy", { when: format.instant(decidedAt, locale), by: decidedBy ?? "none" })}</p>
      <p>{left ? t("mailsLeft") : t("mailsFrom", { when: format.instant(mailsFrom, locale) })}</p>
      {note && <p className="text-soft">{note}</p>}
      {edits && !left && edit !== "undo" && (
        <LinkButton className="mt-4" href={`${path}?edit=undo#form`} icon="returned" variant="secondary">
          {t("undo")}
        </LinkButton>
      )}
      {edits && !left && edit === "undo" && (
        <Panel
          back={`${path}#publication`}
          danger
          fixed={{ publicationId: id }}
          name="publication.undo"
          submit={t("undo")}
          title={t("undoTitle")}
        >
          <p>{t("undoText")}</p>
          <TextArea label={t("undoNote")} maxLength={500} name="note" rows={2} />
        </Panel>
      )}
    </Card>
  );
}
