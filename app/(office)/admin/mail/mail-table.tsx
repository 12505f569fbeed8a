import type { Address } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CommandForm } from "@/components/ui/command-form";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import type { MailRow } from "@/db/queries/outbox";
import { mailWords } from "./mail-words";

type Props = { mails: readonly MailRow[]; address: Address; filtered: boolean };

/** The mails of a page of the list, newest first. */
export async function MailTable({ mails, address, filtered }: Props) {
  const { t, template, error, when, state, orderedAt } = await mailWords();
  const columns: Column<MailRow>[] = [
    {
      key: "ordered",
      header: t("ordered"),
      head: true,
      className: "whitespace-nowrap",
      cell: (mail) => (
        <Link
          aria-label={[orderedAt(mail), template(mail.template), mail.recipient?.email].filter(Boolean).join(", ")}
          href={`/admin/mail/${mail.id}`}
        >
          {orderedAt(mail)}
        </Link>
      ),
    },
    {
      key: "recipient",
      header: t("recipient"),
      cell: ({ recipient }) =>
        recipient ? (
          <span className="block min-w-40 wrap-anywhere">
            {recipient.name}
            <span className="block text-sm text-soft">{recipient.email}</span>
          </span>
        ) : (
          t("noRecipient")
        ),
    },
    { key: "template", header: t("template"), cell: (mail) => template(mail.template) },
    {
      key: "state",
      header: t("state"),
      cell: (mail) => (
        <span>
          {state(mail)}
          {when(mail) && <span className="mt-0.5 block text-sm text-soft">{when(mail)}</span>}
        </span>
      ),
    },
    { key: "attempts", header: t("attempts"), number: true, cell: ({ attempts }) => attempts },
    { key: "error", header: t("error"), className: "sm:w-1/4", cell: (mail) => error(mail) ?? t("none") },
    {
      key: "resend",
      header: t("action"),
      cell: (mail) =>
        mail.state === "failed" ? (
          <CommandForm fixed={{ mailId: mail.id }} name="mail.resend">
            <Button size="sm" type="submit" variant="secondary">
              {t("resend")}
              <span className="sr-only">: {orderedAt(mail)}</span>
            </Button>
          </CommandForm>
        ) : null,
    },
  ];
  return (
    <Table
      address={address}
      bareCaption
      caption={t("mails")}
      columns={columns}
      empty={
        <EmptyState icon="list" title={t(filtered ? "noneFiltered" : "noneYet")}>
          {filtered ? undefined : t("noneYetText")}
        </EmptyState>
      }
      plain
      rowKey={({ id }) => id}
      rows={mails}
    />
  );
}
