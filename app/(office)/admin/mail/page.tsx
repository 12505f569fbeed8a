import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/app/(office)/admin/admin-page";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { withParams } from "@/components/ui/address";
import { Alert } from "@/components/ui/alert";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { SearchForm } from "@/components/ui/search-form";
import { listMails } from "@/db/queries/outbox";
import { mailFilter } from "@/lib/domain/mail";
import { can } from "@/lib/domain/permission";
import { mailWay } from "@/server/mail/mailbox";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { MailFilters } from "./mail-filters";
import { MailTable } from "./mail-table";

export async function generateMetadata() {
  return { title: (await getTranslations("mailbox"))("title") };
}

/** Správa → Pošta: what was sent, what waits and what failed, to whom and why. */
export default async function MailPage({ searchParams }: { searchParams: SearchParams }) {
  const [asked, t] = await Promise.all([searchParams, getTranslations("mailbox")]);
  const filter = mailFilter.parse(
    Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, firstValue(value)])),
  );
  const page = await readOfficePage(
    "/admin/mail",
    async (tx, me) => (can(me, "mail.manage") ? listMails(tx, filter) : null),
    (me) => (can(me, "mail.manage") ? "mail" : undefined),
    { everyWith: "admin" },
  );
  const { me, view } = page;
  const way = mailWay();
  const address = { path: "/admin/mail", params: filter };
  return (
    <AdminPage note={t("note")} office={page} section="mail" title={t("title")}>
      <ClientMessages namespaces={["mailbox"]}>
        <div className="grid gap-6">
          <SentForm search={asked} />
          {way.server === null ? (
            <Alert title={t("noServer")} tone="warn">
              {t(me.demo ? "noServerDemo" : "noServerText")}
            </Alert>
          ) : (
            <Alert tone="info">{t("server", { server: way.server, from: way.from ?? "" })}</Alert>
          )}
          <Card id="test" note={t("testNote")} title={t("testTitle")}>
            <CommandForm
              name="mail.test"
              submit={{ variant: "secondary" }}
              submitLabel={t("testSend", { email: me.email })}
            />
          </Card>
          <Card flush id="mails" title={t("mails")}>
            <div className="px-4 pb-4 sm:px-6">
              <SearchForm address={address} label={t("q")} submit={t("search")} />
            </div>
            <MailFilters filter={filter} mails={view} />
            <MailTable
              address={address}
              filtered={Boolean(filter.state || filter.template || filter.q)}
              mails={view.mails}
            />
            {(filter.before || view.next) && (
              <nav aria-label={t("pages")} className="no-print flex justify-between gap-4 px-4 py-3 sm:px-6">
                {filter.before ? (
                  <Link className={buttonClass("secondary", "sm")} href={withParams(address, { before: undefined })}>
                    <Icon name="left" size={16} />
                    {t("newest")}
                  </Link>
                ) : (
                  <span />
                )}
                {view.next && (
                  <Link
                    className={buttonClass("secondary", "sm")}
                    href={withParams(address, { before: view.next })}
                    rel="next"
                  >
                    {t("older")}
                    <Icon name="right" size={16} />
                  </Link>
                )}
              </nav>
            )}
          </Card>
        </div>
      </ClientMessages>
    </AdminPage>
  );
}
