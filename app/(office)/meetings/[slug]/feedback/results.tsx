import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { TableRegion } from "@/components/ui/table-region";
import type { FeedbackWave } from "@/db/queries/feedback";
import type { Meeting } from "@/db/queries/meetings";
import { averageOf, feedbackQuestions, feedbackScores, fewestAnswers } from "@/lib/domain/feedback";
import { said } from "@/lib/domain/meeting-text";
import * as format from "@/lib/format";

/** What was said in a wave that is over: how many gave which score, the average, and the words in no order. */
export function Results({ wave, meeting }: { wave: FeedbackWave; meeting: Meeting }) {
  const t = useTranslations("feedback");
  const locale = useLocale();
  const { answers, items, texts } = wave;
  const ended = t("ended", { day: format.day(wave.closesOn, locale), count: answers ?? 0 });
  if (!items)
    return (
      <Alert title={ended} tone="none">
        {t("tooFew", { count: fewestAnswers })}
      </Alert>
    );
  const blocks = meeting.blocks.map(({ id, number, titleCs, titleEn }) => ({
    id,
    label: `${number}. ${said(locale, titleCs, titleEn).text}`,
  }));
  const rows = [
    ...feedbackQuestions.map((question) => ({
      key: question as string,
      label: t(`questions.${question}`),
      counts: items.find((item) => item.question === question)?.counts,
    })),
    ...blocks.map(({ id, label }) => ({ key: id, label, counts: items.find(({ blockId }) => blockId === id)?.counts })),
  ].filter(({ key, counts }) => counts || feedbackQuestions.some((question) => question === key));
  return (
    <div className="grid gap-4">
      <p>{ended}</p>
      <TableRegion label={t("results")}>
        <table className="data-table">
          <caption className="sr-only">{t("results")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("asked")}</th>
              {feedbackScores.map((score) => (
                <th className="text-right" key={score} scope="col">
                  {score}
                </th>
              ))}
              <th className="text-right" scope="col">
                {t("average")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, label, counts }) => {
              const average = counts ? averageOf(counts) : null;
              return (
                <tr key={key}>
                  <th scope="row">{label}</th>
                  {feedbackScores.map((score) => (
                    <td className="text-right tabular-nums" data-label={score} key={score}>
                      {counts ? format.number(counts[score - 1] ?? 0, locale) : "–"}
                    </td>
                  ))}
                  <td className="text-right font-semibold tabular-nums" data-label={t("average")}>
                    {average === null ? t("fewer", { count: fewestAnswers }) : format.number(average, locale, 1)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableRegion>
      {texts && texts.length > 0 && (
        <section aria-label={t("texts")}>
          <h3 className="mb-2">{t("texts")}</h3>
          <p className="mb-2 text-sm text-soft">{t("textsNote")}</p>
          <ul className="grid gap-2">
            {texts.map((text, index) => (
              <li className="border-edge border-l-2 pl-3 break-words whitespace-pre-line" key={index}>
                {text}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
