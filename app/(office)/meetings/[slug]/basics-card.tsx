import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import * as format from "@/lib/format";
import type { DeskView } from "./desk-view";

const limits = {
  titleCs: 300,
  titleEn: 300,
  referenceNumber: 60,
  slug: 60,
  officeCs: 200,
  officeEn: 200,
  contactName: 120,
  contactEmail: 254,
  contactPhone: 80,
  signatoryName: 120,
  signatoryRoleCs: 200,
  signatoryRoleEn: 200,
} as const;
type Field = keyof typeof limits;
const names = Object.keys(limits).filter((name): name is Field => name in limits);
const required: readonly Field[] = ["titleCs", "titleEn", "referenceNumber", "slug"];
const wide: readonly Field[] = ["titleCs", "titleEn"];

/** What the meeting is called, who invites and whom to ask. */
export function BasicsCard({ meeting, edits, edit, at, today }: DeskView) {
  const t = useTranslations("meetings");
  const locale = useLocale();
  const open = edits && edit.section === "basics";
  return (
    <Card
      actions={
        edits &&
        !open && (
          <LinkButton
            aria-label={`${t("edit")}: ${t("basics")}`}
            href={at("basics", "form")}
            icon="pen"
            size="sm"
            variant="secondary"
          >
            {t("edit")}
          </LinkButton>
        )
      }
      id="basics"
      title={t("basics")}
    >
      {open ? (
        <Panel
          back={at("basics")}
          fixed={{
            meetingId: meeting.id,
            version: meeting.version,
            ...(meeting.state !== "draft" && { slug: meeting.slug }),
          }}
          name="meeting.change"
          submit={t("save")}
          title={t("basics")}
        >
          <div className="grid items-end gap-4 md:grid-cols-2">
            {names
              .filter((name) => name !== "slug" || meeting.state === "draft")
              .map((name) => (
                <TextField
                  className={wide.includes(name) ? "md:col-span-2" : undefined}
                  defaultValue={meeting[name] ?? ""}
                  key={name}
                  label={t(`fields.${name}`)}
                  maxLength={limits[name]}
                  name={name}
                  optional={!required.includes(name)}
                  type={name === "contactEmail" ? "email" : "text"}
                />
              ))}
            <DateField
              defaultValue={meeting.issuedOn ?? undefined}
              label={t("fields.issuedOn")}
              name="issuedOn"
              optional
              today={today}
            />
          </div>
        </Panel>
      ) : (
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[14rem_minmax(0,1fr)]">
          {[
            ...names.map((name) => [t(`fields.${name}`), meeting[name] || "–"] as const),
            [t("fields.issuedOn"), meeting.issuedOn ? format.day(meeting.issuedOn, locale) : "–"] as const,
          ].map(([label, value]) => (
            <div className="contents" key={label}>
              <dt className="text-soft">{label}</dt>
              <dd className="wrap-anywhere max-sm:mb-2">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
