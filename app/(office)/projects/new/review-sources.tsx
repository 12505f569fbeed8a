"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { MoneyField } from "@/components/ui/typed-field";
import { fromDecimal, halere, per100000, type SourceKind, sourceKinds, sum } from "@/lib/domain/money";
import * as format from "@/lib/format";
import type { ReadingForReview } from "@/lib/intake/reading-schema";
import { ReviewRow } from "./review-row";

type Amounts = Record<SourceKind, number | undefined>;

/** Total and sources as printed; what the page does not say is typed or computed from the rest, and says which. */
export function ReviewSources({ reading: { result, excerpts } }: { reading: ReadingForReview }) {
  const t = useTranslations("intake");
  const locale = useLocale();
  const printed: Amounts = {
    eu: read(result.sources.eu),
    state: read(result.sources.state),
    own: read(result.sources.own),
  };
  const [total, setTotal] = useState<number | undefined>(read(result.total));
  const [amounts, setAmounts] = useState(printed);
  const [computed, setComputed] = useState<{ kind: SourceKind; amount: number; round: number }>();
  const known = sourceKinds.filter((kind) => amounts[kind] !== undefined);
  const added = sum(known.map((kind) => amounts[kind] ?? 0));
  const rest = total === undefined ? 0 : total - added;
  const missing = sourceKinds.filter((kind) => amounts[kind] === undefined);
  const set = (kind: SourceKind, value: number | undefined) => setAmounts((now) => ({ ...now, [kind]: value }));
  const compute = (kind: SourceKind) => {
    set(kind, rest);
    setComputed({ kind, amount: rest, round: (computed?.round ?? 0) + 1 });
  };
  const origin = (kind: SourceKind) =>
    amounts[kind] === printed[kind]
      ? "published"
      : computed?.kind === kind && computed.amount === amounts[kind]
        ? "computed"
        : "entered";
  return (
    <>
      <ReviewRow place={excerpts.total}>
        <MoneyField defaultValue={total} label={t("field.total")} name="totalHalere" onValue={setTotal} />
      </ReviewRow>
      {sourceKinds.map((kind) => {
        const index = known.indexOf(kind);
        const amount = amounts[kind];
        const rate = total && amount !== undefined ? Math.min(100_000, per100000(amount, total) ?? 0) : 0;
        return (
          <ReviewRow key={kind} place={excerpts[`sources.${kind}`]}>
            <MoneyField
              defaultValue={amount}
              hint={
                amount === undefined ? undefined : t(`origin.${origin(kind)}`, { rate: format.share(rate, locale) })
              }
              key={computed?.kind === kind ? computed.round : 0}
              label={t(`field.${kind}`)}
              name={index < 0 ? `missing.${kind}` : `sources.${index}.amountHalere`}
              onValue={(value) => set(kind, value)}
              optional
            />
            {index >= 0 && (
              <>
                <input name={`sources.${index}.kind`} readOnly type="hidden" value={kind} />
                <input name={`sources.${index}.origin`} readOnly type="hidden" value={origin(kind)} />
                <input data-kind="number" name={`sources.${index}.ratePer100000`} readOnly type="hidden" value={rate} />
              </>
            )}
            {amount === undefined && missing.length === 1 && rest > 0 && (
              <Button className="mt-2" onClick={() => compute(kind)} size="sm" variant="secondary">
                {t("compute", { amount: format.money(halere(rest), locale) })}
              </Button>
            )}
          </ReviewRow>
        );
      })}
      <div aria-live="polite">
        {total !== undefined && known.length > 0 && rest !== 0 && (
          <Alert title={t("sumDiffers")} tone="warn">
            {t("sumDiffersText", {
              sum: format.money(added, locale),
              total: format.money(total, locale),
              difference: format.signedMoney(halere(-rest), locale),
            })}
          </Alert>
        )}
      </div>
    </>
  );
}

const read = (amount: string | null) => (amount === null ? undefined : (fromDecimal(amount) ?? undefined));
