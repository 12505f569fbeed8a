import { useLocale, useTranslations } from "next-intl";
import { withParams } from "@/components/ui/address";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { PlacePager } from "@/components/ui/navigation";
import { Table } from "@/components/ui/table";
import type { RowGroup } from "@/db/queries/indicator-rows";
import { addsUp } from "@/lib/domain/indicator-row";
import { placeOf } from "@/lib/domain/keyset";
import { typeset } from "@/lib/format";
import { figure, measure } from "../indicator-marks";
import type { IndicatorParts } from "./parts";
import { rowColumns } from "./row-columns";

/** What leads to the first page of a list. */
const firstPage = { after: undefined, before: undefined };

/** "Why is it 137?": the rule in words, the rows it counts, the rows it leaves out and why; they add up to the value. */
export function RowsCard(parts: IndicatorParts) {
  const t = useTranslations("indicators");
  const tRows = useTranslations("indicators.rows");
  const tValues = useTranslations("history.values");
  const tMeasurement = useTranslations("indicators.measurement");
  const locale = useLocale();
  const { view, asked, address, link } = parts;
  const { indicator, about, groups, rows, proven, newer, older } = view;
  const [top, bottom] = [rows.at(0), rows.at(-1)].map((row) => row && placeOf({ day: row.on, id: row.id }));
  const gain = { points: about.points, areas: about.areas };
  const group = groups.find(({ reason }) => reason === asked.reason);
  const total = proven ?? group?.rows ?? 0;
  const heading = asked.reason === null ? tRows("counted") : tRows(`reasons.${asked.reason}`);
  const columns = rowColumns(indicator, { t: tRows, tValues, tMeasurement, locale, link });
  return (
    <Card
      flush
      id="rows"
      note={<span className="block max-w-prose">{t(`rules.${indicator.rule}.counted`, gain)}</span>}
      title={t("why", { value: indicator.value === null ? t("noValue") : figure(indicator.value, locale) })}
    >
      <p className="max-w-prose px-4 text-sm text-soft sm:px-6">{typeset(t(`rules.${indicator.rule}.left`, gain))}</p>
      <div className="px-4 py-3 sm:px-6">
        <Groups {...parts} />
      </div>
      <Table
        address={address}
        caption={heading}
        columns={columns}
        empty={<p className="px-4 pb-4 text-soft sm:px-6">{tRows("empty")}</p>}
        filters={[
          ...(asked.reason ? [{ param: "show", label: heading }] : []),
          ...(asked.withFiles ? [{ param: "files", label: tRows("withFiles") }] : []),
        ]}
        name="rows"
        pager={
          !asked.whole && (
            <PlacePager
              address={address}
              hash="#rows"
              newer={newer ? top : undefined}
              older={older ? bottom : undefined}
            />
          )
        }
        rowCount={total}
        rowKey={(row) => row.id}
        rows={rows}
        whole
        tools={
          !asked.withFiles &&
          (group?.files ?? 0) > 0 && (
            <Link
              className="no-print inline-flex items-center text-sm thumb:min-h-11"
              href={`${withParams(address, { files: "1", ...firstPage })}#rows`}
              scroll={false}
            >
              {tRows("onlyWithFiles", { count: group?.files ?? 0 })}
            </Link>
          )
        }
      />
    </Card>
  );
}

/** What counts and what does not, with the amounts; each line shows its rows. */
function Groups({ view: { groups, indicator }, asked, address }: IndicatorParts) {
  const t = useTranslations("indicators.rows");
  const locale = useLocale();
  const all = groups.some(({ reason }) => reason === null)
    ? groups
    : [{ reason: null, rows: 0, amount: 0, files: 0 } satisfies RowGroup, ...groups];
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {all.map(({ reason, rows, amount }) => {
        const current = reason === asked.reason;
        return (
          <li className="flex flex-wrap items-baseline gap-x-2" key={reason ?? "counted"}>
            <Icon
              className={cx("self-center", reason === null ? "text-good" : "text-soft")}
              name={reason === null ? "check" : "minus"}
              size={16}
            />
            <Link
              aria-current={current || undefined}
              className="inline-flex min-h-6 items-center font-medium thumb:min-h-11 aria-[current]:text-ink aria-[current]:no-underline"
              href={`${withParams(address, { show: reason ?? undefined, files: undefined, ...firstPage })}#rows`}
              scroll={false}
            >
              {reason === null ? t("counted") : t(`reasons.${reason}`)}
            </Link>
            <span>{t("count", { count: rows })}</span>
            {addsUp(indicator.rule) && (reason === null || amount !== 0) && (
              <span className={reason === null ? "font-semibold" : "text-soft"}>
                {t(reason === null ? "adds" : "wouldAdd", {
                  amount: measure(amount, indicator.unit, locale),
                })}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
