import { useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextArea } from "@/components/ui/text-field";
import { meetingTexts } from "@/lib/domain/meeting-text";
import type { DeskView } from "./desk-view";

/** The texts of the invitation in both languages, in the order in which the page shows them. */
export function TextsCard({ meeting, edits, edit, at }: DeskView) {
  const t = useTranslations("meetings");
  const open = edits && edit.section === "texts";
  const untranslated = meetingTexts.filter((key) => meeting[`${key}Cs`] !== "" && meeting[`${key}En`] === "");
  return (
    <Card
      actions={
        edits &&
        !open && (
          <LinkButton
            aria-label={`${t("edit")}: ${t("textsTitle")}`}
            href={at("texts", "form")}
            icon="pen"
            size="sm"
            variant="secondary"
          >
            {t("edit")}
          </LinkButton>
        )
      }
      id="texts"
      note={t("textsNote")}
      title={t("textsTitle")}
    >
      {untranslated.length > 0 && (
        <Alert className="mb-4" title={t("untranslated")}>
          {untranslated.map((key) => t(`texts.${key}`)).join(", ")}
        </Alert>
      )}
      {open ? (
        <Panel
          back={at("texts")}
          fixed={{ meetingId: meeting.id, version: meeting.version }}
          name="meeting.reword"
          submit={t("save")}
          title={t("textsTitle")}
        >
          {meetingTexts.map((key) => (
            <div className="grid gap-4 md:grid-cols-2" key={key}>
              {(["Cs", "En"] as const).map((language) => (
                <TextArea
                  defaultValue={meeting[`${key}${language}`]}
                  key={language}
                  label={`${t(`texts.${key}`)} (${t(language === "Cs" ? "czech" : "english")})`}
                  maxLength={4000}
                  name={`${key}${language}`}
                  optional
                  rows={key === "invitation" || key === "registration" ? 8 : 3}
                />
              ))}
            </div>
          ))}
        </Panel>
      ) : (
        <dl className="grid gap-4">
          {meetingTexts.map((key) => (
            <div key={key}>
              <dt className="font-semibold">{t(`texts.${key}`)}</dt>
              <dd className="grid gap-x-6 gap-y-1 text-sm md:grid-cols-2">
                <p className="whitespace-pre-line" lang="cs">
                  {meeting[`${key}Cs`] || "–"}
                </p>
                <p className="whitespace-pre-line text-soft" lang="en">
                  {meeting[`${key}En`] || "–"}
                </p>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
