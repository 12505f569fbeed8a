import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AdminPage } from "@/app/(office)/admin/admin-page";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { can } from "@/lib/domain/permission";
import { framedHtml, readMail, showMail } from "@/server/mail/mailbox";
import { readOfficePage, recordId, type SearchParams } from "@/server/page";
import { mailWords } from "../mail-words";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("mailbox"))("oneTitle") };
}

/** One mail: how it is with it, and what it says, written anew from its row. */
export default async function OneMailPage({ params, searchParams }: Props) {
  const [{ id: raw }, asked, words] = await Promise.all([params, searchParams, mailWords()]);
  const id = recordId(raw);
  const { t, template, error, when, state, orderedAt } = words;
  const page = await readOfficePage(
    `/admin/mail/${id}`,
    (tx, me) => readMail(tx, me, id),
    (me) => (can(me, "mail.manage") ? "mail" : undefined),
    { mailId: id },
  );
  const mail = page.view;
  const { written, masked } = await showMail(mail, page.me);
  const facts: [string, ReactNode][] = [
    [t("recipient"), mail.recipient ? `${mail.recipient.name} <${mail.recipient.email}>` : t("noRecipient")],
    [t("ordered"), orderedAt(mail)],
    [
      t("state"),
      <>
        {state(mail)} {when(mail)}
      </>,
    ],
    [t("attempts"), mail.attempts],
    [t("error"), error(mail) ?? t("none")],
    [t("messageId"), <span className="break-all" key="id">{`${mail.messageId}`}</span>],
  ];
  return (
    <AdminPage
      actions={
        typeof written !== "string" && (
          <LinkButton href={`/admin/mail/${id}/eml`} icon="download" plain variant="secondary">
            {t("download")}
          </LinkButton>
        )
      }
      crumbs={[{ label: t("title"), href: "/admin/mail" }]}
      office={page}
      section="mail"
      title={template(mail.template)}
    >
      <ClientMessages namespaces={["mailbox"]}>
        <div className="grid max-w-4xl gap-6">
          <SentForm search={asked} />
          <Card id="facts" title={t("facts")}>
            <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[10rem_1fr]">
              {facts.map(([name, value]) => (
                <div className="contents" key={name}>
                  <dt className="text-soft">{name}</dt>
                  <dd className="min-w-0 break-words">{value}</dd>
                </div>
              ))}
            </dl>
            {(mail.state === "failed" || mail.state === "dropped") && (
              <CommandForm className="mt-4" fixed={{ mailId: mail.id }} name="mail.resend" submitLabel={t("resend")} />
            )}
          </Card>
          {typeof written === "string" ? (
            <Alert tone="info">{t(`faults.${written}`)}</Alert>
          ) : (
            <Card id="content" note={t(masked ? "contentMasked" : "contentOpen")} title={written.subject}>
              <iframe
                className="h-[40rem] w-full rounded-sm border border-line bg-white"
                sandbox=""
                srcDoc={framedHtml(written)}
                title={t("asHtml")}
              />
              <details className="mt-4">
                <summary className="min-h-11 cursor-pointer py-2 font-medium text-link">{t("asText")}</summary>
                <pre className="overflow-x-auto rounded-sm bg-raised p-4 text-sm whitespace-pre-wrap break-words">
                  <Linked text={written.text} />
                </pre>
              </details>
            </Card>
          )}
        </div>
      </ClientMessages>
    </AdminPage>
  );
}

/** The text with its addresses as links: in the closed frame above nothing can be followed. */
function Linked({ text }: { text: string }) {
  return text.split(/(https?:\/\/\S+)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <a className="text-link underline" href={part} key={index}>
        {part}
      </a>
    ),
  );
}
