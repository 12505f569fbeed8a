import { getLocale, getTranslations } from "next-intl/server";
import { mailWords } from "@/app/(office)/admin/mail/mail-words";
import type { Address } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CommandForm } from "@/components/ui/command-form";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import type { SentMail } from "@/db/queries/meeting-mail-desk";
import { instant } from "@/lib/format";

type Props = {
  mails: readonly SentMail[];
  slug: string;
  address: Address;
  bounced?: boolean;
  /** Why there may be none. */
  none?: string;
};

/** Mails to who registered, each with what became of it and a button that sends it again. */
export async function MailList({ mails, slug, address, bounced, none }: Props) {
  const [t, words, locale] = await Promise.all([getTranslations("meetingMail"), mailWords(), getLocale()]);
  const columns: Column<SentMail>[] = [
    {
      key: "person",
      header: t("person"),
      head: true,
      cell: ({ registrationId, name, email }) => (
        <span className="block min-w-40 wrap-anywhere">
          <Link href={`/meetings/${slug}/registrations/${registrationId}`}>
            {name}
            <span className="sr-only">{`, ${email ?? t("viaCoordinator")}`}</span>
          </Link>
          <span className="block text-sm text-soft">{email ?? t("viaCoordinator")}</span>
        </span>
      ),
    },
    { key: "kind", header: t("kind"), cell: ({ template }) => words.template(template) },
    { key: "at", header: t("at"), className: "whitespace-nowrap", cell: ({ at }) => instant(at, locale) },
    {
      key: "state",
      header: t("state"),
      cell: (mail) => (
        <span>
          {words.state(mail)}
          {words.error(mail) && <span className="mt-0.5 block text-sm text-soft">{words.error(mail)}</span>}
        </span>
      ),
    },
    {
      key: "again",
      header: t("action"),
      cell: (mail) =>
        mail.state === "failed" || mail.state === "sent" ? (
          <CommandForm doneLabel={t("sentAgain")} fixed={{ mailId: mail.id }} name="meeting-mail.resend">
            <Button size="sm" type="submit" variant="secondary">
              {t("again")}
              <span className="sr-only">{`: ${mail.name}, ${mail.email ?? t("viaCoordinator")}, ${words.template(mail.template)}`}</span>
            </Button>
          </CommandForm>
        ) : null,
    },
  ];
  return (
    <Table
      address={address}
      bareCaption
      caption={t(bounced ? "bounces" : "mails")}
      columns={columns}
      empty={
        <EmptyState icon={bounced ? "check" : "clock"} title={t(bounced ? "noBounces" : "noMails")}>
          {none}
        </EmptyState>
      }
      name={bounced ? "bounces" : undefined}
      plain
      rowKey={({ id }) => id}
      rows={mails}
    />
  );
}
