"use client";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/text-field";
import { fromDecimal } from "@/lib/domain/money";
import * as format from "@/lib/format";
import type { ListForReview, ReadingForReview } from "@/lib/intake/reading-schema";

type PickProps = {
  list: ListForReview;
  query: string;
  busy: boolean;
  refusal: string | undefined;
  onSearch: (query: string) => void;
  onPick: (reading: ReadingForReview) => void;
  onBack: () => void;
};

/** A published list of projects was recognised: search it, choose one, check it like any other. */
export function PickProject({ list, query, busy, refusal, onSearch, onPick, onBack }: PickProps) {
  const t = useTranslations("intake");
  const locale = useLocale();
  const [text, setText] = useState(query);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const search = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onSearch(text.trim());
  };
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="outline-none" ref={heading} tabIndex={-1}>
          {t(`pick.${list.kind}`, { count: list.count })}
        </h2>
        <Button icon="left" onClick={onBack} size="sm" variant="quiet">
          {t("back")}
        </Button>
      </div>
      <Card id="pick" note={t("pick.note")} title={t("pick.title")}>
        <form aria-busy={busy} className="flex flex-wrap items-end gap-3" onSubmit={search}>
          <div className="min-w-0 flex-1 basis-64">
            <TextField
              defaultValue={query}
              hint={t("pick.hint")}
              label={t("pick.search")}
              maxLength={200}
              name="query"
              onChange={(event) => setText(event.currentTarget.value)}
              optional
            />
          </div>
          <Button aria-busy={busy} icon="search" type="submit">
            {t("pick.find")}
          </Button>
        </form>
        {refusal && (
          <Alert live title={t("paste.refused")} tone="bad">
            {refusal}
          </Alert>
        )}
        <p className="mt-4" role="status">
          {busy
            ? t("paste.reading")
            : list.found > list.projects.length
              ? t("pick.more", { shown: list.projects.length, found: list.found })
              : t("pick.found", { count: list.found })}
        </p>
        {list.projects.length > 0 && (
          <div className="mt-2 overflow-x-auto">
            <table className="data-table">
              <caption className="sr-only">{t("pick.title")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("field.name")}</th>
                  <th scope="col">{t("field.beneficiary")}</th>
                  <th scope="col">{t("field.startsOn")}</th>
                  <th className="text-right" scope="col">
                    {t("field.total")}
                  </th>
                  <th scope="col">
                    <span className="sr-only">{t("pick.choose")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {list.projects.map((reading) => {
                  const { registrationNumber, name, beneficiary, start, total } = reading.result;
                  const amount = total === null ? null : fromDecimal(total);
                  return (
                    <tr key={registrationNumber}>
                      <th className="text-left" scope="row">
                        {name}
                        <span className="block font-normal text-sm text-soft">{registrationNumber}</span>
                      </th>
                      <td>{beneficiary}</td>
                      <td className="whitespace-nowrap">{start && format.day(start, locale)}</td>
                      <td className="whitespace-nowrap text-right tabular-nums">
                        {amount !== null && format.money(amount, locale)}
                      </td>
                      <td>
                        <Button
                          aria-label={t("pick.chooseNamed", { name: name ?? registrationNumber ?? "" })}
                          onClick={() => onPick(reading)}
                          size="sm"
                          variant="secondary"
                        >
                          {t("pick.choose")}
                        </Button>
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        )}
      </Card>
    </div>
  );
}
