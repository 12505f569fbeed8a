import { getLocale, getTranslations } from "next-intl/server";
import { StatePill, type Tone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Operation } from "@/db/queries/running";
import { instant } from "@/lib/format";

/** Days after which a backup is old. */
const staleDays = 2;

/** For the administrator: mail that did not go out, jobs that failed, how old the newest backup is. */
export async function HomeOperation({ operation }: { operation: Operation }) {
  const [t, locale] = await Promise.all([getTranslations("home.operation"), getLocale()]);
  const { failedMails, lateMails, failedJobs, lateJobs, backupAt, backupFailed } = operation;
  const old = backupAt === null || Date.now() - Date.parse(backupAt) > staleDays * 86_400_000;
  const rows: { key: string; label: string; tone: Tone; text: string; href?: string }[] = [
    {
      key: "mail",
      label: t("mail"),
      tone: failedMails > 0 ? "bad" : lateMails > 0 ? "warn" : "good",
      text: t("queue", { failed: failedMails, late: lateMails }),
      href: failedMails > 0 ? "/admin/mail?state=failed" : "/admin/mail",
    },
    {
      key: "jobs",
      label: t("jobs"),
      tone: failedJobs > 0 ? "bad" : lateJobs > 0 ? "warn" : "good",
      text: t("queue", { failed: failedJobs, late: lateJobs }),
    },
    {
      key: "backup",
      label: t("backup"),
      tone: backupFailed ? "bad" : old ? "warn" : "good",
      text: [
        backupAt ? t("backupAt", { at: instant(backupAt, locale) }) : t("noBackup"),
        backupFailed && t("backupFailed"),
      ]
        .filter(Boolean)
        .join(" "),
    },
  ];
  return (
    <Card id="operation" title={t("title")}>
      <ul className="flex flex-col divide-y divide-line">
        {rows.map(({ key, label, tone, text, href }) => (
          <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 first:pt-0 last:pb-0" key={key}>
            <span className="w-40 font-medium">
              {href ? (
                <Link className="inline-flex items-center thumb:min-h-11" href={href}>
                  {label}
                </Link>
              ) : (
                label
              )}
            </span>
            <StatePill tone={tone}>
              {t(`state.${tone === "good" ? "fine" : tone === "warn" ? "look" : "failed"}`)}
            </StatePill>
            <span className="text-soft">{text}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
