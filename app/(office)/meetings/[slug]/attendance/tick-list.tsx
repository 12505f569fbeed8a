import { useLocale, useTranslations } from "next-intl";
import { ClientMessages } from "@/components/layout/client-messages";
import { type Address, withParams } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/alert";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { SearchForm } from "@/components/ui/search-form";
import { said } from "@/lib/domain/meeting-text";
import type { AttendanceDesk } from "@/server/views/attendance";
import { TickForm } from "./tick-form";
import { WalkInForm } from "./walk-in-form";

/** The people of a site to be ticked at a block, and whoever came without a registration. */
export function TickList({
  meeting,
  site,
  blocks,
  block,
  people,
  all,
  ticked,
  address,
}: AttendanceDesk & { address: Address }) {
  const t = useTranslations("attendance");
  const tRole = useTranslations("registration");
  const locale = useLocale();
  if (!site) return null;
  const rows = people.map(({ id, name, role, municipality, district, without }) => ({
    id,
    name,
    about: [tRole(`roles.${role}`), district ? `${municipality} (${district})` : municipality]
      .filter(Boolean)
      .join(", "),
    pill: without === "walk-in" ? t("walkInPill") : without === "mark" ? t("markPill") : null,
    here: ticked.has(id),
  }));
  return (
    <>
      <Card id="where" title={t("block")} note={t("chooseBlock")}>
        {meeting.sites.length > 1 && (
          <nav aria-label={t("site")} className="mb-4 flex flex-wrap gap-2">
            {meeting.sites.map((one) => (
              <Link
                aria-current={one.id === site.id || undefined}
                className={buttonClass(one.id === site.id ? "primary" : "secondary", "sm")}
                href={withParams(address, { site: one.code, block: undefined, q: undefined })}
                key={one.id}
              >
                {one.name}
              </Link>
            ))}
          </nav>
        )}
        {blocks.length === 0 && <p>{t("noBlocks")}</p>}
        <nav aria-label={t("block")}>
          <ul className="divide-y divide-line">
            {blocks.map((one) => {
              const title = said(locale, one.titleCs, one.titleEn);
              return (
                <li className="flex items-center justify-between gap-4 py-1" key={one.id}>
                  <Link
                    aria-current={one.id === block?.id || undefined}
                    className={`flex min-h-11 min-w-0 items-center ${one.id === block?.id ? "font-semibold" : ""}`}
                    href={withParams(address, { block: one.id })}
                    lang={title.lang}
                    scroll={false}
                  >
                    {one.number}. {title.text}
                  </Link>
                  <span className="shrink-0 tabular-nums text-soft">{t("counted", { here: one.here, all })}</span>
                </li>
              );
            })}
          </ul>
        </nav>
      </Card>
      {block && (
        <Card id="people" title={`${block.number}. ${said(locale, block.titleCs, block.titleEn).text}`}>
          <SearchForm address={address} label={t("search")} submit={t("find")} />
          {rows.length === 0 ? (
            <EmptyState icon="users" title={t(all === 0 ? "nobody" : "noneFit")}>
              {all === 0 && t("nobodyText")}
            </EmptyState>
          ) : (
            <ClientMessages namespaces={["attendance"]}>
              <TickForm blockId={block.id} key={`${block.id} ${site.id}`} people={rows} siteId={site.id} />
            </ClientMessages>
          )}
        </Card>
      )}
      {block && (
        <Card id="walk-in" note={t("walkInNote")} title={t("walkIn")}>
          <ClientMessages namespaces={["attendance", "registration"]}>
            <WalkInForm blockId={block.id} siteId={site.id} />
          </ClientMessages>
        </Card>
      )}
    </>
  );
}
