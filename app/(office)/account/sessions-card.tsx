import { useLocale, useTranslations } from "next-intl";
import { SignOut } from "@/app/(office)/sign-out";
import { StatePill } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { type Column, Table } from "@/components/ui/table";
import type { OwnSession } from "@/db/queries/account";
import { deviceOf } from "@/lib/domain/account";
import * as format from "@/lib/format";

/** The browsers that are signed in, each with the button that signs it out. */
export function SessionsCard({ sessions }: { sessions: readonly OwnSession[] }) {
  const t = useTranslations("account");
  const locale = useLocale();
  const device = ({ agent }: OwnSession) => deviceOf(agent) ?? t("unknownDevice");
  const columns: Column<OwnSession>[] = [
    {
      key: "device",
      header: t("device"),
      head: true,
      cell: (session) => (
        <>
          {device(session)} {session.current && <StatePill tone="good">{t("thisDevice")}</StatePill>}
        </>
      ),
    },
    { key: "created", header: t("signedInAt"), cell: ({ createdAt }) => format.instant(createdAt, locale) },
    { key: "seen", header: t("lastSeen"), cell: ({ lastSeenAt }) => format.instant(lastSeenAt, locale) },
    {
      key: "end",
      header: t("end"),
      cell: (session) =>
        session.current ? null : (
          <CommandForm fixed={{ sessionId: session.id }} name="session.revoke">
            <Button
              aria-label={`${t("endOne")} ${device(session)}, ${format.instant(session.createdAt, locale)} (${sessions.indexOf(session) + 1})`}
              size="sm"
              type="submit"
              variant="secondary"
            >
              {t("endOne")}
            </Button>
          </CommandForm>
        ),
    },
  ];
  return (
    <Card
      actions={
        <SignOut>
          <CommandForm name="session.revoke-all" redirectTo="/sign-in">
            <Button size="sm" type="submit" variant="secondary">
              {t("endAll")}
            </Button>
          </CommandForm>
        </SignOut>
      }
      flush
      id="sessions"
      note={t("sessionsNote")}
      title={t("sessions")}
    >
      <Table
        address={{ path: "/account", params: {} }}
        bareCaption
        caption={t("sessions")}
        columns={columns}
        plain
        rowKey={({ id }) => id}
        rows={sessions}
      />
    </Card>
  );
}
