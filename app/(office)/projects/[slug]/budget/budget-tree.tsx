import { useLocale, useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/alert";
import { StatePill, type Tone } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { Bullet } from "@/components/ui/marks";
import { TableRegion } from "@/components/ui/table-region";
import type { BudgetLine, budgetTotal, LineStatus } from "@/lib/domain/budget";
import * as format from "@/lib/format";
import type { ProjectLink } from "../links";

type TreeProps = {
  lines: readonly BudgetLine[];
  sum: ReturnType<typeof budgetTotal>;
  projectHalere: number;
  /** Whether flat lines hold no rows of their own: what is drawn of them follows from a rate. */
  flatFollows: boolean;
  link: ProjectLink;
};

const tones = { unused: "none", ok: "good", nearlyDrawn: "warn", over: "bad" } satisfies Record<LineStatus, Tone>;
const indents = ["", "sm:pl-4", "sm:pl-8", "sm:pl-12", "sm:pl-16"];

/** The tree of codes: approved, drawn, committed and free, each number opening the expenses behind it. */
export function BudgetTree({ lines, sum, projectHalere, flatFollows, link }: TreeProps) {
  const t = useTranslations("budget.tree");
  const tStatus = useTranslations("budget.status");
  const locale = useLocale();
  if (lines.length === 0) return <EmptyState icon="table" title={t("empty")} />;
  const amount = (halere: number) => format.money(halere, locale);
  const rows = (line: BudgetLine, query: string) => link(`/budget/expenses?line=${line.code}${query}`);
  const follows = (line: BudgetLine) => flatFollows && line.leaf === "flat";
  const ratio = (line: BudgetLine) => (line.drawnShare === null ? "–" : format.percent(line.drawnShare, locale));
  return (
    <TableRegion label={t("title")}>
      <table className="data-table">
        <caption className="sr-only">{t("title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("line")}</th>
            <th className="number" scope="col">
              {t("approved")}
            </th>
            <th className="number" scope="col">
              {t("drawn")}
            </th>
            <th className="number" scope="col">
              {t("committed")}
            </th>
            <th className="number" scope="col">
              {t("free")}
            </th>
            <th scope="col">{t("share")}</th>
            <th scope="col">{t("status")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr data-tone={line.status === "over" ? "warn" : undefined} key={line.id}>
              <th className={cx(line.leaf === "chapter" && "font-semibold!")} scope="row">
                <span className={cx("flex gap-2 text-left", indents[Math.min(line.depth, 4)])}>
                  <span className="shrink-0 text-soft">{line.code}</span>
                  <span>
                    {line.name}
                    {follows(line) && <span className="block text-sm text-soft">{t("follows")}</span>}
                  </span>
                </span>
              </th>
              <td className="number" data-label={t("approved")}>
                {amount(line.approvedHalere)}
              </td>
              <td className="number" data-label={t("drawn")}>
                <RowsLink
                  href={rows(line, "&paid=yes")}
                  label={t("openDrawn", { line: line.code })}
                  none={line.drawnHalere === 0 || follows(line)}
                >
                  {amount(line.drawnHalere)}
                </RowsLink>
              </td>
              <td className="number" data-label={t("committed")}>
                <RowsLink
                  href={rows(line, "&paid=no")}
                  label={t("openCommitted", { line: line.code })}
                  none={line.committedHalere === 0 || follows(line)}
                >
                  {amount(line.committedHalere)}
                </RowsLink>
              </td>
              <td className={cx("number", line.freeHalere < 0 && "text-bad!")} data-label={t("free")}>
                {amount(line.freeHalere)}
              </td>
              <td className="min-w-36" data-label={t("share")}>
                <span className="flex w-full items-center gap-2">
                  <span className="w-14 shrink-0 text-right">{ratio(line)}</span>
                  <Bullet
                    className="min-w-16"
                    label={t("bullet", {
                      line: line.code,
                      share: ratio(line),
                      free: amount(line.freeHalere),
                    })}
                    limit={line.approvedHalere}
                    value={line.drawnHalere}
                  />
                </span>
              </td>
              <td data-label={t("status")}>
                <StatePill tone={tones[line.status]}>{tStatus(line.status)}</StatePill>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t("total")}</td>
            <td className="number" data-label={t("approved")}>
              {amount(sum.approvedHalere)}
            </td>
            <td className="number" data-label={t("drawn")}>
              {amount(sum.drawnHalere)}
            </td>
            <td className="number" data-label={t("committed")}>
              {amount(sum.committedHalere)}
            </td>
            <td className="number" data-label={t("free")}>
              {amount(sum.freeHalere)}
            </td>
            <td />
            <td />
          </tr>
        </tfoot>
      </table>
      {sum.approvedHalere !== projectHalere && (
        <p className="px-4 py-3 text-sm text-warn sm:px-6">
          {t("differs", { lines: amount(sum.approvedHalere), project: amount(projectHalere) })}
        </p>
      )}
    </TableRegion>
  );
}

function RowsLink({ href, label, none, children }: { href: string; label: string; none: boolean; children: string }) {
  if (none) return children;
  return (
    <Link aria-label={`${label}: ${children}`} href={href}>
      {children}
    </Link>
  );
}
